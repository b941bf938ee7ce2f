"""The signature is verified by the receivers' own library, not by our code."""

import base64
import http.server
import json
import os
import queue
import threading

from standardwebhooks.webhooks import Webhook


class Receiver(http.server.BaseHTTPRequestHandler):
    """Answers with the statuses it is given, and keeps what it got."""

    statuses: list[int] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.statuses.pop(0) if self.statuses else 204
        self.server.received.put((dict(self.headers.items()), body, status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def secret() -> str:
    return "whsec_" + base64.b64encode(os.urandom(32)).decode()


def test_deliveries_verify_with_both_secrets_while_rotating(daemon, tmp_path):
    old, new = secret(), secret()
    secrets = tmp_path / "secret"
    secrets.write_text(f"{new}\n{old}\n")
    secrets.chmod(0o600)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.received = queue.Queue()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # The first attempt fails, so the second shows what stays and what is new.
    Receiver.statuses = [503]
    shop = daemon(
        f"""
[[destination]]
name = "manager"
url = "http://127.0.0.1:{server.server_port}/hook"
secretFile = "{secrets}"
allowHTTP = true
allowPrivateAddress = true
"""
    )
    shop.doorstep("enter", "--people", "2")
    today = json.loads(shop.doorstep("now", "--json"))["day"]
    shop.doorstep("deliver", today)
    attempts = [server.received.get(timeout=60) for _ in range(2)]
    server.shutdown()

    for headers, body, _ in attempts:
        for one in (old, new):
            summary = Webhook(one).verify(body, {k.lower(): v for k, v in headers.items()})
            assert summary["type"] == "summary.day"
            assert summary["traffic"]["entrances"] == 2
    (first, first_body, _), (second, second_body, _) = attempts
    assert first["webhook-id"] == second["webhook-id"]
    assert first_body == second_body
    assert first["webhook-timestamp"] < second["webhook-timestamp"]
    assert first["webhook-signature"] != second["webhook-signature"]
