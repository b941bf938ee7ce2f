"""A summary reaches a mailbox through a real mail server, and Python reads it as it was meant."""

import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class MailServer:
    def __init__(self, directory: pathlib.Path, **manner):
        self.certificate, key = directory / "certificate.pem", directory / "key.pem"
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", key, "-out", self.certificate,
            ],
            check=True,
            capture_output=True,
        )
        manner |= {"certificate": str(self.certificate), "key": str(key)}
        self.process = subprocess.Popen(
            [sys.executable, HERE / "mails.py", "serve", json.dumps(manner)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.port = self.next()["port"]

    def next(self) -> dict:
        return json.loads(self.process.stdout.readline())

    def mail(self) -> dict:
        while "mail" not in (event := self.next()):
            pass
        return event["mail"]

    def stop(self) -> list[dict]:
        rest, _ = self.process.communicate()
        return [json.loads(line) for line in rest.splitlines()]


def test_a_summary_arrives_by_mail(daemon, tmp_path):
    # The test message is taken; of the summary the first attempt is not.
    server = MailServer(
        tmp_path,
        tls="starttls",
        login={"comptoir": "sésame, ouvre-toi"},
        answers={"DATA": [None, "451 4.3.0 later", None]},
    )
    password = tmp_path / "password"
    password.write_text("sésame, ouvre-toi\n")
    password.chmod(0o600)
    shop = daemon(
        f"""
[[destination]]
name = "manager"
format = "email"
url = "smtp://127.0.0.1:{server.port}"
from = "Librairie des Halles <comptoir@shop.example>"
to = ["Anne Été <anne@shop.example>", "jean@shop.example"]
user = "comptoir"
passwordFile = "{password}"
caFile = "{server.certificate}"
allowPrivateAddress = true
"""
    )
    shown = shop.doorstep("destination", "test", "manager")
    assert f"Sent to manager at smtp://127.0.0.1:{server.port} (message/rfc822):" in shown
    assert "  Subject: Librairie des Halles\n" in shown
    assert "  Essai\u00a0: ce message est arrivé" in shown
    assert ": status 250\n  250 2.0.0 Ok: queued as 4F1A2\n" in shown
    assert server.mail()["text"].startswith("Essai\u00a0: ce message est arrivé")

    shop.doorstep("enter", "--people", "2")
    today = json.loads(shop.doorstep("now", "--json"))["day"]
    shop.doorstep("deliver", today)
    mail = server.mail()
    assert [event for event in server.stop() if "mail" in event] == []

    assert mail["isSecure"] and mail["user"] == "comptoir"
    assert mail["sender"] == "comptoir@shop.example"
    assert mail["recipients"] == ["anne@shop.example", "jean@shop.example"]
    assert mail["to"] == "Anne Été <anne@shop.example>, jean@shop.example"
    assert mail["subject"].startswith("Librairie des Halles, ")
    assert "2\u00a0visiteurs" in mail["text"] and "2\u00a0visiteurs" in "".join(mail["htmlTexts"])
    assert mail["isASCII"] and mail["longestLine"] <= 76 and mail["defects"] == []
    # The two attempts, and never the password.
    log = shop.log.read_text()
    assert "refused the message for now: 451 4.3.0 later" in log and "message delivered" in log
    assert "ouvre-toi" not in log
