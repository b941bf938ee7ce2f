import DoorstepCore
import Synchronization

/// The queue as the ledger keeps it, without a disk.
package final class MemoryOutbox: Outbox {
    package struct Failure: Error {
        package init() {}
    }

    package struct Recording: Sendable {
        package let delivery: DeliveryID
        package let attempt: Attempt
        package let step: DeliveryStep
    }

    private struct State {
        var deliveries: [Delivery] = []
        var switchedOff: Set<String> = []
        var unconfigured: Set<String> = []
        var recordings: [Recording] = []
        var beginnings: [Bool] = []
        var isBroken = false
        var refusals = 0
        var unwritable = 0
        var delay: (@Sendable () async -> Void)?
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    /// Each attempt as it is recorded, for one test to wait on.
    package let arrivals: AsyncStream<Recording>
    private let arrive: AsyncStream<Recording>.Continuation
    private let state: Mutex<State>
    private let isImpatient: Bool

    /// When impatient, a delivery that is to be tried again is due at once, whatever the attempt led to.
    package init(_ deliveries: [Delivery] = [], isImpatient: Bool = false) {
        self.isImpatient = isImpatient
        (arrivals, arrive) = AsyncStream.makeStream()
        state = Mutex(State(deliveries: deliveries))
    }

    package var recordings: [Recording] { state.withLock { $0.recordings } }

    /// Of each delivery that was given out: whether an attempt was said to begin.
    package var beginnings: [Bool] { state.withLock { $0.beginnings } }

    /// How many calls failed while it was broken.
    package var refusals: Int { state.withLock { $0.refusals } }

    /// While broken, every call fails, as on a full disk.
    package func setBroken(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }

    /// The next attempts cannot be recorded, although reading works.
    package func refuseRecordings(_ count: Int) { state.withLock { $0.unwritable = count } }

    /// The destination is taken out of the configuration.
    package func unconfigure(_ destination: String) {
        state.withLock { _ = $0.unconfigured.insert(destination) }
    }

    /// From now on what is due is told only after this, as it was before.
    package func delayAnswers(_ delay: @escaping @Sendable () async -> Void) {
        state.withLock { $0.delay = delay }
    }

    package func add(_ delivery: Delivery) {
        let listeners = state.withLock {
            $0.deliveries.append(delivery)
            return $0.listeners
        }
        for listener in listeners { listener.yield() }
    }

    package func delivery(_ id: DeliveryID) -> Delivery? {
        state.withLock { $0.deliveries.first { $0.id == id } }
    }

    package func work(at now: Timestamp) async throws -> OutboxWork {
        let heads = try heads()
        let due = heads.filter { $0.dueAt.map { $0 <= now } ?? false }
        await state.withLock { $0.delay }?()
        return OutboxWork(
            due: due.map {
                DueDelivery(
                    id: $0.id, destination: $0.destination, round: $0.round, attempts: $0.attempts)
            }, nextDue: heads.compactMap(\.dueAt).min())
    }

    package func outgoing(_ id: DeliveryID, begins: Bool) async throws -> Outgoing? {
        try working { state in
            state.beginnings.append(begins)
            return state.deliveries.first { $0.id == id && $0.state == .waiting }.map {
                Outgoing($0, isConfigured: !state.unconfigured.contains($0.destination))
            }
        }
    }

    package func record(
        _ attempt: Attempt, of id: DeliveryID, begunIn round: Int, leadingTo step: DeliveryStep
    ) async throws {
        let recording = Recording(delivery: id, attempt: attempt, step: step)
        try working { state in
            guard state.unwritable == 0 else {
                state.unwritable -= 1
                throw Failure()
            }
            guard let index = state.deliveries.firstIndex(where: { $0.id == id }) else {
                throw Failure()
            }
            let due = state.deliveries[index].dueAt
            let isAgain = if case .retry = step { isImpatient } else { false }
            state.deliveries[index].take(
                isAgain ? due.map(DeliveryStep.retry(at:)) ?? step : step, begunIn: round)
            if step == .switchOff || step == .refuseLogin {
                state.switchedOff.insert(state.deliveries[index].destination)
            }
            state.recordings.append(recording)
        }
        arrive.yield(recording)
    }

    package func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    /// The first waiting delivery of each destination.
    private func heads() throws -> [Delivery] {
        try working { state in
            var seen = state.switchedOff
            return state.deliveries.filter {
                $0.state == .waiting && seen.insert($0.destination).inserted
            }
        }
    }

    private func working<Value: Sendable>(_ work: (inout State) throws -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.isBroken else {
                state.refusals += 1
                throw Failure()
            }
            return try work(&state)
        }
    }
}

extension Outbox {
    package func due(at now: Timestamp) async throws -> [DueDelivery] {
        try await work(at: now).due
    }

    package func nextDue() async throws -> Timestamp? {
        try await work(at: Timestamp(seconds: 0)).nextDue
    }

    /// As of a delivery that nobody had sent again.
    package func record(
        _ attempt: Attempt, of delivery: DeliveryID, leadingTo step: DeliveryStep
    ) async throws {
        try await record(attempt, of: delivery, begunIn: 0, leadingTo: step)
    }
}
