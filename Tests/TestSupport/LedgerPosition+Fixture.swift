import DoorstepCore

extension LedgerID {
    /// Of a ledger that a test makes up.
    package static let fixture = LedgerID(
        at: Timestamp(milliseconds: 1_795_254_300_000), random: (1, 2))

    /// Another one.
    package static let other = LedgerID(
        at: Timestamp(milliseconds: 1_795_254_300_000), random: (3, 4))
}

extension LedgerPosition {
    package static func fixture(_ sequence: Int64) -> LedgerPosition {
        LedgerPosition(ledger: .fixture, sequence: Sequence(sequence))
    }
}
