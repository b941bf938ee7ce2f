import DoorstepCore
import TestSupport
import Testing

/// The absence that is worked out from the last daemon's signs of life.
@Suite struct AbsenceTests {
    private static func reading(
        _ now: String, boot: String = "b", uptime: Int64 = 1000, isTrusted: Bool = true
    ) -> ClockReading {
        ClockReading(
            now: Timestamp(at: now),
            stamp: ClockStamp(boot: boot, monotonic: uptime * 1000, isTrusted: isTrusted))
    }

    private static func began(_ signs: [ClockReading], _ now: ClockReading) -> String? {
        Absence(since: signs, now: now, longerThan: .seconds(10))?.began.description
    }

    private let now = Self.reading("2026-11-21T10:00:00Z", uptime: 5000)

    @Test("a new ledger misses nobody")
    func new() { #expect(Self.began([], now) == nil) }

    @Test("what is longer than a beat is an absence, what is not is none", arguments: [10, 11])
    func beat(seconds: Int64) {
        let sign = ClockReading(
            now: now.now - .seconds(seconds),
            stamp: ClockStamp(
                boot: "b", monotonic: (5000 - seconds) * 1000, isTrusted: true))
        #expect((Self.began([sign], now) != nil) == (seconds > 10))
    }

    @Test("of several signs of this boot the latest counts, in whatever order they come")
    func latest() {
        let file = Self.reading("2026-11-21T09:50:00Z", uptime: 4400)
        let fact = Self.reading("2026-11-21T09:40:00Z", uptime: 3800)
        for signs in [[file, fact], [fact, file]] {
            #expect(Self.began(signs, now) == "2026-11-21T09:50:00.000Z")
        }
    }

    @Test("a wall clock that was set back meanwhile hides nothing")
    func setBack() {
        let sign = Self.reading("2026-11-21T10:30:00Z", uptime: 4700)
        #expect(Self.began([sign], now) == "2026-11-21T09:55:00.000Z")
    }

    @Test("a wall clock that was set forward meanwhile passed over a time in which nobody looked")
    func setForward() {
        let sign = Self.reading("2026-11-21T02:00:00Z", uptime: 4998)
        #expect(Self.began([sign], now) == "2026-11-21T02:00:00.000Z")
    }

    @Test("of another boot the last sign that a right clock dated counts")
    func otherBoot() {
        let right = Self.reading("2026-11-20T18:00:00Z", boot: "a", uptime: 90_000)
        let wrong = Self.reading("1970-01-01T00:01:00Z", boot: "a2", uptime: 60, isTrusted: false)
        #expect(Self.began([right, wrong], now) == "2026-11-20T18:00:00.000Z")
    }

    @Test("nobody can have looked before this boot, even if an older sign says so")
    func onlyBootTells() {
        let future = Self.reading("2031-01-01T00:00:00Z", boot: "a", uptime: 9)
        #expect(Self.began([future], now) == "2026-11-21T08:36:40.000Z")
        let wrong = Self.reading("1970-01-01T00:01:00Z", boot: "a", uptime: 60, isTrusted: false)
        #expect(Self.began([wrong], now) == "2026-11-21T08:36:40.000Z")
    }

    @Test("by a clock that starts in 1970 the absence began when the right clock said")
    func wrongNow() {
        let sign = Self.reading("2026-11-20T18:00:00Z", boot: "a", uptime: 90_000)
        let early = Self.reading("1970-01-01T00:00:20Z", uptime: 20, isTrusted: false)
        #expect(Self.began([sign], early) == "2026-11-20T18:00:00.000Z")
    }

    @Test("an uptime that runs backwards is another boot, though its id is the same")
    func unknownBoots() {
        let sign = Self.reading("2026-11-21T07:00:00Z", uptime: 80_000)
        #expect(Self.began([sign], now) == "2026-11-21T07:00:00.000Z")
    }
}
