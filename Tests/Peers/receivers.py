"""Holds messages to what their receivers publish, by the receivers' own packages where there are any.

Reads lines of {"format", "contentType", "body"} from the file that is named, prints what is wrong with each, and ends
with 1 if anything is. Run by ReceiverSchemasTests.

  format       held to
  slack        the models of Block Kit in slack-sdk, Slack's own package
  teams        the models of Adaptive Cards in microsoft-teams-cards, Microsoft's own package
  googlechat   the discovery document of the Chat API, in Google's own google-api-python-client
  cloudevents  the reader of the CloudEvents project's own package
  discord      DISCORD below: there is a document of the whole API, and no package that carries it
"""

import importlib.util
import json
import pathlib
import re
import sys
import typing

import cloudevents.core.formats.json
import jsonschema
import microsoft_teams.cards as cards
import pydantic
import slack_sdk.models.blocks as slack_blocks

# What is sent of IncomingWebhookRequestPartial, RichEmbed, RichEmbedField, RichEmbedFooter and
# MessageAllowedMentionsRequest; members that Discord knows and this project does not send are left out.
# https://github.com/discord/discord-api-spec/blob/74fda0fad044407ea280043a03ffc9bc64c4e49e/specs/openapi.json
DISCORD = {
    "type": "object",
    "required": ["embeds", "allowed_mentions"],
    "additionalProperties": False,
    "properties": {
        "embeds": {
            "type": "array",
            "maxItems": 10,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "title": {"type": "string", "maxLength": 256},
                    "url": {"type": "string", "format": "uri"},
                    "description": {"type": "string", "maxLength": 4096},
                    "fields": {
                        "type": "array",
                        "maxItems": 25,
                        "items": {
                            "type": "object",
                            "required": ["name", "value"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string", "maxLength": 256},
                                "value": {"type": "string", "maxLength": 1024},
                                "inline": {"type": "boolean"},
                            },
                        },
                    },
                    "footer": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {"text": {"type": "string", "maxLength": 2048}},
                    },
                },
            },
        },
        "allowed_mentions": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"parse": {"type": "array", "items": {"enum": ["users", "roles", "everyone"]}}},
        },
    },
}


def slack(body, _message):
    for block in body["blocks"]:
        parsed = slack_blocks.Block.parse(block)
        if parsed is None:
            yield f"no block of Slack's: {block['type']}"
            continue
        parsed.validate_json()
        if parsed.to_dict() != block:
            yield f"members that Slack does not know: {block} is read as {parsed.to_dict()}"


KINDS = {
    model.model_fields["type"].default: model
    for model in vars(cards).values()
    if isinstance(model, type) and issubclass(model, pydantic.BaseModel) and "type" in model.model_fields
}


def unknown(node):
    """Members of it, and of what is in it, that are in no model."""
    for name, value in node.__dict__.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, pydantic.BaseModel):
                yield from unknown(one)
    yield from (f"{type(node).__name__}.{name} is unknown" for name in node.model_extra or {} if name != "$schema")


def card(node):
    kind = KINDS.get(node.get("type"))
    if kind is None:
        yield f"no element of a card: {node.get('type')}"
        return
    # The package's models hold elements within elements by their base alone: each is read by its own here.
    inner = [name for name in ("body", "inlines", "items", "actions") if name in node]
    for name in inner:
        for child in node[name]:
            yield from card(child)
    yield from unknown(kind.model_validate({k: v if k not in inner else [] for k, v in node.items()}, strict=True))


def teams(body, _message):
    # https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
    if body.keys() != {"type", "attachments"} or body["type"] != "message":
        yield "no message with attachments"
    for attachment in body["attachments"]:
        if attachment["contentType"] != "application/vnd.microsoft.card.adaptive":
            yield f"not a card: {attachment['contentType']}"
        yield from card(attachment["content"])


def discovery():
    """The published Chat API as a JSON schema of one message, of which read-only members are no part."""
    package = pathlib.Path(importlib.util.find_spec("googleapiclient").origin).parent
    document = json.loads((package / "discovery_cache/documents/chat.v1.json").read_text())

    def schema(node):
        if "$ref" in node:
            return {"$ref": "#/$defs/" + node["$ref"]}
        made = {key: node[key] for key in ("type", "enum", "pattern") if key in node and node[key] != "any"}
        if "items" in node:
            made["items"] = schema(node["items"])
        if "properties" in node:
            known = {k: schema(v) for k, v in node["properties"].items() if not v.get("readOnly")}
            made |= {"properties": known, "additionalProperties": False}
        return made

    return {"$ref": "#/$defs/Message", "$defs": {k: schema(v) for k, v in document["schemas"].items()}}


def googlechat(body, _message):
    for error in jsonschema.Draft202012Validator(CHAT).iter_errors(body):
        yield error.message


def discord(body, _message):
    for error in jsonschema.Draft202012Validator(DISCORD).iter_errors(body):
        yield f"{error.json_path}: {error.message[-200:]}"


def cloud_event(body, message):
    # https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md#3-envelope
    if message["contentType"] != "application/cloudevents+json":
        yield f"not the media type of an event: {message['contentType']}"
    cloudevents.core.formats.json.JSONFormat().read(None, message["body"])
    for name in body.keys() - {"data"}:
        if not re.fullmatch("[a-z0-9]{1,20}", name):
            yield f"no name of an attribute: {name}"


CHECKS: dict[str, typing.Callable] = {
    "slack": slack,
    "teams": teams,
    "googlechat": googlechat,
    "discord": discord,
    "cloudevents": cloud_event,
}
CHAT = discovery()


def findings(message):
    try:
        yield from CHECKS[message["format"]](json.loads(message["body"]), message)
    except Exception as error:  # Every package has errors of its own.
        yield f"{type(error).__name__}: {str(error)[:400]}"


def main(path):
    count = 0
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        message = json.loads(line)
        for finding in findings(message):
            count += 1
            print(f"{number} {message['format']}: {finding}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
