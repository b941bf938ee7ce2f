"""Whether the ledger's gaps are the times in which the daemon was really dead."""

import collections
from dataclasses import dataclass, field

from book import seconds
from shop import DOORS


@dataclass
class Lives:
    """When the daemon was there, as who killed it knows: from READY to the signal. `starts` are the tries in between,
    during which nothing is certain: (spawned, killed or ready)."""

    lives: list[tuple[float, float]] = field(default_factory=list)
    starts: list[tuple[float, float]] = field(default_factory=list)

    def deaths(self) -> list[tuple[float, float]]:
        """Between two lives: (killed, ready)."""
        return [(one[1], next[0]) for one, next in zip(self.lives, self.lives[1:])]


def recorded(facts: list[dict], door: str) -> list[tuple[float, float]]:
    """The gaps of a door, merged; one that lasts ends in infinity."""
    down, spans = None, []
    for fact in facts:
        if fact.get("door") != door:
            continue
        if fact["kind"] == "doorDown" and down is None:
            down = seconds(fact["at"])
        elif fact["kind"] == "doorUp" and down is not None:
            spans.append((down, seconds(fact["at"])))
            down = None
    return spans + ([(down, float("inf"))] if down is not None else [])


def minus(spans: list[tuple[float, float]], others: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What of the first is in none of the others."""
    left = spans
    for begin, end in others:
        left = [
            part
            for one in left
            for part in ((one[0], min(one[1], begin)), (max(one[0], end), one[1]))
            if part[0] < part[1]
        ]
    return left


def total(spans: list[tuple[float, float]]) -> float:
    return sum(end - begin for begin, end in spans)


@dataclass
class Exactness:
    faults: list[str] = field(default_factory=list)
    deaths: int = 0
    unseen: float = 0
    invented: float = 0


def compare(facts: list[dict], lives: Lives, beat: float, slack: float) -> Exactness:
    """`beat` is how old the last sign of life may be, and how short a gap need not be told; `slack` is what the harness
    itself may be late."""
    result = Exactness()
    dead = [(begin, end) for begin, end in lives.deaths() if end - begin > beat]
    result.deaths = len(dead)
    for door in DOORS:
        told = recorded(facts, door)
        for death in dead:
            missed = minus([(death[0] + slack, death[1] - slack)], told + lives.starts)
            result.unseen = max(result.unseen, total(missed))
            if missed:
                result.faults.append(
                    f"{door}: dead for {death[1] - death[0]:.1f} s from {death[0]:.3f}, of which {total(missed):.1f} s are no gap"
                )
        alive = [(begin + slack, end - beat - slack) for begin, end in lives.lives]
        for begin, end in alive:
            too_much = total([(begin, end)]) - total(minus([(begin, end)], told)) if end > begin else 0
            result.invented = max(result.invented, too_much)
            if too_much:
                result.faults.append(f"{door}: there from {begin:.3f} to {end:.3f}, of which {too_much:.1f} s are a gap")
    return result


def by_reason(facts: list[dict]) -> dict[str, int]:
    return dict(collections.Counter(fact["reason"] for fact in facts if fact["kind"] == "doorDown"))
