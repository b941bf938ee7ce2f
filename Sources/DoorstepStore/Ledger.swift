import DoorstepCore

/// The append-only list of facts in SQLite, with one writer that commits together what waits together.
package final class Ledger: Sendable {
    /// - Parameters:
    ///   - path: the database's file; its directory must exist.
    ///   - clock: asked once for each batch.
    ///   - compose: turns a summary into the messages owed to each destination, inside the transaction that
    ///     makes the summary.
    ///   - onCommit: called on the writer's thread after each sync, in order; must not block.
    package static func open(
        path: String, shop: Shop, clock: @escaping @Sendable () -> ClockReading,
        compose: @escaping @Sendable (Summary) throws -> [(destination: String, message: Message)],
        onCommit: @escaping @Sendable (Commit) -> Void
    ) throws -> Ledger { fatalError() }

    // Writing. Each returns after the sync.

    /// - Parameter render: the answer's body, kept with the key; called on the writer's thread.
    package func submit(
        _ command: Command, key: IdempotencyKey? = nil,
        render: @escaping @Sendable (Recorded?) throws -> [UInt8] = { _ in [] }
    ) async throws -> WriteAnswer { fatalError() }

    /// All rows or none. Rows whose id the ledger has are passed over.
    /// - Returns: how many facts were added.
    package func restore(_ rows: [ImportRow]) async throws -> Int { fatalError() }

    /// Closes the day: its `dayClosed`, its summary and the deliveries of it, in one transaction.
    package func closeDay(_ date: LocalDate, delivering: Bool) async throws { fatalError() }

    /// Makes the day's summary as it is now and queues it for every destination that wants days.
    package func deliver(_ date: LocalDate) async throws -> [Delivery] { fatalError() }

    /// Makes a dead or held delivery due now; a held one's destination is switched on again.
    package func retry(_ id: DeliveryID) async throws -> Delivery { fatalError() }

    /// Goes through the writer without writing: returns when everything before it is committed.
    package func probe() async throws { fatalError() }

    // Reading. Never waits for the writer.

    package var floor: FloorSnapshot { fatalError() }
    package var health: LedgerHealth { fatalError() }
    package func facts(after: Sequence, limit: Int) async throws -> [Fact] { fatalError() }
    package func recorded(after: Sequence, limit: Int) async throws -> [Recorded] { fatalError() }

    /// At most `limit`, oldest due first.
    package func prompts(in state: Prompt.State, limit: Int) async throws -> [Prompt] { fatalError() }

    /// The day's figures from the facts as they are now. Its revision is that of the last summary made, or
    /// one more when a correction has changed the figures since.
    package func summary(of date: LocalDate) async throws -> Summary { fatalError() }

    package func deliveries(
        in state: Delivery.State?, limit: Int
    ) async throws -> [(delivery: Delivery, attempts: [Attempt])] { fatalError() }
}
