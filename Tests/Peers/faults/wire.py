"""HTTP over a Unix socket by hand: a connection that breaks is seen at once, and nothing is sent a second time unasked."""

import json
import socket


class Answer:
    def __init__(self, status: int, fields: dict[str, str], body: bytes):
        self.status, self.fields, self.body = status, fields, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


class Line:
    """One connection. Every trouble of it is an OSError; then it is of no use any more."""

    def __init__(self, path, seconds: float = 20):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(seconds)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()

    def send(self, method: str, path: str, body=None, **fields):
        """`body` is text that is sent as it is, or a value that becomes JSON."""
        data = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        head = [f"{method} {path} HTTP/1.1", "Host: doorstep"]
        if body is not None:
            kind = "application/x-ndjson" if isinstance(body, str) else "application/json"
            head += [f"Content-Type: {kind}", f"Content-Length: {len(data)}"]
        elif method == "POST":
            head.append("Content-Length: 0")
        head += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
        self.socket.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + data)

    def head(self) -> tuple[int, dict[str, str]]:
        status = self._line().split(b" ")
        if len(status) < 2:
            raise ConnectionError("the connection ended before an answer")
        fields = {}
        while line := self._line():
            name, _, value = line.decode().partition(":")
            fields[name.lower()] = value.strip()
        return int(status[1]), fields

    def piece(self) -> bytes:
        """The next chunk; empty at the end."""
        size = int(self._line() or b"0", 16)
        data = self._bytes(size)
        self._line()
        return data

    def ask(self, method: str, path: str, body=None, **fields) -> Answer:
        self.send(method, path, body, **fields)
        status, got = self.head()
        if got.get("transfer-encoding") == "chunked":
            data = b""
            while piece := self.piece():
                data += piece
        else:
            data = self._bytes(int(got.get("content-length", 0)))
        return Answer(status, got, data)

    def _line(self) -> bytes:
        line = self.file.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("the connection ended in the middle")
        return line.rstrip(b"\r\n")

    def _bytes(self, count: int) -> bytes:
        data = self.file.read(count)
        if len(data) < count:
            raise ConnectionError("the connection ended in the middle")
        return data


def ask(path, method: str, target: str, body=None, **fields) -> Answer:
    with Line(path) as line:
        return line.ask(method, target, body, **fields)
