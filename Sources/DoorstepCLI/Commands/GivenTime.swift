import ArgumentParser
import DoorstepClient
import DoorstepCore

/// A time as people type it: `11:15`, `11:15:02` today, or RFC 3339.
enum GivenTime: Hashable, Sendable {
    case moment(Timestamp)
    /// Seconds after midnight on the shop's clock, today.
    case today(second: Int)

    static func read(_ text: String) throws -> GivenTime {
        if let moment = Timestamp(text) { return .moment(moment) }
        guard let second = secondOfDay(text) else {
            throw ValidationError("Give it as 11:15, 11:15:02 or 2026-11-21T11:15:02+01:00.")
        }
        return .today(second: second)
    }

    /// The moment of this time. The daemon is asked for the shop's zone where that is not known yet.
    func timestamp(_ terminal: Terminal, _ client: DaemonClient) throws -> Timestamp {
        switch self {
        case .moment(let moment): return moment
        case .today(let second):
            if client.timeZone == nil { _ = try client.now() }
            let clock = terminal.clock(client)
            return clock.zone.moment(clock.date(clock.now()), TimeOfDay(seconds: second))
        }
    }
}

/// Reads `HH:MM` or `HH:MM:SS`.
func secondOfDay(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
        parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    let second = numbers.count == 3 ? numbers[2] : 0
    guard numbers[0] < 24, numbers[1] < 60, second < 60 else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + second
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

/// Reads a day: `2026-11-21`.
func readDate(_ text: String) throws -> LocalDate {
    guard let date = LocalDate(text) else {
        throw ValidationError("Give the day as 2026-11-21.")
    }
    return date
}
