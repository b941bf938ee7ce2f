"""Mixed traffic: what sensors, counters and an import ask of a daemon, by several threads, until it dies."""

import random
import threading
import time
import uuid

from book import Book, Request, stamp
from shop import DOORS, Shop
from wire import Line

WEIGHTS = {
    "enter": 30, "leave": 20, "open": 8, "answer": 16, "void": 4, "recount": 2, "face": 6, "beat": 5, "bring": 4, "look": 5,
}  # fmt: skip


class Clerk(threading.Thread):
    """One connection, one request after the other, until it breaks."""

    def __init__(self, shop: Shop, book: Book, seed: str):
        super().__init__(daemon=True)
        self.shop, self.book, self.chance = shop, book, random.Random(seed)
        self.ending = threading.Event()

    def run(self):
        try:
            with Line(self.shop.socket) as self.line:
                while not self.ending.is_set():
                    kind = self.chance.choices(list(WEIGHTS), WEIGHTS.values())[0]
                    getattr(self, kind)()
                    if self.chance.random() < 0.2:
                        time.sleep(self.chance.random() * 0.01)
        except OSError:
            pass

    def write(self, path: str, body=None, mark: tuple | None = None, lines: tuple[str, ...] = ()):
        keyed = self.chance.random() < 0.5 and not lines
        key = str(uuid.UUID(int=self.chance.getrandbits(128))) if keyed else None
        request = Request(path, body, mark, key, self.shop.now(), lines=lines)
        self.book.sent(request)
        began = time.monotonic()
        answer = send(self.line, request)
        self.book.latencies.append(time.monotonic() - began)
        self.book.answered(request, answer)

    def crossing(self, path: str, kind: str):
        door = self.chance.choice(DOORS)
        if self.chance.random() < 0.2:
            return self.write(path, {"door": door})
        at = self.book.moment(self.shop.now())
        body = {"door": door, "at": at, "source": "sensor:front"}
        if kind != "opening":
            body["people"] = self.chance.choice((1, 1, 1, 2, 3))
        self.write(path, body, (kind, at))

    def enter(self):
        self.crossing("/v1/entrances", "entrance")

    def leave(self):
        self.crossing("/v1/exits", "exit")

    def open(self):
        self.crossing("/v1/openings", "opening")

    def answer(self):
        prompt, moment = self.book.take(self.book.prompts, self.chance) or (None, None)
        replies = {
            "greeting": ("said", "ownWords", "missed", "notAVisitor"),
            "farewell": ("said", "ownWords", "missed"),
            "direction": ("entrance", "exit", "notAVisitor"),
        }.get(moment)
        if replies is None:
            return self.enter()
        body = {"answer": self.chance.choice(replies)}
        if body["answer"] == "notAVisitor":
            body["reason"] = "delivery"
        self.write(f"/v1/prompts/{prompt}/answer", body, ("answer", prompt))

    def void(self):
        sequence = self.book.take(self.book.voidable, self.chance)
        if sequence is not None:
            self.write(f"/v1/facts/{sequence}/void", None, ("void", sequence))

    def recount(self):
        people = self.book.number()
        self.write("/v1/occupancy", {"people": people}, ("occupancy", people))

    def face(self):
        device = f"kiosk-{self.book.number()}"
        self.write("/v1/feedback", {"face": self.chance.randrange(4), "device": device}, ("feedback", device))

    def beat(self):
        self.line.ask("POST", f"/v1/doors/{self.chance.choice(DOORS)}/heartbeat")

    def bring(self):
        """Lines of an old counter, of a few minutes ago."""
        now = int(self.shop.now() * 1000)
        lines, ids = "", []
        for number in range(self.chance.randint(2, 40)):
            at = now - self.chance.randrange(300_000)
            # A UUIDv7, as the ledger's own ids are.
            bits = at << 80 | 7 << 76 | self.chance.getrandbits(12) << 64 | 2 << 62 | self.chance.getrandbits(62)
            ids.append(str(uuid.UUID(int=bits)))
            lines += line(ids[-1], at, self.chance)
        self.write("/v1/imports", lines, lines=tuple(ids))

    def look(self):
        path = self.chance.choice(("/v1/now", "/v1/facts?after=0&limit=100", "/v1/health", "/v1/prompts?state=open"))
        answer = self.line.ask("GET", path)
        if answer.status != 200:
            self.book.errors.append(f"{answer.status} to {path}: {answer.body[:200].decode()}")


def line(id: str, at: int, chance) -> str:
    kind, door = chance.choice(("entrance", "exit")), chance.choice(DOORS)
    return (
        f'{{"id":"{id}","kind":"{kind}","at":"{stamp(at)}","source":"sensor:front","door":"{door}",'
        f'"people":{chance.randint(1, 4)},"imported":true}}\n'
    )


def send(line: Line, request: Request):
    fields = {} if request.key is None else {"Idempotency_Key": request.key}
    return line.ask("POST", request.path, request.body, **fields)
