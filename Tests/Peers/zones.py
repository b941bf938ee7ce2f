"""Another implementation's word on zone rules: Python's zoneinfo, on the files of one directory.

usage: zones.py DIRECTORY < claims

A claim is a line: `Z NAME FROM TO OFFSET` begins a zone with the range that is looked at and the offset at its
beginning; `C MOMENT BEFORE AFTER` is a change of it, in order; `S MOMENT OFFSET` a sample; `W WALL MOMENT` the first
moment at which the clock on the wall shows this time, in seconds since 1970-01-01 00:00 on that clock, or later. What
is wrong is printed, a line each, and at the end `checked N`.
"""

import bisect
import datetime
import struct
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc


class Zone:
    def __init__(self, name, start, end, directory):
        self.name = name
        self.info = zoneinfo.ZoneInfo(name)
        self.start, self.end = start, end
        self.truth = self.changes(directory + "/" + name)
        self.moments = [moment for moment, _, _ in self.truth]

    def offset(self, moment):
        at = datetime.datetime.fromtimestamp(moment, UTC).astimezone(self.info)
        return int(at.utcoffset().total_seconds())

    def changes(self, path):
        """By looking: between the transitions that the file lists, and every five days after the last of them."""
        with open(path, "rb") as file:
            listed = self.listed(file.read())
        looks = [self.start] + [t for t in listed if self.start < t < self.end]
        looks += range(looks[-1] + 432000, self.end, 432000)
        looks.append(self.end)
        changes = []
        before = self.offset(self.start)
        for low, high in zip(looks, looks[1:]):
            after = self.offset(high)
            if after == before:
                continue
            while high - low > 1:
                middle = (low + high) // 2
                if self.offset(middle) == before:
                    low = middle
                else:
                    high = middle
            changes.append((high, before, after))
            before = after
        return changes

    @staticmethod
    def listed(data):
        """The transitions of the 64-bit block."""
        def counts(at):
            return struct.unpack(">6l", data[at + 20 : at + 44])
        utc, std, leap, time, kind, char = counts(0)
        at = 44 + time * 5 + kind * 6 + char + leap * 8 + std + utc
        time = counts(at)[3]
        return struct.unpack(f">{time}q", data[at + 44 : at + 44 + 8 * time])

    def moment(self, wall):
        """The first moment at which the clock shows `wall` or later."""
        local = (EPOCH + datetime.timedelta(seconds=wall)).replace(tzinfo=self.info)
        moment = int(local.timestamp())
        shown = moment + self.offset(moment)
        if shown == wall:
            return moment
        # Skipped: the jump is the last change before it.
        return self.moments[bisect.bisect_right(self.moments, moment) - 1]


def main():
    zoneinfo.reset_tzpath(to=[sys.argv[1]])
    checked = 0
    zone, claimed = None, []

    def finish():
        if zone and claimed != zone.truth:
            odd = sorted(set(claimed) ^ set(zone.truth))[:5]
            print(f"{zone.name}: the changes differ: {odd}")

    for line in sys.stdin:
        kind, *fields = line.split()
        checked += 1
        if kind == "Z":
            finish()
            name, start, end, offset = fields
            zone, claimed = Zone(name, int(start), int(end), sys.argv[1]), []
            if zone.offset(int(start)) != int(offset):
                print(f"{name}: {zone.offset(int(start))} at {start}, not {offset}")
        elif kind == "C":
            claimed.append(tuple(map(int, fields)))
        elif kind == "S":
            moment, offset = map(int, fields)
            if zone.offset(moment) != offset:
                print(f"{zone.name}: {zone.offset(moment)} at {moment}, not {offset}")
        elif kind == "W":
            wall, moment = map(int, fields)
            if zone.moment(wall) != moment:
                print(f"{zone.name}: wall {wall} is {zone.moment(wall)}, not {moment}")
    finish()
    print(f"checked {checked}")


main()
