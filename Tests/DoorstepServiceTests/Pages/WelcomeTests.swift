import DoorstepAPI
import DoorstepCore
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

/// `GET /v1/welcome` on the shop's wall clock, in Paris.
@Suite struct WelcomeTests {
    private static let weekdays = OpeningHours(
        weekly: [
            .friday: [TimeRange("22:00-02:00")].compactMap(\.self),
            .saturday: ["09:30-12:30", "14:00-24:00"].compactMap { TimeRange($0) },
            .monday: ["09:30-19:00"].compactMap { TimeRange($0) },
        ],
        exceptions: [
            LocalDate("2026-11-23").map { ($0, [TimeRange]()) },
            LocalDate("2026-11-24").map { ($0, [TimeRange("10:00-11:00")].compactMap(\.self)) },
        ].compactMap(\.self).reduce(into: [:]) { $0[$1.0] = $1.1 })

    private func welcome(_ now: String, hours: OpeningHours = weekdays) async throws -> WelcomeBody
    {
        let fixture = try ServiceFixture(
            shop: .fixture(hours: hours), clock: WallClock(now))
        let answer = try await fixture.call(.get, Route.welcome)
        #expect(answer.status == 200)
        return try JSONDecoder().decode(WelcomeBody.self, from: Data(answer.text.utf8))
    }

    @Test("open: until when, and the whole day's hours")
    func open() async throws {
        let body = try await welcome("2026-11-21T09:30:00Z")
        #expect(body.open && !body.always && body.closes == "12:30" && body.opens == nil)
        #expect(
            body.hours == [.init(from: "09:30", to: "12:30"), .init(from: "14:00", to: "24:00")])
        #expect(body.changesAt?.description == "2026-11-21T11:30:00.000Z")
    }

    @Test("between two ranges: when it opens again, the same day")
    func pause() async throws {
        let body = try await welcome("2026-11-21T12:00:00Z")
        #expect(!body.open && body.closes == nil)
        #expect(body.opens == .init(day: body.day, time: "14:00"))
        #expect(body.changesAt?.description == "2026-11-21T13:00:00.000Z")
    }

    @Test("open until midnight is until 24:00")
    func midnight() async throws {
        #expect(try await welcome("2026-11-21T20:00:00Z").closes == "24:00")
    }

    @Test(
        "past midnight it is still the evening's day",
        .bug(
            "https://github.com/studio1902/statamic-peak-commands/issues/29",
            "opening hours past midnight shown as closed"),
        .bug(
            "https://github.com/zammad/zammad/issues/3180",
            "opening hours past midnight shown as closed"),
        .bug(
            "https://github.com/janizde/WP-Opening-Hours/issues/72",
            "opening hours past midnight shown as closed"),
        .bug(
            "https://github.com/mozilla-mobile/prox/issues/124",
            "opening hours past midnight shown as closed"))
    func night() async throws {
        let body = try await welcome("2026-11-21T00:30:00Z")
        #expect(body.day.description == "2026-11-20" && body.open && body.closes == "02:00")
        #expect(body.hours == [.init(from: "22:00", to: "02:00")])
    }

    @Test("a closed day, an exception that closes the next, and the first day that opens")
    func closed() async throws {
        let body = try await welcome("2026-11-22T12:00:00Z")
        #expect(!body.open && body.hours.isEmpty)
        #expect(body.opens?.day.description == "2026-11-24" && body.opens?.time == "10:00")
        // Tomorrow is another day, also for a shop that is shut.
        #expect(body.changesAt?.description == "2026-11-23T03:00:00.000Z")
    }

    @Test("a shop that never closes says so, and nothing will change")
    func always() async throws {
        let body = try await welcome("2026-11-22T12:00:00Z", hours: .always)
        #expect(body.open && body.always && body.hours.isEmpty)
        #expect(body.closes == nil && body.changesAt == nil)
    }

    @Test("a shop that is never open promises nothing")
    func never() async throws {
        let body = try await welcome("2026-11-22T12:00:00Z", hours: OpeningHours(weekly: [:]))
        #expect(!body.open && body.opens == nil)
    }
}
