import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepStore
import DoorstepWords
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct DestinationRoutesTests {
    private let shop: ServiceFixture

    init() throws {
        shop = try ServiceFixture(subscriptions: [
            Subscription(name: "manager", periods: [.month, .day]),
            Subscription(name: "chat", format: .slack, periods: [.week], language: .fr),
        ])
    }

    private static let chat =
        #"{"name":"chat","format":"slack","host":"https://chat.example/…","periods":["week"],"#
        + #""language":"fr","state":"on","waiting":0,"dead":0}"#

    @Test("lists the destinations as they are configured, and how each stands")
    func list() async throws {
        let first = try await shop.owed("2026-11-21")
        try await shop.attempt(first, at: "2026-11-21T09:31:00Z", .delivered)
        _ = try await shop.owed("2026-11-20")
        let lost = try await shop.owed("2026-11-19")
        try await shop.attempt(lost, at: "2026-11-21T09:32:00Z", .dead)
        let list = try await shop.call(.get, Route.destinations)
        #expect(list.status == 200)
        #expect(
            list.text
                == #"{"destinations":[{"name":"manager","format":"standard","#
                + #""host":"https://manager.example/…","periods":["day","month"],"language":"en","#
                + #""state":"on","waiting":1,"dead":1,"#
                + #""lastDeliveredAt":"2026-11-21T09:31:00.000Z"},"# + Self.chat + "]}")
    }

    @Test("a paused destination gets nothing until it is resumed, however often either is said")
    func pausing() async throws {
        let paused = Self.chat.replacing(
            #""state":"on""#, with: #""state":"paused","since":"2026-11-21T09:30:00.000Z""#)
        for _ in 1...2 {
            #expect(try await shop.call(.post, Route.pause("chat")).text == paused)
        }
        let owed = try await shop.ledger.deliver(
            .week(try #require(ISOWeek("2026-W47"))), to: "chat")
        #expect(owed.map(\.destination) == ["chat"])
        #expect(try await shop.ledger.due(at: shop.clock.now).isEmpty)
        let resumed = Self.chat.replacing(#""waiting":0"#, with: #""waiting":1"#)
        for _ in 1...2 {
            #expect(try await shop.call(.post, Route.resume("chat")).text == resumed)
        }
        #expect(try await shop.ledger.due(at: shop.clock.now).map(\.id) == owed.map(\.id))
    }

    @Test("who is gone stays gone when paused, keeps what was held, and gets it once resumed")
    func gone() async throws {
        let owed = try await shop.owed("2026-11-21")
        try await shop.attempt(owed, at: "2026-11-21T09:31:00Z", .switchOff)
        let answer = try await shop.call(.post, Route.pause("manager"))
        #expect(
            answer.text.contains(
                #""state":"gone","since":"2026-11-21T09:31:00.000Z","waiting":0,"dead":1"#))
        #expect(
            try await shop.call(.post, Route.resume("manager")).text.contains(
                #""state":"on","waiting":1,"dead":0"#))
    }

    @Test(
        "a name that is not configured is 404 with the names that are",
        arguments: [
            Route.pause("nobody"), Route.resume("nobody"), Route.test("nobody"),
        ])
    func unknown(_ path: String) async throws {
        let answer = try await shop.call(.post, path)
        #expect(answer.problem == "404 unknown-destination")
        #expect(try answer.json()["detail"] as? String == "No destination is named “nobody”.")
        #expect(try answer.json()["hint"] as? String == "The configuration has: manager, chat.")
    }

    @Test("no body is taken where there is nothing to say", arguments: ["pause", "resume"])
    func noBody(_ verb: String) async throws {
        let answer = try await shop.call(
            .post, "/v1/destinations/chat/\(verb)", #"{"for":"ever"}"#)
        #expect(answer.problem == "400 unknown-field")
    }

    @Test(
        "a summary goes to those that want its kind, or to the one that is named",
        arguments: [
            ("day/2026-11-21", "", ["manager"]), ("week/2026-W47", "", ["chat"]),
            ("month/2026-11", "{}", ["manager"]),
            ("day/2026-11-21", #"{"destination":"chat"}"#, ["chat"]),
            ("month/2026-11", #"{"destination":"chat"}"#, ["chat"]),
        ])
    func deliver(_ period: String, _ body: String, _ destinations: [String]) async throws {
        let answer = try await shop.call(.post, "/v1/summaries/\(period)/deliver", body)
        #expect(answer.status == 202)
        let deliveries = try #require(try answer.json()["deliveries"] as? [[String: Any]])
        #expect(deliveries.map { $0["destination"] as? String } == destinations)
        let subject = period.replacing("/", with: " ")
        #expect(
            deliveries.allSatisfy { $0["subject"] as? String == "summary.\(subject), revision 1" })
    }

    @Test(
        "a summary is not delivered to nobody, nor of what is to come",
        arguments: [
            ("day/2026-11-21", #"{"destination":"nobody"}"#, "404 unknown-destination"),
            ("day/2026-11-21", #"{"to":"chat"}"#, "400 unknown-field"),
            ("day/2026-11-22", "", "404 unknown-day"), ("week/2026-W48", "", "404 unknown-week"),
            ("month/2026-13", "", "404 unknown-month"),
        ])
    func undelivered(_ period: String, _ body: String, _ problem: String) async throws {
        let answer = try await shop.call(.post, "/v1/summaries/\(period)/deliver", body)
        #expect(answer.problem == problem)
        #expect(try await shop.ledger.deliveries(in: nil, limit: 9).isEmpty)
    }

    @Test("a dropped delivery is no trouble any more, in health, on screens and in metrics")
    func dropping() async throws {
        let lost = try await shop.owed("2026-11-21")
        try await shop.attempt(lost, at: "2026-11-21T09:31:00Z", .dead)
        func trouble() async throws -> [Bool] {
            [
                try await shop.call(.get, Route.health).text.contains(
                    "1 given up or held; see  doorstep deliveries\""),
                try await shop.call(.get, Route.now).text.contains(#""undelivered":1"#),
                try await shop.call(.get, Route.metrics).text.contains("deliveries_dead 1\n"),
                shop.service.nowBody.undelivered == 1,
            ]
        }
        #expect(try await trouble() == [true, true, true, true])
        for _ in 1...2 {
            let answer = try await shop.call(.post, Route.drop(lost.rawValue))
            #expect(answer.status == 200)
            #expect(answer.text.contains(#""state":"dropped""#))
        }
        #expect(try await trouble() == [false, false, false, false])
        #expect(
            try await shop.call(.post, Route.retry(lost.rawValue)).problem
                == "409 delivery-not-ended")
        let waiting = try await shop.owed("2026-11-20")
        #expect(
            try await shop.call(.post, Route.drop(waiting.rawValue)).problem
                == "409 delivery-not-dead")
        #expect(
            try await shop.call(.post, Route.drop("msg_0")).problem == "404 unknown-delivery")
    }

    @Test("what was switched off and is configured no more does not stand in health for ever")
    func formerly() async throws {
        for name in ["chat", "former"] {
            try await shop.ledger.pause(name)
        }
        let health = try await shop.call(.get, Route.health).text
        #expect(health.contains("destination:chat"))
        #expect(!health.contains("former"))
    }

    @Test("deliveries can be asked for by their destination")
    func ofOne() async throws {
        let day = SummaryPeriod.day(try #require(LocalDate("2026-11-21")))
        for name in ["manager", "chat"] { _ = try await shop.ledger.deliver(day, to: name) }
        let answer = try await shop.call(.get, Route.deliveries + "?destination=chat&state=waiting")
        let deliveries = try #require(try answer.json()["deliveries"] as? [[String: Any]])
        #expect(deliveries.map { $0["destination"] as? String } == ["chat"])
    }
}

extension ServiceFixture {
    /// A delivery of the day, to the manager.
    fileprivate func owed(_ day: String) async throws -> DeliveryID {
        let date = try #require(LocalDate(day))
        return try #require(try await ledger.deliver(.day(date)).first).id
    }

    fileprivate func attempt(_ id: DeliveryID, at: String, _ step: DeliveryStep) async throws {
        let at = try #require(Timestamp(at))
        try await ledger.record(
            Attempt(
                number: 1, at: at, duration: .zero, status: nil, error: nil, answer: nil,
                address: nil), of: id, leadingTo: step)
    }
}
