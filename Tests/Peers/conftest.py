"""A daemon of its own for each test, in a scratch directory, told by its own READY that it can record."""

import os
import pathlib
import socket
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ROOT / ".build" / "debug"


class Daemon:
    def __init__(self, directory: pathlib.Path, extra: str = "", arguments: tuple[str, ...] = ()):
        self.directory = directory
        self.arguments = arguments
        self.socket = directory / "doorstep.sock"
        self.log = directory / "log"
        self.config = directory / "doorstep.toml"
        self.config.write_text(
            f"""
[shop]
name = "Librairie des Halles"
timeZone = "Europe/Paris"
languages = ["fr", "en"]

[[door]]
name = "front"
madAbove = 0

[server]
socket = "{self.socket}"
stateDirectory = "{directory}/state"
{extra}
"""
        )

    def start(self):
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(str(self.directory / "notify"))
        notify.settimeout(60)
        self.process = subprocess.Popen(
            [PROGRAMS / "doorstepd", "serve", "--config", self.config, *self.arguments],
            stderr=open(self.log, "wb"),
            env={**os.environ, "NOTIFY_SOCKET": str(self.directory / "notify")},
        )
        while b"READY=1" not in notify.recv(4096):
            pass
        return self

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0, self.log.read_text()

    def doorstep(self, *arguments: str) -> str:
        done = subprocess.run(
            [PROGRAMS / "doorstep", *arguments, "--socket", self.socket],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def daemon(tmp_path_factory):
    # A socket's path may have 107 bytes: pytest's own directories can be longer.
    started = []

    def start(extra: str = "", *arguments: str) -> Daemon:
        directory = tmp_path_factory.mktemp("d", numbered=True)
        started.append(Daemon(directory, extra, arguments).start())
        return started[-1]

    yield start
    for one in started:
        one.stop()
        print(one.log.read_text(), file=sys.stderr)
