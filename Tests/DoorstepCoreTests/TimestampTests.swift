import DoorstepCore
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test(
        "reads RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-21T10:15:02.120Z", 1_795_256_102_120),
            ("2026-11-21T11:15:02.12+01:00", 1_795_256_102_120),
            ("2026-11-21t10:15:02.1209999z", 1_795_256_102_120), ("1969-12-31T23:59:59.999Z", -1),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
        ])
    func reads(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(
        "refuses anything else",
        arguments: [
            "", "2026-11-21", "2026-11-21T10:15:02", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z", "2026-11-21 10:15:02Z",
            "2026-11-21T10:15:02.Z",
            "2026-11-21T10:15:02+1:00", "2026-11-21T10:15:02Z ", "0000-01-01T00:00:00Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(
        "what it writes it reads back, and Foundation reads the same",
        arguments: 1...4 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var chance = SeededChance(seed: seed)
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        // From 1621 on: for days before 1582 Foundation changes to the Julian calendar.
        for _ in 0..<500 {
            let moment = Timestamp(
                milliseconds: Int64.random(
                    in: -11_000_000_000_000...250_000_000_000_000, using: &chance))
            #expect(Timestamp(moment.description) == moment)
            let offset = Int.random(in: -14 * 60...14 * 60, using: &chance) * 60
            #expect(Timestamp(moment.text(offsetSeconds: offset)) == moment)
            let date = try #require(formatter.date(from: moment.description))
            #expect(abs(date.timeIntervalSince(moment.date)) < 0.001)
        }
    }
}
