import DoorstepClient
import DoorstepCore
import MachineZones

/// The clock of the shop, for a terminal that may be in another zone.
package struct WallClock: Sendable {
    let zone: ZoneRules
    private let machine: MachineTime

    /// Whether `zone` is the shop's, and not UTC in its place.
    private let isShops: Bool

    /// The clock in the zone of that name; UTC where the daemon has named none, or this machine has no rules for it.
    package init(zoneNamed name: String?, _ machine: MachineTime) {
        let rules = name.flatMap { try? machine.zones.rules($0) }
        self.machine = machine
        zone = rules ?? .utc
        isShops = rules != nil
    }

    func now() -> Timestamp { machine.now() }

    func date(_ moment: Timestamp) -> LocalDate { zone.wallClock(at: moment).date }

    /// `11:15:02`.
    func time(_ moment: Timestamp) -> String {
        String(zone.text(moment).dropFirst(11).prefix(8))
    }

    /// `11:15`.
    func hour(_ moment: Timestamp) -> String { String(time(moment).prefix(5)) }

    /// `11:15:02` today, `2026-11-20 11:15:02` on any other day.
    func timeOrDate(_ moment: Timestamp) -> String {
        let date = date(moment)
        return date == self.date(now()) ? time(moment) : "\(date) \(time(moment))"
    }
}

/// The name of the zone, shown where a person could doubt it.
extension WallClock {
    /// Name of the zone; nil where the machine's own clocks show the same time as the shop's.
    var doubtedZone: String? {
        let now = now()
        return isShops && zone.offset(at: now) == machine.offset(now) ? nil : zone.name
    }

    /// The text with the zone behind it where it could be doubted: `21:06:00 Europe/Paris`.
    func marked(_ text: String) -> String { doubtedZone.map { "\(text) \($0)" } ?? text }

    /// The lines below a table of times that name the zone; empty where it cannot be doubted.
    var footnote: [String] { doubtedZone.map { ["", "Times are those of \($0)."] } ?? [] }
}

extension Terminal {
    /// The clock in the zone that the daemon's last answer named.
    func clock(_ client: DaemonClient) -> WallClock {
        WallClock(zoneNamed: client.timeZone, machine)
    }
}
