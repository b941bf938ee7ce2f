"""Bodies of imports are lists that travel as lines."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_, value):
    if not isinstance(value, list):
        value = [value]
    return "".join(json.dumps(one) + "\n" for one in value).encode()
