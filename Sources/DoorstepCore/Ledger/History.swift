/// The ledger's past, for the floor to ask when a command reaches back further than the running day.
package protocol History {
    func fact(_ sequence: Sequence) throws -> Fact?

    /// The fact that voids `sequence`, if there is one.
    func voider(of sequence: Sequence) throws -> Sequence?

    /// The prompt that the crossing `id` opened, in its present state.
    func prompt(_ id: Sequence) throws -> Prompt?

    /// Whether the door reported something from `first` to `last`, both included.
    func hasCrossings(at door: String, from first: Timestamp, to last: Timestamp) throws -> Bool

    func isClosed(_ day: LocalDate) throws -> Bool
}
