"""A shop in a scratch directory, whose daemon is started, killed and started again, under any wall clock."""

import datetime
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import zoneinfo

import wire

ROOT = pathlib.Path(__file__).resolve().parents[3]
ZONE = zoneinfo.ZoneInfo("Europe/Paris")
DOORS = ("front", "back", "side")

# Few words, so that a start is not the reading of words.
SCRIPTS = """
[words]
ownWords = "Avec vos propres mots"

[[script]]
id = "bonjour"
moment = "greeting"
text = "Bonjour, bienvenue !"

[[script]]
id = "merci"
moment = "farewell"
text = "Merci, à bientôt !"
"""


def build_clock(directory: pathlib.Path) -> pathlib.Path:
    """The library that sets a process's wall clock ahead."""
    library = directory / "clock.so"
    source = pathlib.Path(__file__).with_name("clock.c")
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        raise SystemExit("faults: no C compiler, which the wall clock of the shop needs: apt-get install gcc libc6-dev")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    return library


class Shop:
    """`state` may be a copy of another shop's. `day_starts` is the local hour at which its trading day begins."""

    def __init__(self, directory: pathlib.Path, programs: pathlib.Path, clock: pathlib.Path, day_starts: int = 4):
        self.directory, self.programs, self.clock = directory, programs, clock
        self.day_starts = day_starts
        self.socket, self.state, self.log = directory / "s", directory / "state", directory / "log"
        self.config = directory / "doorstep.toml"
        self.ahead = 0
        self.boots = self.booted = 0
        self.starts = 0
        self.process = None
        (directory / "scripts").mkdir()
        (directory / "scripts" / "fr.toml").write_text(SCRIPTS)
        self.config.write_text(
            f"""
[shop]
name = "Librairie des Halles"
timeZone = "{ZONE.key}"
languages = ["fr"]
dayStartsAt = "{day_starts:02}:00"

[[door]]
name = "front"
madAbove = 0

[[door]]
name = "back"
madAbove = 0

[[door]]
name = "side"
madAbove = 0
silentAfter = "1h"

[[destination]]
name = "manager"
format = "slack"
url = "https://hooks.example/none"

[scripts]
directory = "scripts"

[server]
socket = "{self.socket}"
stateDirectory = "{self.state}"
"""
        )

    # Time

    def now(self) -> float:
        """Seconds since 1970 as the daemon sees them."""
        return time.time() + self.ahead

    def day(self, moment: float) -> datetime.date:
        """The trading day that holds it."""
        local = datetime.datetime.fromtimestamp(moment, ZONE)
        return local.date() - datetime.timedelta(days=1 if local.hour < self.day_starts else 0)

    def reboot(self, later: float = 0):
        """The machine stood still for so many seconds: another boot, and what was in /run is gone."""
        self.ahead += round(later)
        self.boots += 1
        self.booted = int(time.clock_gettime(time.CLOCK_BOOTTIME))
        for file in self.directory.glob("*.alive"):
            file.unlink()

    # The process

    def spawn(self, *before: str, **more: str):
        """Starts it and does not wait; `before` is a program that starts it."""
        if self.process is not None and self.process.poll() is None:
            raise RuntimeError("a daemon is still there")
        self.starts += 1
        path = self.directory / f"n{self.starts}"
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(str(path))
        self.notify.setblocking(False)
        environment = {
            **os.environ,
            "NOTIFY_SOCKET": str(path),
            # As the unit of systemd asks for.
            "WATCHDOG_USEC": "30000000",
            "DOORSTEP_BOOT_ID": f"b{self.boots:031}",
            **more,
        }
        if self.boots:
            environment |= {
                "LD_PRELOAD": str(self.clock),
                "DOORSTEP_CLOCK_AHEAD": str(self.ahead),
                "DOORSTEP_CLOCK_BOOTED": str(self.booted),
            }
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*before, self.programs / "doorstepd", "serve", "--courier", "apart", "--config", self.config],
                stdout=log,
                stderr=log,
                env=environment,
            )
        return self.process

    def ready(self, seconds: float) -> bool:
        """False when it has ended, or when the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if b"READY=1" in self.notify.recv(4096):
                    return True
            except BlockingIOError:
                if self.process.poll() is not None:
                    return False
                time.sleep(0.005)
        return False

    def start(self, seconds: float = 60):
        self.spawn()
        if not self.ready(seconds):
            raise RuntimeError(f"not ready: status {self.process.poll()}\n{self.log_end()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.notify.close()

    def stop(self, seconds: float = 30) -> int | None:
        """Asks it to end. Its status; None when it had to be killed."""
        self.process.terminate()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None
        self.notify.close()
        return status

    def log_end(self, bytes: int = 1500) -> str:
        return self.log.read_bytes()[-bytes:].decode(errors="replace") if self.log.exists() else ""

    # What it has

    def ask(self, method: str, path: str, body=None, **fields) -> wire.Answer:
        return wire.ask(self.socket, method, path, body, **fields)

    def facts(self, after: int = 0) -> list[dict]:
        ledger = self.ask("GET", "/v1/now").json["ledger"]
        found = []
        while page := self.ask("GET", f"/v1/facts?after={ledger}:{after}&limit=10000").lines:
            found += page
            after = page[-1]["sequence"]
        return found

    def set_aside(self) -> list[str]:
        """Names of databases that were set aside."""
        return sorted(file.name for file in self.state.glob("*.damaged*"))

    def file_trouble(self) -> list[str]:
        """What SQLite, and the promise of numbers without a gap, have against the database of a daemon that has ended."""
        try:
            database = sqlite3.connect(self.state / "doorstep.sqlite")
            with database:
                found = [row[0] for row in database.execute("PRAGMA integrity_check")]
                count, last = database.execute("SELECT count(*), coalesce(max(sequence), 0) FROM fact").fetchone()
            database.close()
        except sqlite3.Error as error:
            return [f"the database cannot be read: {error}"]
        found = [] if found == ["ok"] else [f"integrity_check: {found[:3]}"]
        return found + ([f"{count} facts, and the last is {last}"] if count != last else [])
