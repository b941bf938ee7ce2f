import DoorstepCore
import Transfer

extension Courier {
    /// Makes one attempt at a delivery.
    /// - Returns: The attempt and the step that follows it; nil if the courier was stopped meanwhile.
    func attempt(_ delivery: Delivery) async -> (Attempt, DeliveryStep)? {
        let number = delivery.attempts + 1
        let at = now()
        guard let destination = destinations[delivery.destination] else {
            let error =
                "\(delivery.destination) is no longer in the configuration: add it again, then run "
                + "`doorstep deliveries retry \(delivery.id.rawValue)`, or, if the message is no longer wanted, "
                + "`doorstep deliveries drop \(delivery.id.rawValue)`"
            return (
                Attempt(
                    number: number, at: at, duration: .zero, status: nil, error: error,
                    answer: nil, address: nil), .dead
            )
        }
        let transfer = destination.transfer(for: delivery, attemptAt: at)
        guard let result = await send(transfer, to: destination) else { return nil }
        let attempt = result.attempt(
            number, at: at,
            gone: "the destination is switched off until "
                + "`doorstep destination resume \(destination.name)`")
        if result.isOffline, isNetworkAway(for: delivery) {
            return (attempt, .waitForNetwork(until: now() + RetrySchedule.waitForNetwork))
        }
        if result.isLoginRefused { return (attempt, .refuseLogin) }
        let step = RetrySchedule.step(
            afterAttempts: number, status: result.effectiveStatus, retryAfter: result.retryAfter,
            at: now(), jitter: chance())
        return (attempt, step)
    }

    /// Whether this machine as a whole is without network, and not one receiver out of reach: no receiver has answered
    /// for twice `waitForNetwork`. False once the delivery is a fortnight old.
    private func isNetworkAway(for delivery: Delivery) -> Bool {
        let now = now()
        guard now - delivery.createdAt < RetrySchedule.longestWithoutNetwork else { return false }
        return lastAnswer.at.map { now - $0 > RetrySchedule.waitForNetwork * 2 } ?? true
    }

    /// Sends a request or mail; nil if the task was cancelled meanwhile.
    func send(_ outgoing: OutgoingTransfer, to destination: Destination) async -> AttemptResult? {
        let elapsed = stopwatch(clock)
        let trace = TransferTrace()
        do {
            let answer = try await untilCancelled { [transfer, post] in
                switch outgoing {
                case .request(var request):
                    request.trace = trace
                    return try await transfer(request)
                case .mail(var mail):
                    mail.trace = trace
                    return try await post(mail)
                }
            }
            let result = AttemptResult(
                destination: destination, result: .success(answer), duration: elapsed())
            if !result.isOffline { lastAnswer.note(now()) }
            return result
        } catch {
            guard !Task.isCancelled else { return nil }
            return AttemptResult(
                destination: destination,
                result: .failure(
                    AttemptResult.Failure(
                        error: error as? TransferError, address: trace.address,
                        hasSentAll: trace.hasSentAll)),
                duration: elapsed())
        }
    }
}

/// A closure that returns the time since it was made.
private func stopwatch(_ clock: some Clock<Duration>) -> () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
}
