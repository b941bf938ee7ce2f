import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

/// What staff say of a visit after the fact, by the calls of the contract.
@Suite struct FloorRoutesTests {
    @Test("a party that only went to the car is answered with reentry, and void undoes it")
    func reentry() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances, #"{"people":2}"#)
        shop.clock.advance(.seconds(400))
        _ = try await shop.call(.post, Route.exits, #"{"people":2}"#)
        let exit = shop.ledger.floor.prompts.first?.id
        shop.clock.advance(.seconds(60))
        _ = try await shop.call(.post, Route.entrances, #"{"people":2}"#)
        let back = try #require(shop.ledger.floor.prompts.last?.id)
        let body = #"{"answer":"reentry"}"#
        let answer = try await shop.call(.post, Route.answer("\(back)"), body)
        #expect(answer.status == 201)
        #expect(
            answer.text.contains(
                #""kind":"reentry","about":\#(back),"exit":\#(exit?.value ?? 0),"at""#))
        #expect(answer.text.contains(#""state":"withdrawn""#))
        let now = try await shop.call(.get, Route.now).text
        #expect(now.contains(#""entrances":4,"exits":2,"excluded":0,"returned":2"#))
        #expect(now.contains(#""prompts":[]"#))
        let again = try await shop.call(.post, Route.answer("\(back)"), body)
        #expect(again.problem == "409 prompt-withdrawn")
        let fact = try #require(try answer.json()["sequence"] as? Int64)
        #expect(try await shop.call(.post, Route.void(fact)).status == 201)
        #expect(shop.ledger.floor.prompts.map(\.id) == [exit, back])
    }

    @Test(
        "refuses a reentry that cannot be",
        arguments: [
            (#"{"answer":"reentry"}"#, "422 no-recent-exit"),
            (#"{"answer":"reentry","exit":1}"#, "422 unknown-exit"),
            (#"{"answer":"reentry","exit":"9"}"#, "422 unknown-exit"),
            (#"{"answer":"reentry","exit":0}"#, "422 invalid-value"),
            (#"{"answer":"reentry","exit":"01"}"#, "422 invalid-value"),
            (#"{"answer":"reentry","exit":true}"#, "400 invalid-body"),
        ])
    func refusedReentry(_ body: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        #expect(try await shop.call(.post, Route.answer("1"), body).problem == problem)
        #expect(shop.ledger.floor.sequence == Sequence(1))
    }

    @Test("who came back is said on the same day")
    func reentryOfYesterday() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        shop.clock.set("2026-11-22T10:00:00Z")
        try await shop.ledger.roll()
        let answer = try await shop.call(.post, Route.answer("1"), #"{"answer":"reentry"}"#)
        #expect(answer.problem == "422 not-of-today")
    }

    @Test("a look-in is answered like a greeting, with an outcome, and the visit is on the screen")
    func lookIn() async throws {
        let settings = ReceptionSettings(lookInAfter: .seconds(1200))
        let shop = try ServiceFixture(shop: .fixture(reception: settings))
        _ = try await shop.call(.post, Route.entrances, #"{"people":2}"#)
        let now = try await shop.call(.get, Route.now).text
        #expect(
            now.contains(
                #""visits":[{"id":"1","door":"front","enteredAt":"2026-11-21T09:30:00.000Z","people":2}]"#
            ))
        shop.clock.advance(.seconds(1200))
        _ = try await shop.ledger.submit(Command(.lookIn, source: "doorstepd"))
        let open = try await shop.call(.get, Route.prompts).text
        #expect(open.contains(#""id":"2","moment":"lookIn""#))
        let excluded = #"{"answer":"notAVisitor","reason":"staff"}"#
        let refused = try await shop.call(.post, Route.answer("2"), excluded)
        #expect(refused.problem == "422 answer-does-not-fit")
        let body = #"{"answer":"said","observed":{"smile":true},"outcome":"asked"}"#
        let answer = try await shop.call(.post, Route.answer("2"), body)
        #expect(answer.text.contains(#""kind":"lookIn","about":2,"answer":"said""#))
        #expect(answer.text.contains(#""moment":"lookIn""#))
    }

    @Test("not a visitor, afterwards: an answered prompt is overridden, and void brings it back")
    func exclusion() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        _ = try await shop.call(.post, Route.answer("1"), #"{"answer":"said"}"#)
        let said = try await shop.call(.post, Route.answer("1"), #"{"answer":"said"}"#)
        #expect(said.problem == "409 prompt-answered")
        let body = #"{"answer":"notAVisitor","reason":"delivery"}"#
        let excluded = try await shop.call(.post, Route.answer("1"), body)
        #expect(excluded.status == 201)
        #expect(excluded.text.contains(#""state":"withdrawn""#))
        let again = try await shop.call(.post, Route.answer("1"), body)
        #expect(again.problem == "409 prompt-withdrawn")
        #expect(try await shop.call(.post, Route.void(3)).status == 201)
        #expect(shop.ledger.floor.counts.greeted == 1)
        // The next day it is no different.
        shop.clock.set("2026-11-22T10:00:00Z")
        try await shop.ledger.roll()
        #expect(try await shop.call(.post, Route.answer("1"), body).status == 201)
    }

    @Test("a crossing in a quiet period answers with a prompt that nobody is asked to follow")
    func quiet() async throws {
        let range = try #require(TimeRange("10:00-11:00"))
        let shop = try ServiceFixture(shop: .fixture(quiet: [QuietPeriod(hours: [range])]))
        let answer = try await shop.call(.post, Route.entrances)
        #expect(answer.status == 201)
        #expect(answer.text.contains(#""kind":"entrance""#))
        #expect(answer.text.contains(#""state":"withdrawn""#))
        let now = try await shop.call(.get, Route.now).text
        #expect(now.contains(#""entrances":1,"exits":0,"excluded":1"#))
        #expect(now.contains(#""prompts":[]"#))
    }

    @Test("a farewell is tied to the visit that somebody saw end")
    func tie() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        _ = try await shop.call(.post, Route.entrances)
        let exit = try await shop.call(.post, Route.exits)
        #expect(exit.text.contains(#""visit":"1","certain":false"#))
        let answer = try await shop.call(.post, Route.tie("3"), #"{"visit":"2"}"#, key: "k")
        #expect(answer.status == 201)
        #expect(answer.text.contains(#""kind":"tie","about":3,"visit":2,"at""#))
        #expect(answer.text.contains(#""visit":"2","certain":true"#))
        #expect(try await shop.call(.get, Route.now).text.contains(#""visits":[{"id":"1","#))
        let again = try await shop.call(.post, Route.tie("3"), #"{"visit":"2"}"#, key: "k")
        #expect(again.text == answer.text)
        #expect(try await shop.call(.post, Route.void(4)).status == 201)
        #expect(try await shop.call(.get, Route.now).text.contains(#""visits":[{"id":"2","#))
    }

    @Test(
        "refuses a tie that cannot be",
        arguments: [
            ("2", "{}", "400 missing-field"), ("2", #"{"visit":1,"at":1}"#, "400 unknown-field"),
            ("2", #"{"visit":[1]}"#, "400 invalid-body"),
            ("2", #"{"visit":-1}"#, "422 invalid-value"),
            ("2", #"{"visit":7}"#, "422 unknown-visit"),
            ("1", #"{"visit":1}"#, "422 tie-does-not-fit"),
            ("9", #"{"visit":1}"#, "404 unknown-prompt"),
            ("x", #"{"visit":1}"#, "404 unknown-prompt"),
        ])
    func refusedTie(_ id: String, _ body: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        _ = try await shop.call(.post, Route.exits)
        let before = shop.ledger.floor.sequence
        #expect(try await shop.call(.post, Route.tie(id), body).problem == problem)
        #expect(shop.ledger.floor.sequence == before)
    }
}
