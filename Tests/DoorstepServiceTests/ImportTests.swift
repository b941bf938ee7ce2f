import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct ImportTests {
    private static let first = "019ab000-0000-7000-8000-000000000001"
    private static let second = "019ab000-0000-7000-8000-000000000002"
    private static let third = "019ab000-0000-7000-8000-000000000003"

    private static func line(_ id: String, _ kind: String, _ more: String = "") -> String {
        #"{"id":"\#(id)","kind":"\#(kind)","at":"2019-05-01T08:00:00Z","source":"import:old"\#(more)}"#
    }

    private func send(_ shop: ServiceFixture, _ lines: String...) async throws
        -> ServiceFixture.Answer
    {
        try await shop.call(
            .post, Route.imports, lines.joined(separator: "\n") + "\n",
            type: "application/x-ndjson")
    }

    /// The answer's text.
    private func added(
        _ accepted: Int, facts: Int, ignored: Int, _ shop: ServiceFixture
    ) -> String {
        #"{"accepted":\#(accepted),"facts":\#(facts),"ignored":\#(ignored),"#
            + #""ledger":"\#(shop.ledger.id)"}"#
    }

    private static let entrance = line(
        first, "entrance", #","door":"front","people":2,"imported":true"#)

    @Test("the same lines twice add nothing, and imported people are not greeted")
    func twice() async throws {
        let shop = try ServiceFixture()
        let exit = Self.line(Self.second, "exit", #","door":"front","people":1,"imported":true"#)
        #expect(
            try await send(shop, Self.entrance, exit).text
                == added(2, facts: 2, ignored: 0, shop))
        #expect(
            try await send(shop, Self.entrance, exit).text
                == added(2, facts: 0, ignored: 2, shop))
        #expect(shop.ledger.floor.prompts == [])
        #expect(
            try await shop.ledger.facts(after: .zero, limit: 10).map(\.kind) == [.entrance, .exit])
    }

    @Test("references by id become numbers of this ledger")
    func references() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.feedback, #"{"face":1}"#)
        let answer = try await send(
            shop, Self.entrance,
            Self.line(
                Self.second, "greeting",
                #","answer":"said","about":"\#(Self.first)","observed":{"smile":true}"#)
        )
        #expect(answer.text == added(2, facts: 2, ignored: 0, shop))
        let facts = try await shop.ledger.facts(after: Sequence(1), limit: 10)
        #expect(
            facts.last?.event
                == .greeting(
                    Answer(prompt: Sequence(2), reply: .said, observed: Observed(smile: true))))
    }

    @Test(
        "one bad line, and nothing is imported; the line is named",
        arguments: [
            ("{", "400 invalid-json"), ("{}", "400 missing-field"),
            (line(second, "party"), "422 invalid-value"),
            (line(second, "lapse", #","about":"\#(first)""#), "422 not-imported"),
            (line(second, "dayClosed", #","day":"2019-05-01""#), "422 not-imported"),
            (line(second, "doorUp", #","door":"front""#), "422 not-imported"),
            (line(second, "entrance", #","people":1"#), "400 missing-field"),
            (line(second, "entrance", #","door":"front""#), "400 missing-field"),
            (
                line(second, "entrance", #","door":"front","people":1,"face":1"#),
                "400 unknown-field"
            ),
            (line(second, "entrance", #","door":"back","people":1"#), "422 unknown-door"),
            (line(second, "entrance", #","door":"front","people":501"#), "422 invalid-value"),
            (
                line(second, "exclusion", #","about":"\#(first)","reason":"rude""#),
                "422 invalid-value"
            ),
            (
                line(
                    second, "dismissal",
                    #","door":"front","from":"2019-05-01T08:00:00Z","to":"2019-05-01T09:00:00Z","#
                        + #""reason":"rude""#),
                "422 invalid-value"
            ),
            (
                line(second, "void", #","about":"\#(third)""#), "422 unknown-reference"
            ),
            (
                #"{"id":"\#(second)","kind":"opening","at":"2030-01-01T00:00:00Z","source":"staff","door":"front"}"#,
                "422 too-far-ahead"
            ),
        ])
    func badLine(_ line: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        let answer = try await send(shop, Self.entrance, "", line)
        #expect(answer.problem == problem)
        let detail = try #require(try answer.json()["detail"] as? String)
        #expect(detail.hasPrefix("Line 3: "))
        #expect(detail.hasSuffix(" Nothing was imported."))
        #expect(shop.ledger.floor.sequence == .zero)
    }

    @Test("a dismissal is refused as a command's would be")
    func dismissals() async throws {
        let shop = try ServiceFixture()
        for (from, to, kind) in [
            ("0001-01-01T00:00:00Z", "2026-11-21T00:00:00Z", "422 stretch-too-long"),
            ("2026-11-21T08:00:00Z", "2026-11-21T07:00:00Z", "422 stretch-reversed"),
        ] {
            let line = Self.line(
                Self.first, "dismissal",
                #","door":"front","from":"\#(from)","to":"\#(to)","reason":"fault""#)
            #expect(try await send(shop, line).problem == kind)
        }
        #expect(shop.ledger.floor.sequence == .zero)
    }

    @Test("takes NDJSON, and nothing else")
    func limits() async throws {
        let shop = try ServiceFixture()
        let json = try await shop.call(
            .post, Route.imports, Self.entrance, type: "application/json")
        #expect(json.problem == "415 wrong-media-type")
        #expect(
            try await shop.call(.post, Route.imports).text
                == added(0, facts: 0, ignored: 0, shop))
    }
}

extension ImportRow {
    static func fixture(at: Timestamp) -> ImportRow {
        var chance = SystemRandomNumberGenerator()
        return ImportRow(
            id: FactID(at: at, using: &chance), kind: .entrance, at: at, source: "import:test",
            by: nil,
            members: Event.entrance(Crossing(door: "front", isImported: true)).members)
    }
}
