"""The four moments at which a failing system call is tried, each with a ledger that was made for it by the daemon itself.

    start     a ledger of two days, the first one closed, with a backup of today
    closing   the first day is over and not closed: the start closes it and queues its messages
    backup    a ledger without a backup: the start takes one
    restore   the database is damaged on purpose: the start sets it aside and restores the backup
"""

import datetime
import pathlib
import random
import shutil
import sqlite3
import time

from shop import ZONE, Shop

HOUR = 3600
NAMES = ("start", "closing", "backup", "restore")

# How long ago the first day's facts are recorded. The trading day then begins two hours ago.
BEFORE = 20 * HOUR
FACTS = 10


class Scene:
    """`ids` are the facts that must be there whatever fails, in their order."""

    def __init__(self, name: str, directory: pathlib.Path, programs: pathlib.Path, clock: pathlib.Path):
        self.name, self.programs, self.clock = name, programs, clock
        self.day_starts = datetime.datetime.fromtimestamp(time.time() - 2 * HOUR, ZONE).hour
        self.original = self.shop(directory / name)
        self.damaged: bytes | None = None
        getattr(self, f"make_{name}")(self.original)

    def shop(self, directory: pathlib.Path) -> Shop:
        directory.mkdir()
        return Shop(directory, self.programs, self.clock, self.day_starts)

    def copy(self, directory: pathlib.Path) -> Shop:
        shop = self.shop(directory)
        shutil.copytree(self.original.state, shop.state)
        return shop

    # Each ledger

    def make_start(self, shop: Shop):
        self.first_day(shop)
        shutil.rmtree(shop.state / "backups")
        shop.reboot(BEFORE)
        self.day(shop)

    def make_closing(self, shop: Shop):
        self.first_day(shop)
        shop.reboot(BEFORE)

    def make_backup(self, shop: Shop):
        self.make_start(shop)
        shutil.rmtree(shop.state / "backups")

    def make_restore(self, shop: Shop):
        self.make_backup(shop)
        shop.start()
        self.wait_for(shop, lambda: list(shop.state.glob("backups/*.sqlite")))
        backup = sqlite3.connect(next(shop.state.glob("backups/*.sqlite")))
        count = backup.execute("SELECT count(*) FROM fact").fetchone()[0]
        backup.close()
        self.ids = [fact["id"] for fact in shop.facts()][:count]
        self.record(shop, 10)
        shop.stop()
        database = shop.state / "doorstep.sqlite"
        connection = sqlite3.connect(database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page, size = connection.execute("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'fact'").fetchone()
        connection.close()
        self.damaged = random.Random(7).randbytes(size)
        with open(database, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(self.damaged)

    def first_day(self, shop: Shop):
        shop.reboot(-BEFORE)
        self.day(shop)

    def day(self, shop: Shop):
        shop.start()
        self.record(shop, FACTS)
        if not list(shop.state.glob("backups/*.sqlite")):
            # A new shop had nothing to back up at its first start.
            self.stop(shop)
            shop.start()
        self.wait_for(shop, lambda: list(shop.state.glob("backups/*.sqlite")))
        self.ids = [fact["id"] for fact in shop.facts()]
        self.stop(shop)

    def stop(self, shop: Shop):
        if shop.stop() != 0:
            raise RuntimeError(f"the scene {self.name} cannot be made\n{shop.log_end()}")

    def record(self, shop: Shop, count: int):
        for number in range(count):
            path = ("/v1/entrances", "/v1/exits")[number % 2]
            answer = shop.ask("POST", path, {"door": "front"}, Idempotency_Key=f"{self.name}-{shop.starts}-{number}")
            if answer.status != 201:
                raise RuntimeError(f"the scene {self.name} cannot be made: {answer.body.decode()}")

    def wait_for(self, shop: Shop, condition, seconds: float = 20):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise RuntimeError(f"the scene {self.name} cannot be made\n{shop.log_end()}")
            time.sleep(0.02)

    # What is waited for, and what must be true afterwards

    def has_happened(self, shop: Shop) -> bool:
        """Whether the daemon has tried what the scene is about."""
        if self.name == "backup":
            return "backup" in shop.log_end(4000)
        if self.name == "closing":
            return any(fact["kind"] == "dayClosed" for fact in shop.facts())
        return True

    def wrong(self, shop: Shop) -> list[tuple[str, str]]:
        """After a start without a fault, while that daemon runs."""
        facts = shop.facts()
        found = []
        kept = [fact["id"] for fact in facts[: len(self.ids)]]
        if kept != self.ids:
            there = len(set(self.ids) & {fact["id"] for fact in facts})
            found.append(("lost", f"{there} of {len(self.ids)} facts of before are left, the ledger has {len(facts)}"))
        aside = shop.set_aside()
        if self.name != "restore" and aside:
            found.append(("good database set aside", ", ".join(aside)))
        if self.name == "restore":
            if not any(self.damaged in file.read_bytes() for file in shop.state.glob("doorstep.sqlite*")):
                found.append(("damaged database not kept", f"there are {sorted(one.name for one in shop.state.iterdir())}"))
        if self.name == "closing":
            closed = [fact for fact in facts if fact["kind"] == "dayClosed"]
            messages = shop.ask("GET", "/v1/deliveries").json["deliveries"]
            if len(closed) != 1 or len(messages) != 1:
                found.append(("closing", f"the day was closed {len(closed)} times, with {len(messages)} messages"))
        left = [file.name for file in shop.state.glob("backups/*") if not file.name.endswith(".sqlite")]
        left += [file.name for file in shop.state.glob("*.restoring*")]
        if left:
            found.append(("half a file left", ", ".join(left)))
        if not list(shop.state.glob("backups/*.sqlite")):
            found.append(("no backup", "there is none after a start without a fault"))
        return found

    def wrong_backups(self, shop: Shop) -> list[tuple[str, str]]:
        found = []
        for file in shop.state.glob("backups/*.sqlite"):
            try:
                connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
                if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    found.append(("bad backup", file.name))
                connection.close()
            except sqlite3.Error as error:
                found.append(("bad backup", f"{file.name}: {error}"))
        return found
