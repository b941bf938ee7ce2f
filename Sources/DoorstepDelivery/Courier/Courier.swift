import DoorstepCore
import Logging
import ServiceLifecycle
import Transfer

/// Brings each delivery in the outbox to its destination, again and again until the receiver has it or
/// the schedule is at its end (DESIGN section 10).
///
/// Every destination is served by a task of its own, so one that is dead or hangs delays no other, and
/// each gets its messages one at a time, in order.
package struct Courier: Service {
    let shop: String
    let outbox: any Outbox
    let destinations: [String: Destination]
    let now: @Sendable () -> Timestamp
    let clock: any Clock<Duration>
    let isClockTrusted: @Sendable () -> Bool
    let chance: @Sendable () -> Double
    let makeID: @Sendable () -> String
    let transfer: @Sendable (TransferRequest) async throws -> TransferAnswer
    let post: @Sendable (TransferMail) async throws -> TransferAnswer
    let logger: Logger
    let lastAnswer = LastAnswer()

    /// The wall clock may be set at any time, so no wait is trusted for longer.
    private static let longestWait = Duration.seconds(60)

    /// How soon it is looked again whether the wall clock is right.
    private static let waitForClock = Duration.seconds(5)

    /// While a destination is being served, the outbox names its delivery as the next one due, and that
    /// hides when the others' are.
    private static let waitWhileHidden = Duration.seconds(1)

    /// Before it is asked again for what was due and is not given yet.
    private static let waitWhileWithheld = Duration.seconds(1)

    /// The same where a delivery is left where it is: that lasts until somebody restarts this courier.
    private static let waitWhileLeft = Duration.seconds(10)

    /// Takes its time and chance from outside, as everything here does.
    ///
    /// `shop` and `makeID` are for messages that test a destination; of `destinations` each name counts
    /// once. While `isClockTrusted` is false nothing is sent: receivers refuse what was signed at the
    /// wrong time. `chance`, 0...1, spreads the waits. `transfer` makes one request, `post`
    /// sends one mail.
    package init(
        shop: String,
        outbox: any Outbox,
        destinations: [Destination],
        now: @escaping @Sendable () -> Timestamp,
        clock: any Clock<Duration> = ContinuousClock(),
        isClockTrusted: @escaping @Sendable () -> Bool,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        makeID: (@Sendable () -> String)? = nil,
        transfer: @escaping @Sendable (TransferRequest) async throws -> TransferAnswer = {
            try await Transfer.send($0)
        },
        post: @escaping @Sendable (TransferMail) async throws -> TransferAnswer = {
            try await Transfer.send($0)
        },
        logger: Logger
    ) {
        self.shop = shop
        self.outbox = outbox
        self.destinations = Dictionary(destinations.map { ($0.name, $0) }) { first, _ in first }
        self.now = now
        self.clock = clock
        self.isClockTrusted = isClockTrusted
        self.chance = chance
        self.makeID =
            makeID ?? {
                var generator = SystemRandomNumberGenerator()
                return FactID(at: now(), using: &generator).description
            }
        self.transfer = transfer
        self.post = post
        self.logger = logger
    }

    /// Works until shutdown. An attempt that is under way then is given up and not recorded: the outbox knows that it
    /// was begun, and counts it as one whose message may have arrived.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
    }

    private func work() async {
        // Before the first look, so that nothing is added unseen in between.
        let changes = outbox.changes()
        let errands = Errands()
        var rings = errands.rings.makeAsyncIterator()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in changes { errands.ring() }
            }
            var isWaitingForClock = false
            var failures = 0
            while !Task.isCancelled {
                var wait = Self.waitForClock
                let isTrusted = isClockTrusted()
                log(isWaitingForClock: !isTrusted, before: isWaitingForClock)
                isWaitingForClock = !isTrusted
                if isTrusted {
                    do {
                        wait = try await startDue(in: &group, errands)
                        failures = 0
                    } catch {
                        wait = backOff(after: error, failures: &failures)
                    }
                }
                let timer = Task { [clock] in
                    try await clock.sleep(for: wait)
                    errands.ring()
                }
                // Nil once the task is cancelled.
                await rings.next()
                timer.cancel()
            }
        }
    }

    /// Starts an attempt for each delivery that is due and whose destination is free.
    /// - Returns: How long there is nothing to do.
    private func startDue(
        in group: inout DiscardingTaskGroup, _ errands: Errands
    ) async throws -> Duration {
        let now = now()
        // Looked up first: an errand that ends while the outbox answers may leave behind, in the answer, the
        // delivery that it has just brought. Its end rings, so what is next there is not forgotten.
        let underWay = errands.underWay
        let due = try await outbox.due(at: now).filter { !errands.isLeft($0.destination) }
        for delivery in due where !underWay.contains(delivery.destination) {
            errands.begin(delivery.destination)
            group.addTask {
                let done = await deliver(delivery, errands)
                errands.end(delivery.destination)
                // Last, so that whoever reads it knows the destination to be free.
                if let done { log(done.attempt, of: done.delivery, done.step) }
            }
        }
        guard let next = try await outbox.nextDue() else { return Self.longestWait }
        guard next <= now else { return min(next - now, Self.longestWait) }
        return due.isEmpty ? Self.waitWhileLeft : Self.waitWhileHidden
    }

    /// An attempt that was recorded.
    private struct Done {
        let delivery: Delivery
        let attempt: Attempt
        let step: DeliveryStep
    }

    /// - Returns: Nil where none was made, or none could be recorded.
    private func deliver(_ head: Delivery, _ errands: Errands) async -> Done? {
        var failures = 0
        let delivery: Delivery
        do {
            let isKnown = destinations[head.destination] != nil
            let outgoing = try await outbox.outgoing(head.id, begins: isKnown)
            guard let outgoing else {
                // It may still be due: people's are withheld while days are being closed.
                try? await clock.sleep(for: Self.waitWhileWithheld)
                return nil
            }
            delivery = outgoing.delivery
            // The recorder has read a newer configuration than this courier, which must not give up what it owes.
            if outgoing.isConfigured, !isKnown {
                errands.leave(delivery.destination)
                log(unknown: delivery.destination)
                return nil
            }
        } catch {
            // Its destination is free again when this returns, and it is still due: without a pause it would be asked for
            // without end.
            try? await clock.sleep(for: backOff(after: error, failures: &failures, head.id))
            return nil
        }
        guard let (attempt, step) = await attempt(delivery) else { return nil }
        while true {
            do {
                // In a task of its own: what has happened is kept, although shutdown has begun.
                try await Task { [outbox] in
                    try await outbox.record(
                        attempt, of: delivery.id, begunIn: delivery.round, leadingTo: step)
                }.value
                return Done(delivery: delivery, attempt: attempt, step: step)
            } catch {
                // It was sent, so it must not be sent again merely because that could not be written.
                let wait = backOff(after: error, failures: &failures, delivery.id)
                guard (try? await clock.sleep(for: wait)) != nil else { return nil }
                guard await isStillDue(delivery) else { return nil }
            }
        }
    }

    /// Whether it still waits for this attempt: it may be gone, or the attempt written after all. Unknown
    /// counts as yes.
    private func isStillDue(_ delivery: Delivery) async -> Bool {
        guard let due = try? await outbox.due(at: now()) else { return true }
        return due.contains {
            $0.id == delivery.id && $0.round == delivery.round
                && $0.attempts == delivery.attempts
        }
    }

    /// 1, 2, 4 … s, up to a minute: a full disk does not empty itself faster by being asked.
    private func backOff(
        after error: any Error, failures: inout Int, _ delivery: DeliveryID? = nil
    ) -> Duration {
        if !Task.isCancelled { log(outboxError: error, delivery) }
        failures += 1
        return min(.seconds(1 << min(failures - 1, 6)), Self.longestWait)
    }
}
