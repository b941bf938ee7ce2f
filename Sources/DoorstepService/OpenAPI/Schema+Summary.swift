import DoorstepAPI
import DoorstepCore

/// The schemas of the summary of a day, a week or a month. A null is a value that is not known.
extension Schema {
    static let summaries: [(String, Document)] = [
        ("Rate", rate), ("Change", change), ("Summary", summary),
    ]

    private static let share: Document = ["type": "number", "minimum": 0, "maximum": 1]

    private static let rate = answer([
        ("n", count), ("value", orNull(share)), ("low", orNull(share)), ("high", orNull(share)),
    ])

    private static let summary = answer([
        (
            "type",
            ["type": "string", "enum": words(SummaryPeriod.Kind.self, after: "summary.")]
        ),
        ("timestamp", time), ("shop", text), ("period", period), ("coverage", coverage),
        ("traffic", traffic), ("doors", list(of: door)), ("openings", openings),
        ("episodes", list(of: episode)),
        ("greeting", greeting),
        ("farewell", farewell), ("visits", visits),
        ("phases", phases), ("parity", parity), ("feedback", feedback), ("checklist", checklist),
        ("changes", orNull(changes)), ("data", provenance),
    ])

    private static let period = answer([
        ("kind", choice(SummaryPeriod.Kind.self)), ("id", text), ("from", time), ("to", time),
        ("timeZone", text),
    ])

    private static let coverage = answer([
        ("openMinutes", count), ("observedMinutes", orNull(count)), ("share", orNull(share)),
        (
            "gaps",
            list(
                of: answer([("door", text), ("from", time), ("to", time), ("reason", text)]))
        ),
    ])

    private static let kinds: [(String, Document)] = [
        ("due", count), ("early", count), ("inWindow", count), ("late", count), ("never", count),
    ]

    private static let traffic = answer([
        ("entrances", count), ("exits", count), ("parties", count), ("excluded", count),
        ("reentries", count), ("footfall", whole), ("peakOccupancy", whole), ("drift", whole),
        (
            "correction",
            orNull(
                answer([
                    ("of", ["type": "string", "enum": ["entrances", "exits"]]),
                    ("factor", ["type": "number", "minimum": 1]),
                ]))
        ),
        ("meanDwellSeconds", orNull(number)), ("busiestHour", orNull(text)),
        (
            "byHour",
            list(
                of: answer(
                    [("hour", text), ("entrances", count), ("exits", count), ("greeted", count)]
                        + kinds + [("unansweredOpenings", count), ("covered", orNull(flag))]))
        ),
        (
            "byDay",
            orNull(
                list(
                    of: answer(
                        [
                            ("day", date), ("openMinutes", count), ("coverage", orNull(share)),
                            ("entrances", count), ("exits", count), ("footfall", whole),
                        ] + kinds + [
                            ("farewellsDue", count), ("farewells", count),
                            ("unansweredOpenings", count),
                        ])))
        ),
    ])

    private static let door = answer([
        ("door", text), ("entrances", count), ("exits", count), ("drift", orNull(whole)),
        ("observedMinutes", orNull(count)), ("coverage", orNull(share)),
    ])

    private static let openings: Document = {
        let counts = ["all", "answered", "excluded", "whileShut", "unanswered"].map { ($0, count) }
        return answer(counts + [("byDoor", list(of: answer([("door", text)] + counts)))])
    }()

    private static let episode = answer([
        ("door", text), ("from", time), ("to", time), ("crossings", count), ("excluded", flag),
    ])

    private static let greeting = answer(
        kinds + [
            ("short", count), ("share", ref("Rate")),
            ("waitSeconds", answer([("p50", orNull(number)), ("p90", orNull(number))])),
        ])

    private static let farewell = answer([
        ("due", count), ("said", count), ("thanked", count), ("invited", count),
        ("share", ref("Rate")),
        (
            "outcomes",
            answer((["unknown"] + Outcome.allCases.map(\.rawValue)).map { ($0, count) })
        ),
    ])

    private static let visits = answer([
        ("n", count),
        ("complete", answer([("certain", ref("Rate")), ("guessed", ref("Rate"))])),
    ])

    private static let phases = answer([
        ("arrival", ref("Rate")), ("stay", ref("Rate")), ("leaving", ref("Rate")),
        ("weakest", orNull(choice(Summary.Phases.Phase.self))),
    ])

    private static let difference: Document = ["type": "number", "minimum": -1, "maximum": 1]

    private static let parity = answer([
        ("bought", ref("Rate")), ("others", ref("Rate")),
        (
            "difference",
            orNull(answer([("value", difference), ("low", difference), ("high", difference)]))
        ),
        ("unknown", count),
    ])

    private static let feedback = answer([
        ("n", count), ("faces", list(of: count).with("minItems", 4).with("maxItems", 4)),
        ("flagged", count),
        ("index", orNull(["type": "number", "minimum": 0, "maximum": 100])),
    ])

    /// The counts by checklist item: the five that every shop has, and the shop's own.
    private static let checklist: Document = {
        let item = answer([("yes", count), ("no", count), ("notObserved", count)])
        return answer(Observed.standardItems.map { ($0, item) }).with("additionalProperties", item)
    }()

    private static let change = answer([
        ("value", number), ("usual", number), ("low", number), ("high", number),
        ("moved", orNull(choice(Changes.Change.Direction.self))),
    ])

    private static let changes = answer([
        ("comparedWith", list(of: text)), ("footfall", orNull(ref("Change"))),
        ("greeting", orNull(ref("Change"))), ("farewell", orNull(ref("Change"))),
        ("wait", orNull(ref("Change"))), ("happyIndex", orNull(ref("Change"))),
    ])

    private static let provenance = answer([
        ("revision", sequence), ("madeAt", time), ("notes", list(of: text)),
    ])

    private static func words<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type, after prefix: String
    ) -> Document where Choice.RawValue == String {
        .array(type.allCases.map { .string(prefix + $0.rawValue) })
    }
}
