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

    package func record(
        _ attempt: Attempt, of delivery: DeliveryID, leadingTo step: DeliveryStep
    ) async throws {
        let health = try await writer.perform { context in
            try DeliveryTable.record(attempt, of: delivery, leadingTo: step, context.db)
            return try OutboxHealth(context.db)
        }
        outboxHealth.withLock { $0 = health }
    }

    package func changes() -> AsyncStream<Void> { outboxSignal.stream() }

    package func deliveries(
        in state: Delivery.State?, limit: Int
    ) async throws -> [(delivery: Delivery, attempts: [Attempt])] {
        try await read { try DeliveryTable.list(in: state, limit: limit, $0) }
    }

    package func retry(_ id: DeliveryID) async throws -> Delivery {
        let (delivery, health) = try await writer.perform { context in
            let delivery = try DeliveryTable.retry(id, at: context.clock.now, context.db)
            return (delivery, try OutboxHealth(context.db))
        }
        outboxHealth.withLock { $0 = health }
        outboxSignal.send()
        return delivery
    }
}

/// What of the outbox needs somebody's attention.
struct OutboxHealth: Hashable, Sendable {
    let dead: Int
    let switchedOff: [String]

    init(_ db: Database) throws {
        dead = try DeliveryTable.deadCount(db)
        switchedOff = try DeliveryTable.switchedOff(db)
    }
}
