"""No connection is made to an address that is not public, however it is written, whatever a name leads to, or a redirect.

The daemon runs in a network of its own where each of these addresses does exist and somebody listens on all of them, so
that one that was connected to would be noticed; and the same address is reached where a destination allows it.
"""

import json
import os
import pathlib
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading

import conftest

PUBLIC, PUBLIC_SIX = "8.8.8.8", "2606:4700::1111"

# Put on the loopback interface, beside 127.0.0.0/8 and ::1.
ADDRESSES = [
    PUBLIC, "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1",
    PUBLIC_SIX, "fc00::1", "fd12:3456::1", "fe80::77", "fec0::1", "2001:db8::1", "2001::1", "::10.0.0.1",
    "64:ff9b::10.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:a00:1::1",
]  # fmt: skip

# What each name has in the private network's name server: one answer a look-up, in turn.
NAMES = {
    "metadata.test": [["169.254.169.254"]],
    "mapped.test": [["::ffff:10.0.0.1"]],
    "six.test": [["fc00::1"]],
    "several.test": [["127.0.0.1", "10.0.0.1", "fc00::1"]],
    "public.test": [[PUBLIC]],
    "mixed.test": [["127.0.0.1", PUBLIC]],
    "flip.test": [[PUBLIC], ["127.0.0.1"]],
}

REFUSED = [
    "127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0.0.0.0", "0",
    "10.0.0.1", "10.1", "012.0.0.1", "0xa000001", "167772161", "100.64.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166",
    "172.16.0.1", "0254.020.0.1", "192.0.2.1", "192.168.1.1", "192.168.257", "198.18.0.1",
    "[::]", "[::1]", "[fc00::1]", "[fd12:3456::1]", "[fe80::77%25lo]", "[fec0::1]", "[2001:db8::1]", "[2001::1]",
    "[::ffff:127.0.0.1]", "[::ffff:a00:1]", "[::ffff:169.254.169.254]", "[::10.0.0.1]",
    "[64:ff9b::10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::808:808]", "[2002:7f00:1::1]", "[2002:a00:1::1]",
    "localhost", "metadata.test", "mapped.test", "six.test", "several.test",
]  # fmt: skip

REACHED = {PUBLIC: PUBLIC, f"[{PUBLIC_SIX}]": PUBLIC_SIX, "public.test": PUBLIC, "mixed.test": PUBLIC}


def test_no_connection_is_made_to_an_address_that_is_not_public(tmp_path):
    namespaces = ["unshare", "--net", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    done = subprocess.run(
        [*namespaces, sys.executable, __file__, tmp_path],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    print(done.stderr[-4000:])
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    for host in REFUSED:
        strict, lenient = told["strict"][host], told["lenient"][host]
        assert "is not a public address" in strict["error"], (host, strict)
        assert strict["reached"] == [], (host, strict)
        # It is there: the rule alone kept the daemon from it.
        assert lenient["status"] == 204 and len(lenient["reached"]) == 1, (host, lenient)
    for host, address in REACHED.items():
        assert told["strict"][host] == {"status": 204, "error": None, "reached": [address]}, host
    redirect = told["redirect"]
    assert (redirect["status"], redirect["reached"]) == (302, [PUBLIC])
    # Each look-up is judged by what it led to: neither an earlier one nor a later one counts.
    flips = told["flips"]
    assert [one["reached"] for one in flips] == [[PUBLIC], []] * 3
    assert [one["status"] for one in flips] == [204, None] * 3


# What follows runs inside.


class Everywhere:
    """One listener for all addresses, which keeps the one that each connection was made to."""

    def __init__(self):
        self.reached = []
        self.listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            peer, _ = self.listener.accept()
            self.reached.append(peer.getsockname()[0].removeprefix("::ffff:").split("%")[0])
            threading.Thread(target=self.answer, args=[peer], daemon=True).start()

    def answer(self, peer: socket.socket):
        head = b""
        while b"\r\n\r\n" not in head and (more := peer.recv(65536)):
            head += more
        if b" /redirect " in head.split(b"\r\n")[0]:
            peer.sendall(
                b"HTTP/1.1 302 x\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n" % self.port
            )
        elif head and not head.startswith(b"WITNESS"):
            peer.sendall(b"HTTP/1.1 204 x\r\n\r\n")
        peer.close()

    def take(self) -> list[str]:
        """All that have connected until now: connections are accepted in the order they were made."""
        with socket.create_connection(("::1", self.port)) as witness:
            witness.sendall(b"WITNESS\r\n\r\n")
            witness.recv(1)
        reached, self.reached = self.reached, []
        assert reached.pop() == "::1"
        return reached


class NameServer(socketserver.BaseRequestHandler):
    """A and AAAA of NAMES. Only an A moves a name on to its next answer: both are asked for at each look-up."""

    asked: dict[str, int] = {}

    def handle(self):
        query, sock = self.request
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode())
            at += 1 + query[at]
        kind = struct.unpack("!H", query[at + 1 : at + 3])[0]
        name = ".".join(labels).lower()
        answers = NAMES.get(name, [[]])
        turn = self.asked.get(name, 0)
        if kind == 1:
            self.asked[name] = turn + 1
        addresses = answers[turn % len(answers)]
        family = {1: socket.AF_INET, 28: socket.AF_INET6}.get(kind)
        fitting = [one for one in addresses if (":" in one) == (kind == 28)] if family else []
        records = b""
        for one in fitting:
            packed = socket.inet_pton(family, one)
            records += b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(packed)) + packed
        flags = 0x8180 if name in NAMES else 0x8183
        head = query[:2] + struct.pack("!HHHHH", flags, 1, len(fitting), 0, 0)
        sock.sendto(head + query[12 : at + 5] + records, self.client_address)


def inside(directory: pathlib.Path):
    def run(*command):
        subprocess.run(command, check=True)

    run("ip", "link", "set", "lo", "up")
    for address in ADDRESSES:
        run("ip", "address", "add", address, "dev", "lo")
    for name, text in {
        "resolv.conf": "nameserver 127.0.0.1\n",
        "hosts": "127.0.0.1 localhost\n::1 localhost\n",
        "nsswitch.conf": "hosts: files dns\n",
    }.items():
        (directory / name).write_text(text)
        run("mount", "--bind", directory / name, os.path.realpath(f"/etc/{name}"))
    names = socketserver.UDPServer(("127.0.0.1", 53), NameServer)
    threading.Thread(target=names.serve_forever, daemon=True).start()
    everywhere = Everywhere()

    urls = {host: f"http://{host}:{everywhere.port}/hook" for host in [*REFUSED, *REACHED, "flip.test"]}
    urls["redirect"] = f"http://{PUBLIC}:{everywhere.port}/redirect"
    ids = {host: f"to{number}" for number, host in enumerate(urls)}
    extra = ""
    for host, url in urls.items():
        for name, private in [(ids[host], "false"), (ids[host] + "p", "true")]:
            extra += f"""
[[destination]]
name = "{name}"
format = "homeassistant"
url = "{url}"
allowHTTP = true
allowPrivateAddress = {private}
"""
    # A socket's path may have 107 bytes.
    with tempfile.TemporaryDirectory() as place:
        daemon = conftest.Daemon(pathlib.Path(place), extra).start()

        def send(name: str):
            done = subprocess.run(
                [conftest.PROGRAMS / "doorstep", "destination", "test", name, "--json", "--socket", daemon.socket],
                capture_output=True,
                text=True,
            )
            assert done.stdout, done.stderr
            attempt = json.loads(done.stdout)["attempt"]
            return {"status": attempt.get("status"), "error": attempt.get("error"), "reached": everywhere.take()}

        try:
            told = {
                "strict": {host: send(ids[host]) for host in [*REFUSED, *REACHED]},
                "lenient": {host: send(ids[host] + "p") for host in REFUSED},
                "redirect": send(ids["redirect"]),
                "flips": [send(ids["flip.test"]) for _ in range(6)],
            }
        finally:
            daemon.stop()
    print(json.dumps(told))


if __name__ == "__main__":
    inside(pathlib.Path(sys.argv[1]))
