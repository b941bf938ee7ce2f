import DoorstepCore
import Foundation

/// What the clocks of one or more zones do from 2020 to 2037. Zones that do the same are one of these, so that each
/// different thing is tested once: with the data of Swift 6.2 the 598 names are 83 of them, and in 49 of these the
/// clocks change, 1,261 times in all.
package struct ZoneRules: Sendable, CustomStringConvertible {
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

    package static let all: [ZoneRules] = sets()

    /// The first of its names: any of them would do.
    package var zone: String { names.first ?? "GMT" }

    package var description: String {
        names.count == 1 ? zone : "\(zone) and \(names.count - 1) like it"
    }

    /// Every name: Foundation's, and where there is one those of the machine's own list, which has the links too.
    package static let allNames: [String] = {
        let list = try? String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
        var names = Set(TimeZone.knownTimeZoneIdentifiers)
        for line in (list ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ")
            // `Z Europe/Paris 0:9:21 …`, `L Europe/Paris Europe/Monaco`
            if fields.first == "Z" { names.insert(String(fields[1])) }
            if fields.first == "L" { names.formUnion(fields[1...2].map(String.init)) }
        }
        return names.sorted()
    }()

    private static func sets() -> [ZoneRules] {
        var names: [Signature: [String]] = [:]
        for name in allNames {
            guard let zone = TimeZone.named(name) else {
                preconditionFailure("a zone that Foundation does not know: \(name)")
            }
            names[Signature(zone), default: []].append(name)
        }
        return names.map { ZoneRules(names: $1, changes: $0.changes) }
            .sorted { $0.zone < $1.zone }
    }

    /// All that days and hours can depend on.
    private struct Signature: Hashable {
        let offset: Int
        let changes: [Change]

        /// A few days more at both ends: a day begins before its change.
        init(_ zone: TimeZone) {
            var moment = Timestamp(at: "2019-12-28T00:00:00Z")
            let end = Timestamp(at: "2038-01-05T00:00:00Z")
            offset = zone.secondsFromGMT(for: moment.date)
            var changes: [Change] = []
            while moment < end {
                // Found by looking, not by asking the calendar's own question: six hours apart no two changes are.
                let next = moment + .seconds(6 * 3600)
                if let change = Self.change(of: zone, from: moment, to: next) {
                    changes.append(change)
                }
                moment = next
            }
            self.changes = changes
        }

        private static func change(
            of zone: TimeZone, from start: Timestamp, to end: Timestamp
        ) -> Change? {
            let before = zone.secondsFromGMT(for: start.date)
            let after = zone.secondsFromGMT(for: end.date)
            guard before != after else { return nil }
            var (low, high) = (start.seconds, end.seconds)
            while high - low > 1 {
                let middle = (low + high) / 2
                let offset = zone.secondsFromGMT(for: Timestamp(seconds: middle).date)
                if offset == before { low = middle } else { high = middle }
            }
            return Change(moment: Timestamp(seconds: high), before: before, after: after)
        }
    }
}
