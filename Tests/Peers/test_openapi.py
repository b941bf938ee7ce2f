"""schemathesis holds the running daemon to its own OpenAPI document."""

import os
import pathlib
import socket
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_the_daemon_keeps_to_its_document(daemon):
    explore(daemon())


def test_a_recorder_keeps_to_its_document_towards_a_courier(daemon):
    shop = daemon("", "--courier", "apart")
    # As one that was at work before: the first moments are for those.
    claim = ["-d", '{"courier":"first","resuming":true}', "http://doorstep/v1/outbox/claims"]
    subprocess.run(
        ["curl", "-sf", "--unix-socket", shop.socket, "-H", "Content-Type: application/json", *claim],
        check=True,
    )
    explore(shop, "--include-path-regex", "^/v1/outbox/")


def explore(shop, *options):
    port = free_port()
    bridge = subprocess.Popen(
        ["socat", f"TCP-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr", f"UNIX-CONNECT:{shop.socket}"]
    )
    try:
        schemathesis = pathlib.Path(sys.executable).with_name("schemathesis")
        done = subprocess.run(
            [
                schemathesis, "--config-file", HERE / "schemathesis.toml", "run", f"http://127.0.0.1:{port}/v1/openapi.json",
                "--checks", "all", "--max-examples", "40", "--seed", "20261121",
                "--exclude-path", "/v1/stream", *options, "--wait-for-schema", "10", "--no-color",
            ],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )
    finally:
        bridge.terminate()
        bridge.wait()
    print(done.stdout[-8000:], done.stderr[-2000:])
    assert done.returncode == 0
    assert " error " not in shop.log.read_text()
