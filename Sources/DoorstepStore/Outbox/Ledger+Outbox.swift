import DoorstepCore
import GRDB
import Synchronization

/// The courier's queue, in the ledger's own database and behind its one writer.
extension Ledger: Outbox {
    package func work(at now: Timestamp) async throws -> OutboxWork {
        try await read { try DeliveryTable.work(at: now, $0) }
    }

    /// Whether days that are over are still to be closed. Meanwhile people are told nothing: what these days have to
    /// say belongs in the same message as what already waits, and is made in moments.
    ///
    /// False again after an hour, or a day that cannot be closed would keep people from hearing anything.
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

    /// For a courier in this process.
    package func outgoing(
        _ id: DeliveryID, begins: Bool = false
    ) async throws -> Outgoing? {
        try await outgoing(id, begins: begins, by: run)
    }

    /// `courier` is the name of one run of a courier: what another run has begun and not told of was cut off.
    package func outgoing(
        _ id: DeliveryID, begins: Bool, by courier: String
    ) async throws -> Outgoing? {
        // Somebody may have paused it, or put it off, since it was found to be due.
        guard let head = try await work(at: clock().now).due.first(where: { $0.id == id })
        else { return nil }
        let addressee = addressee(of: head.destination)
        if let addressee, !addressee.isForPrograms, try await isCatchingUp() { return nil }
        let (delivery, health) = try await writer.perform { context in
            try context.atomically {
                let delivery = try Self.begin(
                    id, for: addressee, begins: begins, by: courier, context)
                return (delivery, try OutboxHealth(context.db))
            }
        }
        outboxHealth.withLock { $0 = health }
        return delivery.map { Outgoing($0, isConfigured: addressee != nil) }
    }

    private static func begin(
        _ id: DeliveryID, for addressee: (any Addressee)?, begins: Bool,
        by courier: String, _ context: WriteContext
    ) throws -> Delivery? {
        let now = context.clock.now
        guard
            let head = try DeliveryTable.due(id, at: now, context.db),
            var delivery = try DeliveryTable.settle(
                head, begunByOthersThan: courier, knowsRepeats: addressee?.knowsRepeats ?? true,
                at: now, context.db)
        else { return nil }
        // Asked again by a courier that did not hear the answer.
        try DeliveryTable.forgetBeginning(of: delivery.id, context.db)
        if let addressee, !addressee.isForPrograms {
            delivery = try bundle(from: delivery, for: addressee, context)
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

    /// It takes the login again: what waited goes out. One that gets nothing for another reason stays as it is.
    /// - Returns: False if its login was not refused.
    package func resumeAfterLogin(_ destination: String) async throws -> Bool {
        let off = outboxHealth.withLock(\.switchedOff)
        guard off.contains(where: { $0.destination == destination && $0.cause == .login })
        else { return false }
        return try await resume(destination)
    }

    /// The names of the destinations that get messages.
    private var configured: Set<String> { Set(summaries.addressees.map(\.name)) }

    /// Nil of a destination that is not in the configuration.
    private func addressee(of destination: String) -> (any Addressee)? {
        summaries.addressees.first { $0.name == destination }
    }
}

/// The state of the outbox, as far as it needs somebody's attention.
struct OutboxHealth: Hashable, Sendable {
    let dead: Int
    let switchedOff: [SwitchedOff]

    init(_ db: Database) throws {
        dead = try DeliveryTable.deadCount(db)
        switchedOff = try SwitchedOffTable.all(db)
    }
}
