"""A disk of its own with only so much room left, which comes back while the daemon runs or waits. Needs root."""

import os
import shutil
import statistics
import subprocess
import time

from report import Report
from scenes import NAMES, Scene
from syscalls import HUNG, WELL, Trial

MEGABYTES = 64

# KiB that are left when the daemon starts: from nothing to more than any of the scenes needs.
ROOMS = (0, 4, 32, 100, 132, 160, 200, 300, 400, 500, 600, 800, 1000, 1500, 3000)


def arguments(parser):
    parser.add_argument("--scene", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--rooms", nargs="+", type=int, default=ROOMS, help="KiB that are left")


class Squeeze(Trial):
    def __init__(self, scene: Scene, directory, room: int):
        super().__init__(scene, None, directory)
        self.disk = directory / "disk"
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "faults", self.disk], check=True)
        shop = self.shop
        shutil.move(shop.state, self.disk / "state")
        shop.state.symlink_to(self.disk / "state")
        info = os.statvfs(self.disk)
        self.ballast = self.disk / "ballast"
        with open(self.ballast, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, info.f_bavail * info.f_frsize - room * 1024))

    def run(self):
        shop = self.shop
        shop.spawn()
        isReady = shop.ready(3)
        if isReady:
            # Until the room is used up, if it is little.
            for number in range(100):
                if not self.write(shop, f"full-{number}"):
                    break
        # Waiting for room is allowed; to have ended with a sentence too.
        self.ballast.unlink()
        freed = time.monotonic()
        if shop.process.poll() is None:
            self.outcome = "went on" if isReady else "waited"
            if not isReady and not shop.ready(HUNG):
                self.wrong.append(("not well again", f"there is room, and it is not ready\n{shop.log_end(600)}"))
            while shop.process.poll() is None and not self.write(shop, f"freed-{time.monotonic_ns()}"):
                time.sleep(0.05)
            self.freed_after = time.monotonic() - freed
            if self.freed_after > WELL:
                self.wrong.append(("not well again", f"{self.freed_after:.1f} s after there was room\n{shop.log_end(600)}"))
            self.end()
        else:
            self.outcome = "ended"
            self.judge_end(shop.process.returncode)
        self.go_on()
        subprocess.run(["umount", "-l", self.disk], check=True)
        return self

    def write(self, shop, key: str) -> bool:
        try:
            return super().write(shop, key)
        except OSError:
            return False


def run(options, directory, clock, report: Report):
    waits = []
    for name in options.scene:
        scene = Scene(name, directory, options.programs, clock)
        outcomes = []
        for room in options.rooms:
            trial = Squeeze(scene, directory / f"{name}-{room}", room).run()
            outcomes.append(f"{room}: {trial.outcome}{' WRONG' if trial.wrong else ''}")
            waits.append(getattr(trial, "freed_after", 0))
            for kind, what in trial.wrong:
                report.violation(kind, f"{name}, {room} KiB left: {what}", f"python Tests/Peers/faults disk --scene {name} --rooms {room}")
        report.row(name, ", ".join(outcomes))
    report.row("well again after room", f"median {statistics.median(waits):.2f} s, slowest {max(waits):.2f} s")
