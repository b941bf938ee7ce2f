import DoorstepCore
import Logging
import ServiceLifecycle
import Transfer

/// The courier takes each delivery in the outbox to its destination, and tries again until the receiver has it or the
/// schedule ends (DESIGN section 10).
///
/// A task of its own serves each destination, so a dead or hanging one delays no other. Each destination gets its
/// messages one at a time, in order.
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

    /// The longest of all waits, because the wall clock may be set at any time.
    private static let longestWait = Duration.seconds(60)

    /// The wait before the wall clock is checked again.
    private static let waitForClock = Duration.seconds(5)

    /// The wait while a destination is being served: the outbox names its delivery as the next one due, which hides
    /// when the others are due.
    private static let waitWhileHidden = Duration.seconds(1)

    /// The wait before the outbox is asked again for a due delivery that it withholds.
    private static let waitWhileWithheld = Duration.seconds(1)

    /// The wait while every due delivery belongs to a destination that is set aside, until this courier is restarted.
    private static let waitWhileSetAside = Duration.seconds(10)

    /// Makes a courier that takes time and chance from outside.
    ///
    /// `shop` and `makeID` serve messages that test a destination. Of several `destinations` with one name the first
    /// counts. While `isClockTrusted` is false nothing is sent, because receivers refuse a message signed at the wrong
    /// time. `chance`, 0...1, spreads the waits. `transfer` makes one request, `post` sends one mail.
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

    /// Works until shutdown. An attempt under way at that moment is given up and not recorded: the outbox knows that it
    /// was begun, and counts its message as one that may have arrived.
    package func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
    }

    private func work() async {
        // Subscribed before the first look, so that no delivery is added unseen in between.
        let changes = outbox.changes()
        let served = ServedDestinations()
        var wakeUps = served.wakeUps.makeAsyncIterator()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in changes { served.wake() }
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
                        wait = try await startDue(in: &group, served)
                        failures = 0
                    } catch {
                        wait = backOff(after: error, failures: &failures)
                    }
                }
                let timer = Task { [clock] in
                    try await clock.sleep(for: wait)
                    served.wake()
                }
                // Nil once the task is cancelled.
                await wakeUps.next()
                timer.cancel()
            }
        }
    }

    /// Starts an attempt for each delivery that is due and whose destination is free.
    /// - Returns: The time for which there is nothing to do.
    private func startDue(
        in group: inout DiscardingTaskGroup, _ served: ServedDestinations
    ) async throws -> Duration {
        let now = now()
        // Read before the outbox is asked: an attempt that ends while the outbox answers may leave its own delivery in
        // that answer. Its end wakes the courier, so the next delivery to that destination is not forgotten.
        let underWay = served.underWay
        let work = try await outbox.work(at: now)
        let due = work.due.filter { !served.isSetAside($0.destination) }
        for delivery in due where !underWay.contains(delivery.destination) {
            served.begin(delivery.destination)
            group.addTask {
                let done = await deliver(delivery, served)
                served.end(delivery.destination)
                // Logged last, so that the destination is free when the line is read.
                if let done { log(done.attempt, of: done.delivery, done.step) }
            }
        }
        guard let next = work.nextDue else { return Self.longestWait }
        guard next <= now else { return min(next - now, Self.longestWait) }
        return due.isEmpty ? Self.waitWhileSetAside : Self.waitWhileHidden
    }

    /// An attempt that was recorded.
    private struct Done {
        let delivery: Delivery
        let attempt: Attempt
        let step: DeliveryStep
    }

    /// - Returns: Nil if no attempt was made, or if it could not be recorded.
    private func deliver(_ head: DueDelivery, _ served: ServedDestinations) async -> Done? {
        var failures = 0
        let delivery: Delivery
        do {
            let isKnown = destinations[head.destination] != nil
            let outgoing = try await outbox.outgoing(head.id, begins: isKnown)
            guard let outgoing else {
                // The delivery may still be due: messages for people are withheld while days are being closed.
                try? await clock.sleep(for: Self.waitWhileWithheld)
                return nil
            }
            delivery = outgoing.delivery
            // The daemon has read a newer configuration than this courier, which must not give up the delivery.
            if outgoing.isConfigured, !isKnown {
                served.setAside(delivery.destination)
                log(unknown: delivery.destination)
                return nil
            }
        } catch {
            // The destination is free again on return, and the delivery still due: only a pause ends an endless loop.
            try? await clock.sleep(for: backOff(after: error, failures: &failures, head.id))
            return nil
        }
        guard let (attempt, step) = await attempt(delivery) else { return nil }
        while true {
            do {
                // Recorded in a task of its own, so that a finished attempt is kept although shutdown has begun.
                try await Task { [outbox] in
                    try await outbox.record(
                        attempt, of: delivery.id, begunIn: delivery.round, leadingTo: step)
                }.value
                return Done(delivery: delivery, attempt: attempt, step: step)
            } catch {
                // The message was sent, so it must not be sent again merely because the attempt could not be recorded.
                let wait = backOff(after: error, failures: &failures, delivery.id)
                guard (try? await clock.sleep(for: wait)) != nil else { return nil }
                guard await isStillDue(delivery) else { return nil }
            }
        }
    }

    /// Whether the delivery still waits for this attempt: it may be gone, or the attempt recorded after all. True if
    /// the outbox cannot be read.
    private func isStillDue(_ delivery: Delivery) async -> Bool {
        guard let work = try? await outbox.work(at: now()) else { return true }
        return work.due.contains {
            $0.id == delivery.id && $0.round == delivery.round
                && $0.attempts == delivery.attempts
        }
    }

    /// The wait after a failure, 1, 2, 4 … s up to a minute: a full disk does not empty itself faster by being asked.
    private func backOff(
        after error: any Error, failures: inout Int, _ delivery: DeliveryID? = nil
    ) -> Duration {
        if !Task.isCancelled { log(outboxError: error, delivery) }
        failures += 1
        return min(.seconds(1 << min(failures - 1, 6)), Self.longestWait)
    }
}
