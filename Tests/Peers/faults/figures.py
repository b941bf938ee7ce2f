"""The figures counted a second time, from the facts alone, and held against the daemon's own."""

import collections
import datetime

from book import seconds
from shop import Shop


def count(shop: Shop, facts: list[dict]) -> dict[datetime.date, collections.Counter]:
    """By trading day."""
    voided = {fact["about"] for fact in facts if fact["kind"] == "void"}
    excluded = {fact["about"] for fact in facts if fact["kind"] == "exclusion" and fact["sequence"] not in voided}
    days = collections.defaultdict(collections.Counter)
    for fact in facts:
        if fact["sequence"] in voided:
            continue
        day = days[shop.day(seconds(fact["at"]))]
        if fact["kind"] == "entrance":
            day["entrances"] += fact["people"]
            day["excluded" if fact["sequence"] in excluded else "footfall"] += fact["people"]
            day["seen coming"] += 0 if fact.get("imported") else fact["people"]
        elif fact["kind"] == "exit":
            day["exits"] += fact["people"]
            day["seen leaving"] += 0 if fact.get("imported") else fact["people"]
        elif fact["kind"] == "feedback" and "flag" not in fact:
            day["faces"] += 1
    return days


def compare(shop: Shop, facts: list[dict]) -> list[str]:
    wrong = []
    days = count(shop, facts)
    for day, counted in sorted(days.items()):
        summary = shop.ask("GET", f"/v1/summaries/day/{day}").json
        for name in ("entrances", "exits", "excluded", "footfall"):
            if summary["traffic"][name] != counted[name]:
                wrong.append(f"{day}: {name} are {summary['traffic'][name]} in the summary, {counted[name]} by hand")
    now = shop.ask("GET", "/v1/now").json
    today = days[datetime.date.fromisoformat(now["day"])]
    # The floor holds who was seen; what was brought in from elsewhere is in summaries only.
    for name, counted in (("entrances", today["seen coming"]), ("exits", today["seen leaving"]), ("excluded", today["excluded"])):
        if now["today"][name] != counted:
            wrong.append(f"now: {name} are {now['today'][name]}, {counted} by hand")
    if sum(now["today"]["faces"]) != today["faces"]:
        wrong.append(f"now: faces are {now['today']['faces']}, {today['faces']} by hand")
    return wrong
