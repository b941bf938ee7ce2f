/// The name of one ledger, a UUID: made with its database, and made anew at every restore.
///
/// After a restore the numbers of lost facts are given again to others. A reader that has read up to a number would go
/// on after it and miss what is new; the name of the ledger tells it that its number is another's.
package struct LedgerID: Hashable, Sendable, TextCodable {
    private let id: FactID

    /// `at` tells people roughly when it was made.
    package init(at: Timestamp, random: (UInt64, UInt64)) { id = FactID(at: at, random: random) }

    package init?(_ text: String) {
        guard let id = FactID(text) else { return nil }
        self.id = id
    }

    package var description: String { id.description }

    package static let meaning = "a ledger's id, which is a UUID"
}

/// A place in a ledger that a reader keeps: `<ledger>:<sequence>`, the last fact that it has. 0 stands before the
/// first.
package struct LedgerPosition: Hashable, Sendable, TextCodable {
    package let ledger: LedgerID
    package let sequence: Sequence

    package init(ledger: LedgerID, sequence: Sequence) {
        self.ledger = ledger
        self.sequence = sequence
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let ledger = LedgerID(String(parts[0])),
            !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(parts[1])
        else { return nil }
        self.init(ledger: ledger, sequence: Sequence(number))
    }

    package var description: String { "\(ledger):\(sequence)" }

    package static let meaning = "a position in a ledger, <ledger>:<sequence>"
}
