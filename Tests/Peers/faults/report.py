"""Findings of a run, and its figures as a table."""

import collections


class Report:
    def __init__(self, repeat: str):
        self.repeat = repeat
        self.rows: list[tuple[str, str]] = []
        self.violations: list[tuple[str, str]] = []

    def row(self, name: str, value):
        self.rows.append((name, str(value)))

    def violation(self, kind: str, what: str, repeat: str = ""):
        self.violations.append((kind, f"{what}\n      again: {repeat or self.repeat}"))

    def all(self, kind: str, whats: list[str]):
        for what in whats:
            self.violation(kind, what)

    def show(self, limit: int = 30) -> int:
        """- Returns: the status to end with."""
        width = max((len(name) for name, _ in self.rows), default=0)
        for name, value in self.rows:
            print(f"| {name:<{width}} | {value}")
        kinds = collections.Counter(kind for kind, _ in self.violations)
        print(f"| {'violations':<{width}} | {sum(kinds.values())}")
        for kind, number in kinds.items():
            print(f"|   {kind}: {number}")
        for kind, what in self.violations[:limit]:
            print(f"violation: {kind}: {what}")
        if len(self.violations) > limit:
            print(f"and {len(self.violations) - limit} more")
        return 1 if self.violations else 0
