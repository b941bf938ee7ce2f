"""Kills a daemon at random moments, and lets its system calls fail one by one; says what came of the ledger.

    python Tests/Peers/faults kills --runs 300 --seed 1
    python Tests/Peers/faults syscalls --scene start closing backup restore --errors EIO ENOSPC EINTR
    python Tests/Peers/faults disk --scene start closing backup restore

Needs `swift build`, a C compiler, for the second strace, and for the third root. Ends with 1 when anything was lost, doubled, invented,
refused to start or was put right too late; each finding says how to have it again.
"""

import argparse
import pathlib
import shlex
import shutil
import sys
import tempfile

import disks
import kills
import syscalls
from report import Report
from shop import ROOT, Shop, build_clock


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--programs", type=pathlib.Path, default=ROOT / ".build" / "debug", help="where doorstepd is")
    parser.add_argument("--keep", action="store_true", help="leave the scratch directories")
    verbs = parser.add_subparsers(dest="verb", required=True)

    killing = verbs.add_parser("kills", help="SIGKILL under mixed traffic")
    killing.add_argument("--runs", type=int, default=300, help="kills of a daemon that was ready")
    killing.add_argument("--seed", type=int, default=1)
    killing.add_argument("--clerks", type=int, default=8, help="threads that send")
    killing.add_argument("--beat", type=float, default=10, help="seconds that the last sign of life may be old")
    killing.add_argument("--slack", type=float, default=1, help="seconds that this program may be late itself")

    calling = verbs.add_parser("syscalls", help="one failing system call at a time")
    syscalls.arguments(calling)

    squeezing = verbs.add_parser("disk", help="a disk that is full, and has room again")
    disks.arguments(squeezing)

    options = parser.parse_args()
    report = Report("python Tests/Peers/faults " + shlex.join(sys.argv[1:]))
    directory = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        clock = build_clock(directory)
        if options.verb == "kills":
            run = kills.Kills(Shop(directory, options.programs, clock), options.seed, options.clerks)
            run.run(options.runs, report)
            run.table(options.beat, options.slack)
        elif options.verb == "disk":
            disks.run(options, directory, clock, report)
        else:
            syscalls.run(options, directory, clock, report)
        print(report.repeat)
        return report.show()
    finally:
        if options.keep:
            print(f"left in {directory}", file=sys.stderr)
        else:
            shutil.rmtree(directory)


if __name__ == "__main__":
    sys.exit(main())
