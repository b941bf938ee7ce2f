import DoorstepCore
import GRDB

/// The facts of one database as a list of ids, to compare with another: two databases have the facts in common up to
/// the first number at which their ids differ.
struct FactHistory {
    let last: Sequence
    private let id: (Sequence) throws -> FactID?

    init(_ db: Database) throws {
        last = try db.tableExists("fact") ? FactTable.last(db) : .zero
        id = { sequence in
            try Row.fetchOne(
                db, sql: "SELECT id FROM fact WHERE sequence = ?", arguments: [sequence.value]
            ).flatMap { FactID(data: try $0.decode(atIndex: 0)) }
        }
    }

    /// The last fact that both have. Ids are never used twice, so whatever follows a fact that differs differs too.
    func common(with other: FactHistory) throws -> Sequence {
        func agrees(_ sequence: Int64) throws -> Bool {
            // A number that neither has is that of a fact that was lost to damage before the one was copied from the
            // other.
            try id(Sequence(sequence)) == other.id(Sequence(sequence))
        }
        var (low, high) = (Int64(0), min(last.value, other.last.value))
        if high > 0, try agrees(high) { return Sequence(high) }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if try agrees(middle) { low = middle } else { high = middle }
        }
        return Sequence(low)
    }
}
