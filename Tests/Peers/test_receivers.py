"""What holds messages to their receivers' schemas lets good ones pass and finds what is wrong."""

import json

import pytest
import receivers


def slack(*blocks):
    return "slack", {"text": "Halles", "mrkdwn": False, "blocks": list(blocks)}


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def teams(*elements, **members):
    card = {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.2"}
    content = card | {"body": list(elements)} | members
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": content}
    return "teams", {"type": "message", "attachments": [attachment]}


def run(**members):
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Halles"} | members]}


def discord(**embed):
    return "discord", {"embeds": [embed], "allowed_mentions": {"parse": []}}


def event(**members):
    known = {"specversion": "1.0", "id": "msg_1", "source": "/doorstep/Halles", "type": "doorstep.summary.day"}
    return "cloudevents", known | {"time": "2026-11-22T03:15:00.000Z", "data": {"n": 1}} | members


def found(message):
    name, body = message
    media = "application/cloudevents+json" if name == "cloudevents" else "application/json"
    return list(receivers.findings({"format": name, "contentType": media, "body": json.dumps(body)}))


@pytest.mark.parametrize(
    "message",
    [
        slack({"type": "header", "text": plain("x" * 150)}, {"type": "context", "elements": [plain("x")]}),
        teams(run(weight="Bolder", size="Medium"), {"type": "FactSet", "facts": [{"title": "a", "value": "b"}]}),
        ("googlechat", {"text": "*Halles*"}),
        discord(title="x" * 256, fields=[{"name": "a", "value": "x" * 1024, "inline": True}]),
        event(subject="2026-11-21"),
    ],
)
def test_passes(message):
    assert found(message) == []


@pytest.mark.parametrize(
    "message, word",
    [
        (slack({"type": "header", "text": plain("x" * 151)}), "150 characters"),
        (slack({"type": "section", "text": plain("x" * 3001)}), "3000 characters"),
        (slack({"type": "section", "fields": [plain("x")] * 11}), "10 items"),
        (slack({"type": "section", "text": plain("x"), "color": "red"}), "does not know"),
        (slack({"type": "poem", "text": plain("x")}), "poem"),
        (teams(run(weight="Bold")), "weight"),
        (teams(run(text=5)), "text"),
        (teams(run(colour="red")), "colour"),
        (teams({"type": "FactSet", "facts": [{"name": "a", "value": "b"}]}), "Fact.name"),
        (teams({"type": "Poem"}), "Poem"),
        (teams(msteams={"width": "wide"}), "width"),
        (("teams", {"type": "message", "attachments": [], "text": "x"}), "no message"),
        (("googlechat", {"text": 5}), "string"),
        (("googlechat", {"content": "x"}), "content"),
        (("googlechat", {"lastUpdateTime": "2026-11-22T03:15:00Z"}), "lastUpdateTime"),
        (discord(title="x" * 257), "title"),
        (discord(fields=[{"name": "a", "value": "b"}] * 26), "fields"),
        (discord(fields=[{"name": "a"}]), "value"),
        (discord(colour=1), "colour"),
        (event(id=""), "id"),
        (event(specversion="2.0"), "specversion"),
        (event(time="yesterday"), "yest"),
        (event(shopName="Halles"), "shopName"),
    ],
)
def test_finds(message, word):
    assert word in "\n".join(found(message))
