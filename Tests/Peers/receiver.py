"""A receiver that believes nothing but what the library of the PyPI verifies, and fails now and then all the same.

Prints its port. Each line on standard input is the secrets that count from now on, and is answered with `ok`. At the end
of the input it prints a line of JSON for each request that it got: id, body, how many signatures, whether verified, and
what it answered, null for nothing.
"""

import collections
import hashlib
import http.server
import json
import sys
import threading

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

lock = threading.Lock()
tries = collections.Counter()
seen = []
webhooks = []


def is_verified(body: bytes, headers: dict) -> bool:
    for webhook in webhooks:
        try:
            webhook.verify(body, headers)
            return True
        except WebhookVerificationError:
            pass
    return False


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        id = headers["webhook-id"]
        with lock:
            tries[id] += 1
            answer = self.answer(id, tries[id])
            seen.append(
                {
                    "id": id,
                    "body": body.decode(),
                    "signatures": len(headers["webhook-signature"].split()),
                    "verified": is_verified(body, headers),
                    "status": answer if isinstance(answer, int) else None,
                }
            )
        if answer == "hang":
            self.rfile.read(1)
        elif answer != "hang up":
            self.send_response(answer)
            self.send_header("Content-Length", "0")
            self.end_headers()
        self.close_connection = True

    @staticmethod
    def answer(id: str, attempt: int):
        """By the id alone, so that each run is the same."""
        kind = hashlib.sha256(id.encode()).digest()[0]
        if kind < 4 and attempt == 1:
            return "hang"
        if kind < 40 and attempt == 1:
            return "hang up"
        if kind < 60 and attempt <= 3:
            return 503
        if kind < 100 and attempt == 1:
            return 500
        return 204

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Who sends may leave in the middle."""


server = Server(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
for line in sys.stdin:
    with lock:
        webhooks = [Webhook(secret) for secret in line.split()]
    print("ok", flush=True)
server.shutdown()
with lock:
    for one in seen:
        print(json.dumps(one))
