"""One system call fails, once, by strace's injection, and what a daemon makes of it.

strace counts by thread: `when=7` is the seventh such call of each thread that comes so far, so that the call fails once in
each of these threads. `KILL` is SIGKILL instead of an error, in the moment of the call.
"""

import collections
import concurrent.futures
import itertools
import random
import re
import shutil
import statistics
import threading
import time
from dataclasses import dataclass

from report import Report
from scenes import NAMES, Scene
from shop import Shop

CALLS = ("pread64", "pwrite64", "fdatasync", "fsync", "openat", "rename", "ftruncate")
ERRORS = ("EIO", "ENOSPC", "EINTR")

# Seconds after a fault's end within which a daemon must be well, and after which one that does nothing counts as hung.
WELL, HUNG = 5, 15


def arguments(parser):
    parser.add_argument("--scene", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--calls", nargs="+", default=CALLS, help="names as strace knows them")
    parser.add_argument("--errors", nargs="+", default=ERRORS, help="names of errno, or KILL")
    parser.add_argument("--only", type=int, nargs="+", metavar="K", help="these k alone")
    parser.add_argument("--sample", type=int, metavar="N", help="so many points of each scene, by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)


@dataclass(frozen=True)
class Point:
    scene: str
    call: str
    error: str
    k: int

    @property
    def repeat(self) -> str:
        return (
            f"python Tests/Peers/faults syscalls --scene {self.scene} --calls {self.call} --errors {self.error} --only {self.k}"
        )

    @property
    def injection(self) -> str:
        what = "signal=KILL" if self.error == "KILL" else f"error={self.error}"
        return f"inject={self.call}:{what}:when={self.k}"


class Trial:
    """One start under a fault, and one without."""

    def __init__(self, scene: Scene, point: Point | None, directory, calls=()):
        self.scene, self.point = scene, point
        self.shop = scene.copy(directory)
        self.trace = directory / "trace"
        tracing = ["-e", point.injection, "-e", f"trace={point.call}"] if point else ["-e", f"trace={','.join(calls)}"]
        # As a grandchild: the daemon itself stays this program's child.
        self.strace = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-ttt", "-o", str(self.trace), *tracing]
        self.wrong: list[tuple[str, str]] = []
        self.taken: dict[str, str] = {}
        self.refused: list[int] = []
        self.numbers = itertools.count(1)
        self.outcome = ""
        self.well_after = 0.0

    def run(self):
        self.shop.spawn(*self.strace)
        if self.shop.ready(HUNG):
            self.outcome = "went on"
            if (late := self.since_fault()) > WELL:
                self.wrong.append(("not well again", f"ready {late:.1f} s after the fault\n{self.shop.log_end(600)}"))
            self.live(self.shop)
            self.end()
        elif self.shop.process.poll() is None:
            self.outcome = "hung"
            self.wrong.append(("hung", f"neither ready nor ended after {HUNG} s\n{self.shop.log_end(600)}"))
            self.shop.kill()
        else:
            self.outcome = "ended"
            self.judge_end(self.shop.process.returncode)
        self.go_on()
        return self

    def end(self):
        status = self.shop.stop(HUNG)
        if status is None:
            self.wrong.append(("does not end", f"SIGTERM, and {HUNG} s later it is there\n{self.shop.log_end(600)}"))
        elif status != 0:
            self.judge_end(status)

    def judge_end(self, status: int):
        """It may end, with a sentence; it may not crash, nor call it a success, nor blame the configuration."""
        wanted = -9 if self.point and self.point.error == "KILL" else None
        if status != wanted and (status <= 0 or status == 78):
            self.wrong.append(("ends badly", f"status {status}\n{self.shop.log_end(600)}"))
        elif status != wanted and not self.shop.log_end().strip():
            self.wrong.append(("ends without a word", f"status {status}"))

    def live(self, shop: Shop):
        """Writes until five were taken, and until what the scene is about has happened."""
        began = time.monotonic()
        taken = 0
        while time.monotonic() - began < WELL:
            try:
                taken += self.write(shop, f"{shop.starts}-{time.monotonic_ns()}")
                if taken >= 5 and self.scene.has_happened(shop):
                    return
            except OSError:
                if shop.process.poll() is not None:
                    return
            time.sleep(0.02 if taken < 5 else 0.1)
        if shop.process.poll() is None and taken < 5:
            self.wrong.append(("not well again", f"{taken} writes in {WELL} s\n{shop.log_end(600)}"))

    def write(self, shop: Shop, key: str) -> bool:
        """A fact with a number of its own, so that the ledger shows whether it was recorded."""
        people = next(self.numbers)
        answer = shop.ask("POST", "/v1/occupancy", {"people": people}, Idempotency_Key=key)
        if answer.status == 201:
            self.taken[answer.json["id"]] = key
            return True
        self.refused.append(people)
        if answer.status < 500 or answer.json.get("kind") == "internal":
            self.wrong.append(("answer", f"{answer.status} {answer.body.decode()}"))
        return False

    def go_on(self):
        """As systemd would: it is started again, and the fault is over."""
        shop, began = self.shop, time.monotonic()
        for _ in range(3):
            shop.spawn()
            if shop.ready(HUNG):
                break
            status = shop.process.poll()
            self.wrong.append(("crash loop", f"without a fault: status {status}\n{shop.log_end(600)}"))
            if status is None:
                shop.kill()
        else:
            return
        if self.write(shop, "well"):
            self.well_after = time.monotonic() - began
        if not self.well_after or self.well_after > WELL:
            self.wrong.append(("not well again", f"started without a fault, well after {self.well_after:.1f} s (0: never)"))
        self.judge()
        if (status := shop.stop(HUNG)) != 0:
            self.wrong.append(("ends badly", f"status {status} without a fault\n{shop.log_end(600)}"))
        self.wrong += [("file", what) for what in shop.file_trouble()]
        self.wrong += self.scene.wrong_backups(shop)

    def judge(self):
        shop = self.shop
        end = time.monotonic() + WELL
        while not (list(shop.state.glob("backups/*.sqlite")) and self.scene.has_happened(shop)) and time.monotonic() < end:
            time.sleep(0.02)
        facts = shop.facts()
        ids = collections.Counter(fact["id"] for fact in facts)
        self.wrong += [("false 2xx", f"{id} was acknowledged") for id in self.taken if not ids[id]]
        self.wrong += [("doubled", f"{id} stands {count} times") for id, count in ids.items() if count > 1]
        people = {fact["people"] for fact in facts if fact["kind"] == "occupancy"}
        self.wrong += [("false 5xx", f"a recount of {one} was refused and recorded") for one in self.refused if one in people]
        health = shop.ask("GET", "/v1/health").json
        unexplained = [check["name"] for check in health["checks"] if not check["ok"] and not check.get("detail")]
        named = [check["name"] for check in health["checks"] if not check["ok"]]
        allowed = {"database", "courier"} if self.scene.name == "restore" else {"courier"}
        if health["status"] not in ("ok", "degraded") or unexplained or set(named) - allowed:
            self.wrong.append(("health", f"{health['status']}: {[check for check in health['checks'] if not check['ok']]}"))
        self.wrong += self.scene.wrong(shop)

    def injections(self) -> list[float]:
        """When the call failed, as far as strace has written it down."""
        text = self.trace.read_text(errors="replace") if self.trace.exists() else ""
        return [float(when) for when in re.findall(r"^\d+ +(\S+) .*\(INJECTED\)$", text, re.M)]

    def since_fault(self) -> float:
        return time.time() - max(self.injections(), default=time.time())


def deepest(scene: Scene, directory, calls) -> dict[str, int]:
    """How often the thread that makes a call most often makes it in the whole scene."""
    trial = Trial(scene, None, directory, calls).run()
    if trial.wrong:
        raise SystemExit(f"faults: the scene {scene.name} is wrong without any fault: {trial.wrong}")
    counts = collections.Counter(re.findall(r"^(\d+) +\S+ (\w+)\(", trial.trace.read_text(), re.M))
    shutil.rmtree(directory)
    found = {call: 0 for call in calls}
    for (_, call), count in counts.items():
        if call in found:
            found[call] = max(found[call], count)
    return found


def points(options, scene: str, depths: dict[str, int]) -> list[Point]:
    ks = {call: options.only or range(1, depth + 1) for call, depth in depths.items()}
    every = [Point(scene, call, error, k) for call in options.calls for k in ks[call] for error in options.errors]
    if options.sample is None or options.sample >= len(every):
        return every
    # As many of each call as there are, so that the frequent ones do not hide the rare ones.
    chance = random.Random(f"{options.seed}/{scene}")
    piles = [[one for one in every if one.call == call] for call in options.calls]
    for pile in piles:
        chance.shuffle(pile)
    turns = itertools.zip_longest(*piles)
    return [one for turn in turns for one in turn if one is not None][: options.sample]


def run(options, directory, clock, report: Report):
    numbers, lock = itertools.count(1), threading.Lock()
    rows = collections.defaultdict(collections.Counter)
    wells = []

    def attempt(scene: Scene, point: Point):
        with lock:
            place = directory / f"t{next(numbers)}"
        try:
            trial = Trial(scene, point, place).run()
        except Exception as error:
            with lock:
                report.violation("harness", f"{type(error).__name__}: {error}", point.repeat)
            return
        with lock:
            row = rows[point.scene, point.call]
            row["tried"] += 1
            row["reached"] += len(trial.injections()) > 0 or point.error == "KILL"
            row[trial.outcome] += 1
            row["wrong"] += bool(trial.wrong)
            wells.append(trial.well_after)
            for kind, what in trial.wrong:
                report.violation(kind, f"{point.scene}, {point.call} number {point.k}: {point.error}: {what}", point.repeat)
        if not options.keep:
            shutil.rmtree(place)

    for name in options.scene:
        scene = Scene(name, directory, options.programs, clock)
        depths = deepest(scene, directory / f"{name}-counted", options.calls)
        for call, depth in depths.items():
            rows[name, call]["deepest"] = depth
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for _ in pool.map(lambda point: attempt(scene, point), points(options, name, depths)):
                pass
    columns = ("deepest", "tried", "reached", "went on", "ended", "hung", "wrong")
    report.row("scene, call", " | ".join(f"{name:>7}" for name in columns))
    for (scene, call), row in rows.items():
        report.row(f"{scene} {call}", " | ".join(f"{row[name]:>7}" for name in columns))
    if wells:
        report.row("well again after a start", f"median {statistics.median(wells):.2f} s, slowest {max(wells):.2f} s")
