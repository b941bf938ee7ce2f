import DoorstepAPI
import DoorstepCore

extension Schema {
    static func requests(
        doors: [String], items: [String] = Observed.standardItems
    ) -> [(String, Document)] {
        let door: Document = ["type": "string", "enum": .array(doors.map { .string($0) })]
        return [
            ("Crossing", crossing(door)), ("Opening", opening(door)),
            ("Dismissal", request(needed: [("from", time), ("to", time)], [("door", door)])),
            ("Void", request([("reason", kept(.reason))])), ("Answer", answered),
            ("Observed", request(items.map { ($0, flag) })),
            ("Tie", request(needed: [("visit", reference)])),
            (
                "Recount",
                request(
                    needed: [("people", integer(0...100_000))], [("reason", kept(.reason))])
            ),
            (
                "Feedback",
                request(
                    needed: [("face", integer(0...3))],
                    [("device", kept(.device)), ("at", time)])
            ),
            (
                "Pairing",
                request(
                    needed: [("role", one(of: DeviceRole.screens))],
                    [("name", kept(.device))])
            ),
            (
                "TokenRequest",
                request(
                    needed: [("role", one(of: [DeviceRole.metrics]))],
                    [("name", kept(.device))])
            ),
            ("Deliver", request([("destination", text(atMost: 64))])),
            ("Review", request(needed: [("counts", flag)])), ("ImportLine", importLine(door)),
            (
                "OutgoingRequest",
                request(needed: [courier], [("resuming", flag), ("begins", flag)])
            ),
            (
                "Claim",
                request(
                    needed: [courier],
                    [
                        ("resuming", flag), ("version", text(atMost: 64)),
                        ("waitSeconds", integer(Limit.claimWait)),
                    ])
            ),
            ("AttemptReport", attemptReport), ("TestReport", testReport),
        ]
    }

    private static func crossing(_ door: Document) -> Document {
        request([
            ("door", door), ("people", integer(Limit.people)), ("at", time),
            ("source", kept(.source)),
        ])
    }

    private static func opening(_ door: Document) -> Document {
        request([("door", door), ("at", time), ("source", kept(.source))])
    }

    private static let answered = request(
        needed: [("answer", choice(Command.Reply.self))],
        [
            ("script", kept(.script)), ("observed", ref("Observed")),
            ("outcome", choice(Outcome.self)), ("reason", choice(ExclusionReason.self)),
            ("exit", reference), ("at", time),
        ])

    // MARK: Courier

    private static let courier = ("courier", text(atMost: 64))

    private static let attempt = request(
        needed: [
            ("number", integer(1...1_000_000)), ("at", time),
            ("milliseconds", integer(0...86_400_000)),
        ],
        [
            ("status", integer(100...999)), ("error", lines(atMost: 2000)),
            ("answer", lines(atMost: 2048)), ("address", text(atMost: 64)),
            ("mayHaveArrived", flag),
        ])

    private static let attemptReport = request(
        needed: [
            ("attempt", attempt), ("round", integer(Limit.rounds)),
            ("step", choice(AttemptReportBody.Step.self)),
        ],
        [("until", time)])

    private static let testReport = request(
        needed: [
            ("destination", text(atMost: 64)), ("delivered", flag), ("host", lines(atMost: 300)),
            ("contentType", lines(atMost: 200)), ("body", lines(atMost: 200_000)),
            ("attempt", attempt),
        ], [("note", lines(atMost: 1000))])

    /// The reason of a correction, a gap or an exclusion, depending on the kind of the line.
    private static let anyReason: Document = [
        "anyOf": [kept(.reason), choice(GapReason.self), choice(ExclusionReason.self)]
    ]

    private static func importLine(_ door: Document) -> Document {
        let ids = ["prompt", "visit", "voids", "opening", "exit", "feedback"].map { ($0, uuid) }
        return request(
            needed: [
                ("id", uuid), ("kind", choice(Event.Kind.self)), ("at", time),
                ("source", kept(.source)),
            ],
            [
                ("door", door), ("people", integer(0...100_000)), ("script", kept(.script)),
                ("imported", flag), ("refers", request(ids)), ("certain", flag),
                ("answer", choice(Answer.Reply.self)), ("observed", observed(orNull(flag))),
                ("outcome", choice(Outcome.self)), ("reason", anyReason),
                ("face", integer(0...3)), ("device", kept(.device)),
                ("flag", choice(FeedbackFlag.self)), ("counts", flag),
                ("madSince", time), ("from", time), ("to", time),
            ])
    }
}
