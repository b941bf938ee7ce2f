"""SIGKILL at random moments of a daemon's life, its start and its end, under mixed traffic."""

import random
import signal
import statistics
import time

import figures
import gaps
from book import Book, Request
from follower import Follower
from report import Report
from shop import Shop
from traffic import Clerk, send
from wire import Line

HOUR = 3600

# Keys are kept for two days: who comes back later than that may be recorded twice.
KEY_LASTS = 40 * HOUR


class Kills:
    def __init__(self, shop: Shop, seed: int, clerks: int):
        self.shop, self.clerks, self.seed = shop, clerks, seed
        self.chance = random.Random(seed)
        self.book, self.lives = Book(), gaps.Lives()
        self.follower = Follower(shop)
        self.starts: list[float] = []
        self.facts: list[dict] = []
        self.report: Report
        self.resent = self.replayed = 0
        self.how = {"in life": 0, "while it starts": 0, "while it stops": 0}

    def run(self, runs: int, report: Report):
        self.report = report
        self.begin()
        self.follower.start()
        for cycle in range(runs):
            self.live_and_die(cycle)
            self.stand_still()
            self.begin()
            self.look()
            self.resend()
        self.end()

    def begin(self):
        """Starts it, now and then with kills before it is ready."""
        while True:
            spawned, began = self.shop.now(), time.monotonic()
            self.shop.spawn()
            if self.lives.lives and self.chance.random() < 0.15:
                time.sleep(self.chance.random() * 0.3)
                self.shop.kill()
                self.how["while it starts"] += 1
                self.lives.starts.append((spawned, self.shop.now()))
                continue
            if self.shop.ready(60):
                break
            status = self.shop.process.poll()
            self.report.violation("does not start", f"status {status}: {self.shop.log_end(600)}")
            raise SystemExit(self.report.show())
        self.starts.append(time.monotonic() - began)
        self.born = self.shop.now()

    def live_and_die(self, cycle: int):
        clerks = [Clerk(self.shop, self.book, f"{self.seed}/{cycle}/{n}") for n in range(self.clerks)]
        for clerk in clerks:
            clerk.start()
        time.sleep(self.chance.choice((0.02, 0.1, 0.3, 0.6, 1.2)) * self.chance.random())
        died = self.shop.now()
        if self.chance.random() < 0.15:
            self.shop.process.send_signal(signal.SIGTERM)
            time.sleep(self.chance.random() * 0.1)
            self.how["while it stops"] += 1
        else:
            self.how["in life"] += 1
        self.shop.kill()
        self.lives.lives.append((self.born, died))
        for clerk in clerks:
            clerk.ending.set()
        for clerk in clerks:
            clerk.join(30)

    def stand_still(self):
        """How long nobody starts it: not at all, some seconds, or a power cut of minutes, hours or days. The sign of life in
        /run goes with the boot."""
        if self.chance.random() < 0.04:
            # The same boot, whose sign of life is still there.
            return time.sleep(self.chance.uniform(11, 14))
        if self.chance.random() < 0.6:
            return
        low, high = self.chance.choice(((30, 300), (300, 2 * HOUR), (2 * HOUR, 30 * HOUR), (48 * HOUR, 90 * HOUR)))
        self.shop.reboot(self.chance.uniform(low, high))
        self.book.forget_open()

    def look(self):
        """What must hold at each start."""
        new = self.shop.facts(after=len(self.facts))
        for number, fact in enumerate(new, len(self.facts) + 1):
            if fact["sequence"] != number:
                self.report.violation("numbers", f"fact {fact['sequence']} where {number} was due")
                break
        self.facts += new
        health = self.shop.ask("GET", "/v1/health").json
        silent = [check["name"] for check in health["checks"] if not check["ok"] and not check.get("detail")]
        if health["status"] not in ("ok", "degraded") or silent:
            self.report.violation("health", f"{health}")
        self.report.all("set aside", self.shop.set_aside())

    def resend(self):
        """Whoever got no answer sends the same again with the same key; now and then also who got one."""
        known = {fact["id"] for fact in self.facts}
        again = [one for one in self.book.unanswered() if one.key is not None or one.lines]
        again += [one for one in self.book.requests[-200:] if one.key and one.status == 201][-3:]
        with Line(self.shop.socket) as line:
            for request in again:
                if self.shop.now() - request.sent < KEY_LASTS:
                    self.send_again(line, request, known)

    def send_again(self, line: Line, request: Request, known: set[str]):
        before = request.id
        answer = send(line, request)
        self.resent += 1
        if request.lines:
            there = sum(id in known for id in request.lines)
            if answer.status != 200 or answer.json["ignored"] != there:
                self.report.violation("import", f"{there} of {len(request.lines)} were there: {answer.body.decode()}")
            request.status = answer.status
            return
        replayed = answer.fields.get("idempotent-replayed") == "true"
        self.replayed += replayed
        self.book.answered(request, answer)
        if before is not None and (request.id != before or not replayed):
            self.report.violation("key", f"{request.path} {request.key}: {before}, then {answer.body[:200].decode()}")
        if answer.status == 201 and replayed != (request.id in known):
            self.report.violation("key", f"{request.path} {request.key}: replayed {replayed}, but the ledger says otherwise")

    def end(self):
        self.look()
        facts, shop, report = self.facts, self.shop, self.report
        self.follower.wait(len(facts), 20)
        self.follower.ending.set()
        report.all("figures", figures.compare(shop, facts))
        stopping, began = shop.now(), time.monotonic()
        if (status := shop.stop()) != 0:
            report.violation("end", f"status {status} after SIGTERM\n{shop.log_end(600)}")
        self.stopped = time.monotonic() - began
        self.lives.lives.append((self.born, stopping))
        report.all("file", shop.file_trouble())
        for kind, found in self.book.held_against(facts).items():
            report.all(kind, found)
        report.all("stream", self.follower.held_against(facts))
        report.all("5xx", self.book.errors)

    def table(self, beat: float, slack: float):
        report, book = self.report, self.book
        exact = gaps.compare(self.facts, self.lives, beat, slack)
        report.all("gaps", exact.faults)
        starts = sorted(self.starts)
        report.row("kills", f"{sum(self.how.values())}: " + ", ".join(f"{n} {name}" for name, n in self.how.items()))
        report.row("power cuts, simulated", f"{self.shop.boots}, {self.shop.ahead / 86400:.1f} days in all")
        report.row("writes sent", f"{len(book.requests)}: {book.count(200, 201)} taken, {len(book.unanswered())} unanswered for good")
        report.row("refused (4xx)", sum(400 <= (one.status or 0) < 500 for one in book.requests))
        report.row("sent again", f"{self.resent}, of which {self.replayed} were there already")
        report.row("facts", f"{len(self.facts)}, of which {sum(len(one.lines) for one in book.requests)} rows of imports")
        report.row("stream", f"{len(self.follower.seen)} events over {self.follower.connections} connections")
        report.row("outages longer than a beat", f"{exact.deaths}; doors down: {gaps.by_reason(self.facts)}")
        report.row("gaps", f"at most {exact.unseen:.1f} s of an outage untold, {exact.invented:.1f} s invented (beat {beat:g} s)")
        report.row("spawn to ready", f"median {statistics.median(starts):.2f} s, slowest {starts[-1]:.2f} s")
        report.row("SIGTERM to end", f"{self.stopped:.2f} s")
