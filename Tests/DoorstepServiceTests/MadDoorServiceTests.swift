import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

/// A mad door by the clock in hand, from the sensor's call to what health and the screens are told.
@Suite(.timeLimit(.minutes(20))) struct MadDoorServiceTests {
    private static let shop = Shop.fixture(
        doors: [
            Door(name: "front", rateLimit: .standard), Door(name: "side", rateLimit: .standard),
        ])

    private func now(_ shop: ServiceFixture) async throws -> NowBody {
        let answer = try await shop.call(.get, Route.now)
        return try JSONDecoder().decode(NowBody.self, from: Data(answer.text.utf8))
    }

    private func check(_ shop: ServiceFixture) async throws -> HealthBody.Check {
        let answer = try await shop.call(.get, Route.health)
        let health = try JSONDecoder().decode(HealthBody.self, from: Data(answer.text.utf8))
        return try #require(health.checks.first { $0.name == "door:front" })
    }

    @Test(
        "150 crossings a minute for three minutes: named, no flood of prompts, sane again, and excluded by one call"
    )
    func episode() async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        var atSide: [String] = []
        for index in 0..<450 {
            shop.clock.advance(.milliseconds(400))
            let answer = try await shop.call(
                .post, Route.entrances, #"{"door":"front","source":"sensor:front"}"#)
            let prompt = try answer.json()["prompt"] as? [String: Any]
            #expect(prompt?["state"] as? String == (index < 120 ? "open" : "lapsed"))
            if index % 75 == 0 {
                let side = try await shop.call(.post, Route.entrances, #"{"door":"side"}"#)
                let prompt = try side.json()["prompt"] as? [String: Any]
                #expect(prompt?["state"] as? String == "open" && prompt?["script"] != nil)
                atSide.append(try #require(prompt?["id"] as? String))
            }
        }
        let during = try await now(shop)
        #expect(Set(during.prompts.map(\.id.description)) == Set(atSide))
        let mad = try #require(during.madDoors?.first)
        #expect(mad.door == "front" && mad.crossings == 450 && mad.perMinute == 150 && !mad.over)
        let ill = try await check(shop)
        #expect(!ill.ok)
        #expect(
            ill.detail
                == "mad since 2026-11-21T10:30:00.400+01:00, 150 crossings a minute, which is more than people make; "
                + "nobody is asked to greet there. Look at its sensor, then:  doorstep exclude episode"
        )
        let metrics = try await shop.call(.get, Route.metrics).text
        #expect(metrics.contains("doorstep_door_mad{door=\"front\"} 1\n"))
        #expect(metrics.contains("doorstep_door_mad{door=\"side\"} 0\n"))

        shop.clock.advance(.seconds(120))
        #expect(try await now(shop).madDoors?.map(\.over) == [true])
        let well = try await check(shop)
        #expect(well.ok)
        #expect(well.detail?.hasPrefix("was mad from 2026-11-21T10:30:00.400+01:00 to ") == true)
        let visitor = try await shop.call(.post, Route.entrances, #"{"door":"front"}"#)
        #expect((try visitor.json()["prompt"] as? [String: Any])?["state"] as? String == "open")

        let body = #"{"door":"front","from":"\#(mad.from)","to":"\#(mad.to)"}"#
        let dismissal = try await shop.call(.post, Route.dismissals, body, key: "one")
        #expect(dismissal.status == 201)
        #expect(try dismissal.json()["kind"] as? String == "dismissal")
        #expect(try dismissal.json()["reason"] as? String == "fault")
        let after = try await now(shop)
        #expect(after.madDoors == nil && after.today.footfall == 7)
        #expect(try await check(shop).detail == nil)
        let again = try await shop.call(.post, Route.dismissals, body, key: "one")
        #expect(again.headers[.idempotentReplayed] == "true")
    }

    @Test(
        "a dismissal that cannot be is refused with what was wrong",
        arguments: [
            (#"{"from":"2026-11-21T09:00:00Z"}"#, "400 missing-field"),
            (
                #"{"door":"back","from":"2026-11-21T09:00:00Z","to":"2026-11-21T09:10:00Z"}"#,
                "422 unknown-door"
            ),
            (
                #"{"door":"side","from":"2026-11-21T09:10:00Z","to":"2026-11-21T09:00:00Z"}"#,
                "422 stretch-reversed"
            ),
            (
                #"{"door":"side","from":"2026-09-21T09:10:00Z","to":"2026-11-21T09:00:00Z"}"#,
                "422 stretch-too-long"
            ),
            (
                #"{"door":"side","from":"2026-11-21T09:00:00Z","to":"2026-11-21T09:10:00Z"}"#,
                "422 nothing-to-exclude"
            ),
        ])
    func refused(body: String, problem: String) async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        #expect(try await shop.call(.post, Route.dismissals, body).problem == problem)
        #expect(shop.ledger.floor.sequence == .zero)
    }

    @Test("marks and dismissals go from one ledger to another by export and import")
    func carried() async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        for _ in 0..<130 {
            shop.clock.advance(.milliseconds(400))
            _ = try await shop.call(.post, Route.openings, #"{"door":"front"}"#)
            _ = try await shop.call(.post, Route.exits, #"{"door":"side"}"#)
        }
        let mad = try #require(try await now(shop).madDoors?.first)
        _ = try await shop.call(
            .post, Route.dismissals, #"{"door":"front","from":"\#(mad.from)","to":"\#(mad.to)"}"#)
        let facts = try await shop.ledger.facts(after: .zero, limit: 1000)
        let lines = facts.filter { $0.kind != .lapse }.map { fact -> String in
            var more = ""
            switch fact.event {
            case .opening(let door, let since):
                more = #","door":"\#(door)""#
                if let since { more += #","madSince":"\#(since)""# }
            case .exit(let crossing, _):
                more = #","door":"\#(crossing.door)","people":1"#
                if let since = crossing.madSince { more += #","madSince":"\#(since)""# }
            case .dismissal(let one):
                more =
                    #","door":"\#(one.door)","from":"\#(one.from)","to":"\#(one.to)","reason":"fault""#
            default: break
            }
            return
                #"{"id":"\#(fact.id)","kind":"\#(fact.kind.rawValue)","at":"\#(fact.at)","source":"test"\#(more)}"#
        }
        let other = try ServiceFixture(shop: Self.shop)
        other.clock.advance(.seconds(60))
        let answer = try await other.call(
            .post, Route.imports, lines.joined(separator: "\n"), type: "application/x-ndjson")
        #expect(answer.status == 200)
        let day = shop.ledger.floor.day.date
        let (mine, theirs) = (
            try await shop.ledger.summary(of: day), try await other.ledger.summary(of: day)
        )
        #expect(theirs.episodes == mine.episodes && mine.episodes.count == 2)
        #expect(theirs.openings == mine.openings && mine.openings.excluded == 130)
        #expect(theirs.traffic.exits == mine.traffic.exits)
    }
}
