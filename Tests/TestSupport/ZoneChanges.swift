import DoorstepCore
import MachineZones

/// What the clocks of one or more zones do from 2020 to 2037, by the machine's rules. Zones that do the same are one of
/// these, so that each different thing is tested once: in 2026 the 598 names are some 80 of them.
package struct ZoneChanges: Sendable, CustomStringConvertible {
    /// IANA names, in order.
    package let names: [String]

    /// By time.
    package let changes: [Change]

    package struct Change: Hashable, Sendable {
        package let moment: Timestamp

        /// Seconds east of Greenwich before and after it; not the same.
        package let before: Int
        package let after: Int
    }

    package static let years = 2020...2037

    package static let all: [ZoneChanges] = sets()

    /// The first of its names: any of them would do.
    package var zone: String { names.first ?? "UTC" }

    package var description: String {
        names.count == 1 ? zone : "\(zone) and \(names.count - 1) like it"
    }

    private static func sets() -> [ZoneChanges] {
        var names: [Signature: [String]] = [:]
        for name in ZoneDirectory.machine.names {
            names[Signature(.machine(name)), default: []].append(name)
        }
        return names.map { ZoneChanges(names: $1, changes: $0.changes) }
            .sorted { $0.zone < $1.zone }
    }

    /// All that days and hours can depend on.
    private struct Signature: Hashable {
        let offset: Int
        let changes: [Change]

        /// A few days more at both ends: a day begins before its change.
        init(_ zone: ZoneRules) {
            var moment = Timestamp(at: "2019-12-28T00:00:00Z")
            let end = Timestamp(at: "2038-01-05T00:00:00Z")
            offset = zone.offset(at: moment)
            var changes: [Change] = []
            while moment < end {
                // Found by looking, not by asking the rules' own question: six hours apart no two changes are.
                let next = moment + .seconds(6 * 3600)
                if let change = Self.change(of: zone, from: moment, to: next) {
                    changes.append(change)
                }
                moment = next
            }
            self.changes = changes
        }

        private static func change(
            of zone: ZoneRules, from start: Timestamp, to end: Timestamp
        ) -> Change? {
            let before = zone.offset(at: start)
            let after = zone.offset(at: end)
            guard before != after else { return nil }
            var (low, high) = (start.seconds, end.seconds)
            while high - low > 1 {
                let middle = (low + high) / 2
                if zone.offset(at: Timestamp(seconds: middle)) == before {
                    low = middle
                } else {
                    high = middle
                }
            }
            return Change(moment: Timestamp(seconds: high), before: before, after: after)
        }
    }
}

extension ZoneRules {
    /// Those of this machine; the zone must be one of tzdata's.
    package static func machine(_ name: String) -> ZoneRules {
        do {
            return try ZoneDirectory.machine.rules(name)
        } catch {
            preconditionFailure("no rules for \(name): \(error.found)")
        }
    }
}
