"""A mail server that does as it is told (aiosmtpd), and a reader of mails (Python's own email package).

    mails.py read          a mail a line in base64 on stdin, what it says a line in JSON on stdout
    mails.py serve {...}   says {"port": N}, then {"mail": ...} for each mail that it took; ends with its stdin

Its manner: tls ("none", "starttls", "implicit") with certificate and key; login {user: password}; answers, what it says
to "EHLO", "MAIL", "RCPT <address>" or "DATA" instead of 250, one after the other, the last for ever, null for 250; hang,
one of these at which it says {"hanging": true} and then nothing, or "QUIT".
"""

import asyncio
import base64
import email
import email.policy
import html.parser
import json
import ssl
import sys


class Text(html.parser.HTMLParser):
    """What stands between the tags, and the tags with their attributes."""

    def __init__(self):
        super().__init__()
        self.texts, self.tags = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append([tag, dict(attributes)])

    def handle_data(self, data):
        self.texts.append(data)


def read(content: bytes) -> dict:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    parts = {part.get_content_type(): part for part in mail.walk()}

    def text(kind):
        if kind not in parts:
            return ""
        return parts[kind].get_payload(decode=True).decode().replace("\r\n", "\n")

    page = Text()
    page.feed(text("text/html"))
    page.close()
    return {
        "types": [part.get_content_type() for part in mail.walk()],
        "subject": str(mail["Subject"]),
        "from": str(mail["From"]),
        "to": str(mail["To"]),
        "date": mail["Date"].datetime.isoformat() if mail["Date"] else "",
        "id": str(mail["Message-ID"]),
        "automatic": str(mail["Auto-Submitted"]),
        "language": str(mail["Content-Language"]),
        "text": text("text/plain"),
        "html": text("text/html"),
        "htmlTexts": page.texts,
        "htmlTags": [tag for tag, _ in page.tags],
        "defects": [str(one) for part in mail.walk() for one in part.defects],
        "isASCII": content.isascii(),
        "longestLine": max(len(line) for line in content.split(b"\r\n")),
    }


def say(what: dict):
    print(json.dumps(what), flush=True)


class Handler:
    def __init__(self, manner: dict):
        self.answers = manner.get("answers", {})
        self.hangs = manner.get("hang")

    async def answer(self, command: str) -> str | None:
        if self.hangs == command:
            say({"hanging": True})
            await asyncio.Event().wait()
        answers = self.answers.get(command) or [None]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        answer = await self.answer("EHLO")
        return [answer] if answer else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if answer := await self.answer("MAIL"):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := await self.answer("RCPT " + address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if answer := await self.answer("DATA"):
            return answer
        say(
            {
                "mail": {
                    **read(envelope.content),
                    "sender": envelope.mail_from,
                    "recipients": envelope.rcpt_tos,
                    "greeting": session.host_name,
                    "isSecure": server.transport.get_extra_info("cipher") is not None,
                    "user": session.auth_data,
                }
            }
        )
        return "250 2.0.0 Ok: queued as 4F1A2"

    async def handle_QUIT(self, server, session, envelope):
        await self.answer("QUIT")
        return "221 Bye"


async def serve(manner: dict):
    from aiosmtpd.smtp import SMTP, AuthResult

    tls, context = manner["tls"], None
    if tls != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(manner["certificate"], manner["key"])

    def authenticate(server, session, envelope, mechanism, data):
        say({"login": mechanism})
        user, password = data.login.decode(), data.password.decode()
        isRight = manner["login"].get(user) == password
        return AuthResult(success=isRight, handled=False, auth_data=user)

    def session():
        return SMTP(
            handler,
            hostname="mail.example",
            require_starttls=tls == "starttls",
            tls_context=context if tls == "starttls" else None,
            authenticator=authenticate if "login" in manner else None,
            auth_required="login" in manner,
            auth_require_tls=tls == "starttls",
            loop=loop,
        )

    loop = asyncio.get_running_loop()
    # One for all connections: the answers go on from one to the next.
    handler = Handler(manner)
    server = await loop.create_server(
        session, "127.0.0.1", 0, ssl=context if tls == "implicit" else None
    )
    say({"port": server.sockets[0].getsockname()[1]})
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    if sys.argv[1] == "read":
        for line in sys.stdin:
            say(read(base64.b64decode(line)))
    else:
        asyncio.run(serve(json.loads(sys.argv[2])))
