"""A reader of the stream that comes back with its Last-Event-ID, for as long as the run goes on."""

import json
import threading

from shop import Shop
from wire import Line


class Follower(threading.Thread):
    def __init__(self, shop: Shop):
        super().__init__(daemon=True)
        self.shop = shop
        self.last_id = None
        # By sequence, the fact's id.
        self.seen: dict[int, str] = {}
        self.last = None
        self.faults: list[str] = []
        self.connections = 0
        self.ending = threading.Event()
        self.reached = threading.Condition()

    def run(self):
        while not self.ending.is_set():
            try:
                with Line(self.shop.socket) as line:
                    fields = {} if self.last_id is None else {"Last_Event_ID": self.last_id}
                    line.send("GET", "/v1/stream", **fields)
                    status, _ = line.head()
                    if status != 200:
                        self.faults.append(f"the stream was answered with {status}")
                    self.connections += 1
                    self.read(line)
            except (OSError, ValueError):
                # Nobody listens, or the daemon died in the middle of a frame.
                self.ending.wait(0.01)

    def read(self, line: Line):
        text = b""
        while piece := line.piece():
            text += piece
            *frames, text = text.split(b"\n\n")
            for frame in frames:
                fields = dict(part.partition(": ")[::2] for part in frame.decode().splitlines())
                if "data" in fields:
                    self.take(fields)

    def take(self, fields: dict[str, str]):
        name, data = fields.get("event"), json.loads(fields["data"])
        if name == "reset":
            self.faults.append(f"reset after event {self.last_id}, at {data['sequence']}")
            self.last = data["sequence"]
        elif "id" in data and "sequence" in data:
            sequence = data["sequence"]
            if self.last is not None and sequence != self.last + 1:
                self.faults.append(f"event {sequence} after {self.last}")
            if fields["id"].rsplit(":", 1)[-1] != str(sequence):
                self.faults.append(f"event {sequence} bears the id {fields['id']}")
            self.seen[sequence] = data["id"]
            self.last = sequence
        if "id" in fields:
            self.last_id = fields["id"]
        with self.reached:
            self.reached.notify_all()

    def wait(self, sequence: int, seconds: float):
        """For an event; that it did not come is a fault."""
        with self.reached:
            if not self.reached.wait_for(lambda: (self.last or 0) >= sequence, seconds):
                self.faults.append(f"event {sequence} has not come, the last was {self.last}")

    def held_against(self, facts: list[dict]) -> list[str]:
        ids = {fact["sequence"]: fact["id"] for fact in facts}
        last = max(ids, default=0)
        wrong = [f"event {n} told of {id}, the ledger has {ids.get(n)}" for n, id in self.seen.items()
                 # Later ones were recorded after these had been asked for: prompts lapse meanwhile.
                 if n <= last and ids.get(n) != id]
        return self.faults + wrong
