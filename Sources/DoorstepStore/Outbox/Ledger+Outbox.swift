import DoorstepCore
import GRDB
import Synchronization

/// The courier's queue, in the ledger's own database and behind its one writer.
extension Ledger: Outbox {
    package func due(at now: Timestamp) async throws -> [Delivery] {
        try await read { try DeliveryTable.due(at: now, $0) }
    }

    package func nextDue() async throws -> Timestamp? {
        try await read { try DeliveryTable.nextDue($0) }
    }

    package func outgoing(_ id: DeliveryID) async throws -> Outgoing? {
        let now = clock().now
        // Somebody may have paused it, or put it off, since it was found to be due.
        let head = try await read { try DeliveryTable.due(at: now, $0).first { $0.id == id } }
        guard let head else { return nil }
        let isConfigured = configured.contains(head.destination)
        return try await bundle(from: head).map { Outgoing($0, isConfigured: isConfigured) }
    }

    package func record(
        _ attempt: Attempt, of delivery: DeliveryID, begunIn round: Int,
        leadingTo step: DeliveryStep
    ) async throws {
        let health = try await writer.perform { context in
            try DeliveryTable.record(
                attempt, of: delivery, begunIn: round, leadingTo: step, context.db)
            return try OutboxHealth(context.db)
        }
        outboxHealth.withLock { $0 = health }
    }

    package func changes() -> AsyncStream<Void> { outboxSignal.stream() }

    /// How often deliveries were added or made due again since it was opened.
    package var outboxChanges: Int { outboxSignal.count }

    package func deliveries(
        in state: Delivery.State?, to destination: String? = nil, limit: Int
    ) async throws -> [(delivery: Delivery, attempts: [Attempt])] {
        try await read {
            try DeliveryTable.list(in: state, to: destination, limit: limit, $0)
        }
    }

    /// Of every destination that was ever owed something or switched off, by name.
    package func standings() async throws -> [String: DestinationStanding] {
        try await read { try DeliveryTable.standings($0) }
    }

    /// From now on it gets nothing; one that is gone stays so.
    package func pause(_ destination: String) async throws {
        try await changeOutbox { context in
            let known = try SwitchedOffTable.all(context.db).map(\.destination)
            guard !known.contains(destination) else { return }
            try SwitchedOffTable.add(
                SwitchedOff(destination: destination, cause: .paused, at: context.clock.now),
                context.db)
        }
    }

    /// It gets again what it is owed, oldest first, what was held or given up too.
    /// - Returns: False if it was not switched off.
    package func resume(_ destination: String) async throws -> Bool {
        try await changeOutbox {
            try SwitchedOffTable.resume(destination, at: $0.clock.now, $0.db)
        }
    }

    /// A write that may make something due, or somebody's attention needed.
    func changeOutbox<Value: Sendable>(
        _ change: @escaping @Sendable (WriteContext) throws -> Value
    ) async throws -> Value {
        let (value, health) = try await writer.perform { context in
            let value = try context.atomically { try change(context) }
            return (value, try OutboxHealth(context.db))
        }
        outboxHealth.withLock { $0 = health }
        outboxSignal.send()
        return value
    }

    package func retry(_ id: DeliveryID) async throws -> Delivery {
        try await changeOutbox { try DeliveryTable.retry(id, at: $0.clock.now, $0.db) }
    }

    /// Nobody wants it any more: it is not sent, and counts nowhere as something that did not arrive.
    package func drop(_ id: DeliveryID) async throws -> Delivery {
        try await changeOutbox { [configured] in
            try DeliveryTable.drop(id, isConfigured: configured.contains, $0.db)
        }
    }

    /// The names of the destinations that get messages.
    private var configured: Set<String> { Set(summaries.addressees.map(\.name)) }
}

/// What of the outbox needs somebody's attention.
struct OutboxHealth: Hashable, Sendable {
    let dead: Int
    let switchedOff: [SwitchedOff]

    init(_ db: Database) throws {
        dead = try DeliveryTable.deadCount(db)
        switchedOff = try SwitchedOffTable.all(db)
    }
}
