"""What a run asked for and what it was told, to be held against the ledger.

Each request bears a mark that its fact shows too (its own moment, number or target), so that the ledger itself says what
became of it. A request without a mark is known by its answer alone.
"""

import collections
import datetime
import itertools
import threading
from dataclasses import dataclass, field


@dataclass
class Request:
    path: str
    body: object
    mark: tuple | None
    key: str | None
    sent: float
    status: int | None = None
    id: str | None = None
    # The ids of an import's lines.
    lines: tuple[str, ...] = ()


def stamp(milliseconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03}Z"


def seconds(text: str) -> float:
    return datetime.datetime.fromisoformat(text).timestamp()


def mark_of(fact: dict) -> tuple | None:
    kind = fact["kind"]
    if kind in ("entrance", "exit", "opening") and fact["source"] == "sensor:front" and not fact.get("imported"):
        return (kind, fact["at"])
    if kind in ("entrance", "exit") and "opening" in fact:
        return ("answer", fact["opening"])
    if kind in ("greeting", "farewell", "exclusion"):
        return ("answer", fact["about"])
    if kind == "feedback" and "device" in fact:
        return ("feedback", fact["device"])
    if kind == "occupancy":
        return ("occupancy", fact["people"])
    if kind == "void":
        return ("void", fact["about"])
    return None


@dataclass
class Book:
    requests: list[Request] = field(default_factory=list)
    # Prompts and facts that nobody has touched yet: (sequence, moment or kind).
    prompts: list[tuple[int, str]] = field(default_factory=list)
    voidable: list[int] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.lock = threading.Lock()
        self.numbers = itertools.count(1)
        self.last = 0
        self.checked = 0

    def moment(self, now: float) -> str:
        """Now, to a millisecond that no other request has."""
        with self.lock:
            self.last = max(self.last + 1, int(now * 1000))
            return stamp(self.last)

    def number(self) -> int:
        with self.lock:
            return next(self.numbers)

    def take(self, which: list, chance):
        with self.lock:
            return which.pop(chance.randrange(len(which))) if which else None

    def sent(self, request: Request):
        with self.lock:
            self.requests.append(request)

    def answered(self, request: Request, answer):
        request.status = answer.status
        if answer.status >= 500:
            with self.lock:
                self.errors.append(f"{answer.status} to {request.path}: {answer.body[:200].decode()}")
        if answer.status != 201:
            return
        fact = answer.json
        is_new, request.id = request.id is None, fact["id"]
        if not is_new:
            return
        with self.lock:
            prompt = fact.get("prompt")
            if prompt and prompt["state"] == "open":
                self.prompts.append((fact["sequence"], prompt["moment"]))
            if fact["kind"] in ("entrance", "exit", "feedback") and "opening" not in fact:
                self.voidable.append(fact["sequence"])

    def forget_open(self):
        """After a long outage nothing that was open then is."""
        self.prompts.clear()
        self.voidable.clear()

    def unanswered(self) -> list[Request]:
        return [one for one in self.requests if one.status is None]

    def count(self, *statuses: int) -> int:
        return sum(one.status in statuses for one in self.requests)

    def held_against(self, facts: list[dict]) -> dict[str, list[str]]:
        """What was lost, doubled, or recorded although it was refused."""
        by_id = collections.Counter(fact["id"] for fact in facts)
        by_mark = collections.defaultdict(list)
        unmarked = collections.Counter()
        for fact in facts:
            mark = mark_of(fact)
            if mark is not None:
                by_mark[mark].append(fact["id"])
            elif fact["source"] != "doorstepd" and not fact.get("imported"):
                unmarked[fact["kind"]] += 1
        found = {"lost": [], "doubled": [], "recorded but refused": []}
        found["doubled"] += [f"fact {id} stands {count} times" for id, count in by_id.items() if count > 1]
        found["doubled"] += [f"{mark} became {ids}" for mark, ids in by_mark.items() if len(ids) > 1]
        sent = collections.Counter()
        for one in self.requests:
            what = f"{one.path} {one.body!r} key {one.key} status {one.status}"
            there = sum(id in by_id for id in one.lines)
            if one.status in (200, 201):
                if one.id is not None and one.id not in by_id or there < len(one.lines):
                    found["lost"].append(what)
                if one.mark is not None and by_mark[one.mark] not in ([one.id], []):
                    found["doubled"].append(f"{what}: answered {one.id}, in the ledger {by_mark[one.mark]}")
            elif one.status is not None and (by_mark.get(one.mark) or there):
                found["recorded but refused"].append(what)
            elif there not in (0, len(one.lines)):
                found["recorded but refused"].append(f"{what}: {there} of {len(one.lines)} lines")
            if one.mark is None and not one.lines and one.status in (201, None):
                sent[one.path.rsplit("/", 1)[-1]] += 1
        for path, kind in (("entrances", "entrance"), ("exits", "exit"), ("openings", "opening")):
            if unmarked[kind] > sent[path]:
                found["doubled"].append(f"{unmarked[kind]} facts of {sent[path]} unmarked requests to {path}")
        return found
