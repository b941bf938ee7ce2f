import DoorstepAPI
import DoorstepCore

/// People who crossed in one direction at one moment, from a row of an old counter.
struct ImportedCrossing: Hashable, Sendable {
    let direction: Direction
    let at: Timestamp

    /// Number of people, at least 1. More than a fact may hold become several facts.
    let people: Int

    enum Direction: String, Hashable, Sendable { case entrance, exit }
}

/// Turns crossings into lines for `POST /v1/imports`.
///
/// Each line's id is derived from its row, so that the same file adds nothing a second time, and an interrupted import
/// continues when it is run again.
struct CrossingLines {
    let label: String
    let door: String
    private var occurrences: [Key: Int] = [:]

    private struct Key: Hashable {
        let direction: ImportedCrossing.Direction
        let at: Timestamp
    }

    init(label: String, door: String) {
        self.label = label
        self.door = door
    }

    /// The source of a history's facts.
    static func source(_ label: String) -> String { "import:\(label)" }

    mutating func lines(of crossing: ImportedCrossing) -> [ImportLine] {
        var lines: [ImportLine] = []
        var rest = crossing.people
        while rest > 0 {
            let people = min(rest, Crossing.sizes.upperBound)
            rest -= people
            let key = Key(direction: crossing.direction, at: crossing.at)
            let occurrence = occurrences[key, default: 0]
            occurrences[key] = occurrence + 1
            let crossed = Crossing(door: door, people: people, isImported: true)
            let event: Event =
                switch crossing.direction {
                case .entrance: .entrance(crossed)
                case .exit: .exit(crossed, FarewellLink(visit: nil, isCertain: false))
                }
            lines.append(
                ImportLine(
                    id: RowID.id(
                        label: label, door: door, direction: crossing.direction.rawValue,
                        at: crossing.at, occurrence: occurrence),
                    kind: event.kind, at: crossing.at, source: Self.source(label),
                    members: event.members))
        }
        return lines
    }
}

/// The id of an imported row: always the same for the same row.
enum RowID {
    /// A UUID of version 7 with a hash of the row in place of its random bits.
    ///
    /// The hash is FNV-1a, 64 bits, taken twice from different starting values. It need not be cryptographic: the id
    /// holds the time itself, so only rows of the same millisecond could collide in the 74 bits. These are a handful,
    /// which differ in direction or number.
    static func id(
        label: String, door: String, direction: String, at: Timestamp, occurrence: Int
    ) -> FactID {
        // The separator cannot be typed in a label or a door's name.
        let row = [label, door, direction, String(at.milliseconds), String(occurrence)]
            .joined(separator: "\u{1F}")
        // The published offset basis, and the same hash of the program's name.
        let first = fnv1a(row, from: 0xCBF2_9CE4_8422_2325)
        let second = fnv1a(row, from: fnv1a("doorstep", from: 0xCBF2_9CE4_8422_2325))
        return FactID(at: at, random: (first, second))
    }

    /// Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm".
    static func fnv1a(_ text: String, from basis: UInt64) -> UInt64 {
        text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
