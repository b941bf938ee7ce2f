import DoorstepAPI
import DoorstepCore
import DoorstepWords

extension Schema {
    static let answers: [(String, Document)] =
        [
            ("Fact", fact()), ("Recorded", fact([("prompt", ref("Prompt"))])),
            ("Prompt", prompt), ("Script", answer([("id", text), ("text", text)])),
            ("Prompts", answer([("prompts", list(of: ref("Prompt")))])),
            ("Counts", counts),
            (
                "Visit",
                answer([
                    ("id", text), ("door", text), ("enteredAt", time), ("people", count),
                ])
            ),
            ("Door", door), ("Now", now),
            (
                "Imported",
                answer([
                    ("accepted", count), ("facts", count), ("ignored", count), ("ledger", uuid),
                ])
            ),
            ("Checklist", checklist),
            ("FeedbackList", answer([("feedback", list(of: feedback))])), ("Welcome", welcome),
            ("Attempt", attempt), ("Delivery", delivery),
            ("Deliveries", answer([("deliveries", list(of: ref("Delivery")))])),
            ("Work", work), ("OutboxDelivery", outboxDelivery),
            (
                "Outgoing",
                answer(
                    [], sometimes: [("delivery", ref("OutboxDelivery")), ("configured", flag)])
            ),
            ("Invitation", invitation), ("Token", token), ("Device", device),
            ("Devices", answer([("devices", list(of: ref("Device")))])),
            ("Destination", destination),
            ("Destinations", answer([("destinations", list(of: ref("Destination")))])),
            ("DestinationTest", destinationTest), ("Health", health), ("Problem", problem),
            ("OpenAPI", answer([("openapi", text), ("paths", ["type": "object"])])),
        ] + summaries

    /// The schema of a fact: the members of every kind, and those of single kinds.
    private static func fact(_ more: [(String, Document)] = []) -> Document {
        answer(
            [
                ("sequence", sequence), ("id", uuid), ("kind", choice(Event.Kind.self)),
                ("at", time), ("recordedAt", time), ("source", text), ("by", orNull(text)),
            ],
            sometimes: factMembers + more)
    }

    private static let prompt = answer(
        [
            ("id", text), ("moment", choice(Moment.self)), ("door", text), ("people", count),
            ("openedAt", time), ("dueFrom", time), ("dueBy", time), ("lapsesAt", time),
            ("state", choice(Prompt.State.self)), ("alternatives", list(of: ref("Script"))),
            ("certain", flag), ("answers", list(of: choice(Command.Reply.self))),
        ],
        sometimes: [("script", orNull(ref("Script"))), ("visit", orNull(text))])

    private static let counts = answer(
        [
            "entrances", "exits", "excluded", "returned",
            "greetingsDue", "greeted", "greetedInWindow",
            "farewellsDue", "farewells",
        ].map { ($0, whole) } + [
            ("faces", list(of: whole)),
            ("happyIndex", orNull(["type": "number", "minimum": 0, "maximum": 100])),
        ])

    private static let wallTime: Document = [
        "type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?$",
    ]

    private static let welcome = answer(
        [
            ("at", time), ("shop", text), ("languages", list(of: text)), ("day", date),
            ("open", flag), ("always", flag),
            ("hours", list(of: answer([("from", wallTime), ("to", wallTime)]))),
        ],
        sometimes: [
            ("closes", orNull(wallTime)),
            ("opens", orNull(answer([("day", date), ("time", wallTime)]))),
            ("changesAt", orNull(time)),
        ])

    private static let invitation = answer([
        ("role", one(of: DeviceRole.screens)), ("name", text), ("code", text), ("url", text),
        ("expiresAt", time),
    ])

    private static let token = answer([
        ("id", sequence), ("role", one(of: [DeviceRole.metrics])), ("name", text), ("token", text),
        ("url", text),
    ])

    private static let device = answer(
        [
            ("id", sequence), ("role", choice(DeviceRole.self)), ("name", text),
            ("pairedAt", time), ("connected", flag),
        ], sometimes: [("lastSeenAt", orNull(time))])

    private static let door = answer(
        [("name", text), ("state", ["type": "string", "enum": ["up", "down"]])],
        sometimes: [
            ("since", orNull(time)), ("reason", orNull(text)), ("lastSeen", orNull(time)),
        ])

    private static let now = answer(
        [
            ("at", time), ("shop", text), ("timeZone", text), ("day", date), ("ledger", uuid),
            ("sequence", count), ("occupancy", whole), ("today", ref("Counts")),
            ("prompts", list(of: ref("Prompt"))), ("openPrompts", count),
            ("visits", list(of: ref("Visit"))), ("doors", list(of: ref("Door"))),
            ("dayIsClosed", flag), ("nextClosing", time), ("recent", list(of: recentFact)),
        ],
        sometimes: [
            ("undelivered", count), ("madDoors", list(of: madDoor)),
            ("leaving", list(of: leaving)), ("lastFarewell", lastFarewell),
        ])

    private static let leaving = answer(
        [("prompt", text), ("visits", list(of: ref("Visit")))],
        sometimes: [
            (
                "excluded",
                answer([
                    ("reason", choice(ExclusionReason.self)), ("people", count),
                    ("enteredAt", time),
                ])
            )
        ])

    private static let lastFarewell = answer([
        ("prompt", text), ("door", text), ("people", count), ("leftAt", time), ("until", time),
    ])

    private static let recentFact = answer([
        ("sequence", sequence), ("kind", choice(Event.Kind.self)), ("at", time), ("undone", flag),
        ("words", textByLanguage),
    ])

    private static let textByLanguage: Document = [
        "type": "object", "additionalProperties": text,
    ]

    private static let madDoor = answer([
        ("door", text), ("from", time), ("to", time), ("crossings", count), ("perMinute", count),
        ("over", flag),
    ])

    private static let checklist = answer([
        ("languages", list(of: text)),
        (
            "items",
            list(
                of: answer(
                    [
                        ("id", text), ("standard", flag),
                        ("texts", textByLanguage),
                    ], sometimes: [("moment", choice(Moment.self))]))
        ),
    ])

    private static let feedback = answer(
        [
            ("sequence", sequence), ("at", time), ("face", integer(0...3)), ("reviewed", flag),
            ("counts", flag),
        ],
        sometimes: [("device", text), ("flag", choice(FeedbackFlag.self))])

    private static let attempt = answer(
        [("number", sequence), ("at", time), ("milliseconds", count)],
        sometimes: [
            ("status", orNull(whole)), ("error", orNull(text)), ("answer", orNull(text)),
            ("address", orNull(text)), ("mayHaveArrived", flag),
        ])

    private static let delivery = answer(
        [
            ("id", text), ("destination", text), ("subject", text),
            ("state", choice(Delivery.State.self)), ("createdAt", time),
            ("attempts", list(of: ref("Attempt"))),
        ],
        sometimes: [("dueAt", orNull(time)), ("bundledIn", text)])

    private static let destination = answer(
        [
            ("name", text), ("format", text),
            ("periods", list(of: choice(SummaryPeriod.Kind.self))),
            ("language", choice(ScreenLanguage.self)),
            ("state", choice(DestinationBody.State.self)),
            ("waiting", count), ("dead", count),
        ],
        sometimes: [
            ("host", text), ("since", time), ("reason", text), ("lastDeliveredAt", time),
        ])

    private static let work = answer(
        [
            ("version", text),
            (
                "due",
                list(
                    of: answer([
                        ("id", text), ("destination", text), ("round", count), ("attempts", count),
                    ]))
            ),
            ("tests", list(of: answer([("id", text), ("destination", text)]))),
        ], sometimes: [("nextDue", time)])

    private static let outboxDelivery = answer(
        [
            ("id", text), ("destination", text), ("subject", text), ("contentType", text),
            ("headers", list(of: answer([("name", text), ("value", text)]))),
            ("body", ["type": "string", "contentEncoding": "base64"]), ("createdAt", time),
            ("round", count), ("attempts", count),
        ], sometimes: [("dueAt", time)])

    private static let destinationTest = answer(
        [
            ("destination", text), ("delivered", flag), ("host", text), ("contentType", text),
            ("body", text), ("attempt", ref("Attempt")),
        ], sometimes: [("note", text)])

    private static let health = answer([
        (
            "status",
            ["type": "string", "enum": ["ok", "degraded", "starting", "failing"]]
        ),
        (
            "checks",
            list(
                of: answer(
                    [("name", text), ("ok", flag)], sometimes: [("detail", orNull(text))]))
        ),
    ])

    private static let problem = answer(
        [
            ("type", text), ("title", text), ("status", integer(400...599)), ("kind", text),
            ("detail", text),
        ],
        sometimes: [("hint", orNull(text))])
}
