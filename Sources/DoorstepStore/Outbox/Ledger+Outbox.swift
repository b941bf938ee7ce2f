import DoorstepCore
import GRDB
import Synchronization

/// The courier's queue, in the ledger's own database and behind its one writer.
extension Ledger: Outbox {
    package func work(at now: Timestamp) async throws -> OutboxWork {
        try await read { try DeliveryTable.work(at: now, $0) }
    }

    /// Whether past days are still to be closed. Meanwhile people get no message: the summaries of these days, which
    /// are made in moments, belong in the same message as what already waits.
    ///
    /// False again after `longestCatchingUp`, so that a day that cannot be closed keeps no message back for ever.
    private func isCatchingUp() async throws -> Bool {
        let isBehind = try await !unclosedDays().isEmpty
        let now = clock().stamp.monotonic
        return catchingUpSince.withLock { since in
            guard isBehind else {
                since = nil
                return false
            }
            let began = since ?? now
            since = began
            return now - began < Self.longestCatchingUp.milliseconds
        }
    }

    static let longestCatchingUp = Duration.seconds(3600)

    /// The outgoing delivery for a courier in this process.
    package func outgoing(
        _ id: DeliveryID, begins: Bool = false
    ) async throws -> Outgoing? {
        try await outgoing(id, begins: begins, by: run)
    }

    /// The delivery to send. `courier` is the name of one run of a courier: an attempt that another run has begun and
    /// not reported was cut off.
    package func outgoing(
        _ id: DeliveryID, begins: Bool, by courier: String
    ) async throws -> Outgoing? {
        // A person may have paused the destination since the delivery was found to be due.
        guard let head = try await work(at: clock().now).due.first(where: { $0.id == id })
        else { return nil }
        let destination = destination(named: head.destination)
        if let destination, !destination.isForPrograms, try await isCatchingUp() { return nil }
        let (delivery, health) = try await writer.perform { context in
            try context.atomically {
                let delivery = try Self.begin(
                    id, for: destination, begins: begins, by: courier, context)
                return (delivery, try OutboxHealth(context.db))
            }
        }
        outboxHealth.value.withLock { $0 = health }
        return delivery.map { Outgoing($0, isConfigured: destination != nil) }
    }

    private static func begin(
        _ id: DeliveryID, for destination: (any LedgerDestination)?, begins: Bool,
        by courier: String, _ context: WriteContext
    ) throws -> Delivery? {
        let now = context.clock.now
        guard
            let head = try DeliveryTable.due(id, at: now, context.db),
            var delivery = try DeliveryTable.settle(
                head, begunByOthersThan: courier, knowsRepeats: destination?.knowsRepeats ?? true,
                at: now, context.db)
        else { return nil }
        // A courier that did not hear the answer asks again.
        try DeliveryTable.forgetBegunAttempt(of: delivery.id, context.db)
        if let destination, !destination.isForPrograms {
            delivery = try bundle(from: delivery, for: destination, context)
        }
        if begins { try DeliveryTable.begin(delivery.id, at: now, by: courier, context.db) }
        return delivery
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
        outboxHealth.value.withLock { $0 = health }
    }

    package func changes() -> AsyncStream<Void> { outboxSignal.stream() }

    /// The number of times that deliveries were added or made due again since the ledger was opened.
    package var outboxChanges: Int { outboxSignal.count }

    package func deliveries(
        in state: Delivery.State?, to destination: String? = nil, limit: Int
    ) async throws -> [(delivery: Delivery, attempts: [Attempt])] {
        try await read {
            try DeliveryTable.list(in: state, to: destination, limit: limit, $0)
        }
    }

    /// The status of every destination that was ever owed a delivery or switched off, by name.
    package func destinationStatuses() async throws -> [String: DestinationStatus] {
        try await read { try DeliveryTable.statuses($0) }
    }

    /// Pauses the destination, which gets nothing until it is resumed; one that is gone stays so.
    package func pause(_ destination: String) async throws {
        try await changeOutbox { context in
            let known = try SwitchedOffTable.all(context.db).map(\.destination)
            guard !known.contains(destination) else { return }
            try SwitchedOffTable.add(
                SwitchedOff(destination: destination, cause: .paused, at: context.clock.now),
                context.db)
        }
    }

    /// Switches the destination on. It gets what it is owed, oldest first, held and dead deliveries too.
    /// - Returns: False if it was not switched off.
    package func resume(_ destination: String) async throws -> Bool {
        try await changeOutbox {
            try SwitchedOffTable.resume(destination, at: $0.clock.now, $0.db)
        }
    }

    /// Changes the outbox in one transaction, and wakes its listeners.
    func changeOutbox<Value: Sendable>(
        _ change: @escaping @Sendable (WriteContext) throws -> Value
    ) async throws -> Value {
        let (value, health) = try await writer.perform { context in
            let value = try context.atomically { try change(context) }
            return (value, try OutboxHealth(context.db))
        }
        outboxHealth.value.withLock { $0 = health }
        outboxSignal.send()
        return value
    }

    package func retry(_ id: DeliveryID) async throws -> Delivery {
        try await changeOutbox { try DeliveryTable.retry(id, at: $0.clock.now, $0.db) }
    }

    /// Drops the delivery: it is not sent, and counts nowhere as undelivered.
    package func drop(_ id: DeliveryID) async throws -> Delivery {
        try await changeOutbox { [configured] in
            try DeliveryTable.drop(id, isConfigured: configured.contains, $0.db)
        }
    }

    /// Switches the destination on after its mail server has accepted the login. One that is off for another reason
    /// stays off.
    /// - Returns: False if its login was not refused.
    package func resumeAfterLogin(_ destination: String) async throws -> Bool {
        let off = outboxHealth.value.withLock(\.switchedOff)
        guard off.contains(where: { $0.destination == destination && $0.cause == .login })
        else { return false }
        return try await resume(destination)
    }

    /// The names of the configured destinations.
    private var configured: Set<String> { Set(summaries.destinations.map(\.name)) }

    /// The destination of the name; nil when it is not in the configuration.
    private func destination(named name: String) -> (any LedgerDestination)? {
        summaries.destinations.first { $0.name == name }
    }
}

/// The state of the outbox as far as it needs a person's attention.
struct OutboxHealth: Hashable, Sendable {
    let dead: Int
    let switchedOff: [SwitchedOff]

    init(_ db: Database) throws {
        dead = try DeliveryTable.deadCount(db)
        switchedOff = try SwitchedOffTable.all(db)
    }
}
