import DoorstepAPI
import DoorstepCore
import Foundation
import HTTPTypes
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(20))) struct FactTextTests {
    @Test(
        "what machines and shops write of themselves is taken",
        arguments: [
            (FactText.source, "staff"), (.source, "sensor:front"), (.source, "sensor:côté-cour.2"),
            (.source, "import:old-counter"), (.source, "feedback:Caisse 1"), (.source, "doorstepd"),
            (.source, "sensor:porte-noire"), (.reason, "mistake"), (.reason, "animal:dog"),
            (.reason, "other:poussière"), (.device, "till"), (.device, "Caisse 1"),
            (.device, "收银台"), (.script, "fr/welcome-1"), (.script, "fr/ownWords"),
            (.item, "offered-help"), (.item, "giftWrap"),
        ])
    func takes(kind: FactText, text: String) {
        #expect(kind.refusal(of: text) == nil)
    }

    @Test(
        "there is no room for a sentence about a person, nor for a word for what people are",
        arguments: [
            (FactText.source, "Marie"), (.source, "sensor:Marie Dupont juive"),
            (.source, "sensor:juive"), (.source, "sensor:JUIFS"), (.source, "staff:"),
            (.source, "sensor:a:b"), (.source, ""), (.source, "sensor:-a"),
            (.source, "sensor:a  b"),
            (.source, "sensor:" + String(repeating: "a", count: 58)),
            (.reason, "a rude lady"), (.reason, "other:muslim"), (.reason, "other:Marie Dupont"),
            (.reason, "other:vieille"), (.reason, "other:étrangères"), (.reason, "other:etranger"),
            (.reason, "other:E\u{301}trangère"), (.reason, "other:black"), (.reason, "other:a-b"),
            (.reason, "other:" + String(repeating: "a", count: 25)),
            (.device, "Téléphone de Léa"), (.device, "client handicapé"), (.device, " a"),
            (.device, "a\u{7}"), (.device, "a\nb"),
            (.script, "welcome"), (.script, "fr/Marie Dupont"), (.script, "fr/muslim"),
            (.item, "gay"), (.item, "elle_est_malade"), (.item, "é"), (.item, ""),
        ])
    func refuses(kind: FactText, text: String) {
        #expect(kind.refusal(of: text) != nil)
    }

    @Test(
        "accepts no text that the contract's pattern refuses, and refuses none for its shape that the pattern takes",
        arguments: FactText.allCases)
    func contract(kind: FactText) throws {
        let pattern = try NSRegularExpression(pattern: kind.pattern)
        let pieces = [
            "staff", "sensor", "other", "mistake", ":", "/", " ", "-", ".", "_", "a", "Z", "9", "é",
            "×", "店", "fr/", "A b", "\n", "e\u{301}",
        ]
        for first in pieces {
            for second in pieces + [""] {
                for third in pieces + [""] {
                    for fourth in [":", "a", "b-", ""] {
                        let text = first + second + third + fourth
                        let range = NSRange(text.startIndex..., in: text)
                        let match = pattern.firstMatch(in: text, range: range)
                        // The dollar of this machine's expressions, unlike that of the contract's, goes before a last line feed.
                        let isMatch = match?.range == range
                        #expect(
                            (kind.refusal(of: text) == nil) == isMatch, "\(text.debugDescription)")
                    }
                }
            }
        }
    }

    @Test(
        "a name is made of any file's name, and fits", .serialized,
        arguments: [
            ("Zähler März (2019)", "Zähler-März-2019"), ("..", ""), ("счётчик", ""), ("a b", "a-b"),
            (String(repeating: "a", count: 49) + " b", String(repeating: "a", count: 49)),
        ])
    func names(text: String, name: String) {
        #expect(FactText.name(from: text, atMost: 50) == name)
        #expect(name.isEmpty || FactText.source.refusal(of: "import:" + name) == nil)
    }

    private static func line(_ kind: String, _ members: String) -> String {
        #"{"id":"019aa5f8-0000-7000-8000-000010000006","kind":"\#(kind)","#
            + #""at":"2019-05-01T08:00:00Z","source":"import:old"\#(members)}"#
    }

    @Test(
        "what somebody writes of another is refused by the member's name, and stays nowhere",
        arguments: [
            (Route.entrances, #"{"source":"Marie, juive"}"#, "source"),
            (Route.exits, #"{"source":"sensor:Marie Dupont chez nous"}"#, "source"),
            (Route.openings, #"{"source":"sensor:muslim"}"#, "source"),
            (Route.occupancy, #"{"people":0,"reason":"the old lady left"}"#, "reason"),
            (Route.void(1), #"{"reason":"she is ill"}"#, "reason"),
            (Route.feedback, #"{"face":3,"device":"given by Anne Martin"}"#, "device"),
            (Route.pairings, #"{"role":"counter","name":"phone of Anne"}"#, "name"),
            (Route.devices, #"{"role":"metrics","name":"phone of Anne"}"#, "name"),
            (Route.answer("1"), #"{"answer":"said","script":"Marie, juive"}"#, "script"),
            (Route.answer("1"), #"{"answer":"said","observed":{"est juive":true}}"#, "observed"),
            (
                Route.imports, line("entrance", #","door":"front","people":1,"script":"Marie""#),
                "script"
            ),
            (
                Route.imports, line("doorDown", #","door":"front","reason":"Marie was ill""#),
                "reason"
            ),
            (Route.imports, line("occupancy", #","people":1,"reason":"Marie""#), "reason"),
            (Route.imports, line("feedback", #","face":1,"device":"Marie la belle""#), "device"),
            (
                Route.imports,
                line(
                    "greeting",
                    #","about":"019aa5f8-0000-7000-8000-000010000005","answer":"said","observed":{"is_muslim":true}"#
                ), "observed"
            ),
        ])
    func refused(path: String, body: String, member: String) async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        let before = try await shop.call(.get, Route.facts).text

        let answer = try await shop.call(
            .post, path, body, type: path == Route.imports ? "application/x-ndjson" : nil)

        #expect(answer.problem == "422 invalid-value")
        #expect(answer.text.contains("\(member) is "))
        #expect(try await shop.call(.get, Route.facts).text == before)
    }

    /// Bodies of the courier, which the daemon takes from nobody else and keeps in no fact; and a destination, which must
    /// be one of the configuration's.
    private static let withoutFacts: Set = [
        "OutgoingRequest", "Claim", "AttemptReport", "TestReport", "Deliver",
    ]

    @Test(
        "every text of a body has its choices, a format, or a pattern that a sentence does not fit",
        arguments: Schema.requests(doors: ["front"]).map(\.0).filter { !withoutFacts.contains($0) })
    func schemas(name: String) throws {
        let schema = try #require(Schema.requests(doors: ["front"]).first { $0.0 == name })

        for (path, text) in Self.texts(in: schema.1, at: name)
        where text["enum"] == nil && text["format"] == nil {
            guard case .string(let source) = text["pattern"] else {
                Issue.record("\(path) may be any text")
                continue
            }
            let pattern = try NSRegularExpression(pattern: source)
            let sentence = "Marie is ill and old"
            let range = NSRange(sentence.startIndex..., in: sentence)
            #expect(
                pattern.firstMatch(in: sentence, range: range) == nil, "\(path) may be a sentence")
        }
    }

    @Test("the search for texts finds them")
    func search() {
        let found = Schema.requests(doors: ["front"]).flatMap { Self.texts(in: $0.1, at: $0.0) }
        #expect(found.contains { $0.path == "Crossing.properties.source" })
        #expect(
            found.contains {
                $0.path.hasPrefix("ImportLine.oneOf.")
                    && $0.path.hasSuffix(".properties.observed.propertyNames")
            })
        #expect(found.contains { $0.path == "AttemptReport.properties.attempt.properties.error" })
    }

    /// Each schema of a text, with the way to it.
    private static func texts(in document: Document, at path: String) -> [(
        path: String, schema: Document
    )] {
        switch document {
        case .object(let members):
            let types: Document = ["string", "null"]
            let own =
                document["type"] == "string" || document["type"] == types ? [(path, document)] : []
            return own + members.flatMap { texts(in: $0.value, at: "\(path).\($0.name)") }
        case .array(let documents):
            return documents.enumerated().flatMap { texts(in: $1, at: "\(path).\($0)") }
        default: return []
        }
    }
}
