import DoorstepCore

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
        try await writer.perform { try DeliveryTable.record(attempt, of: delivery, leadingTo: step, $0.db) }
    }

    package func changes() -> AsyncStream<Void> { outboxSignal.stream() }

    package func deliveries(
        in state: Delivery.State?, limit: Int
    ) async throws -> [(delivery: Delivery, attempts: [Attempt])] {
        try await read { try DeliveryTable.list(in: state, limit: limit, $0) }
    }

    package func retry(_ id: DeliveryID) async throws -> Delivery {
        let delivery = try await writer.perform {
            try DeliveryTable.retry(id, at: $0.clock.now, $0.db)
        }
        outboxSignal.send()
        return delivery
    }
}
