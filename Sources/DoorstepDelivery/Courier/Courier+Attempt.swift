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
                "\(delivery.destination) is no longer in the configuration: put it back, then run "
                + "`doorstep deliveries retry \(delivery.id.rawValue)`, or, if nobody wants it, "
                + "`doorstep deliveries drop \(delivery.id.rawValue)`"
            return (
                Attempt(
                    number: number, at: at, duration: .zero, status: nil, error: error,
                    answer: nil, address: nil), .dead
            )
        }
        let parcel = destination.parcel(for: delivery, attemptAt: at)
        guard let outcome = await send(parcel, to: destination) else { return nil }
        let attempt = outcome.attempt(
            number, at: at,
            gone: "the destination is switched off until "
                + "`doorstep destination resume \(destination.name)`")
        if outcome.isOffline, isNetworkAway(for: delivery) {
            return (attempt, .waitForNetwork(until: now() + RetrySchedule.waitForNetwork))
        }
        if outcome.isLoginRefused { return (attempt, .refuseLogin) }
        let step = RetrySchedule.step(
            afterAttempts: number, status: outcome.effectiveStatus, retryAfter: outcome.retryAfter,
            at: now(), jitter: chance())
        return (attempt, step)
    }

    /// Whether this whole machine has no way to the network, and not one receiver a broken name or route: no receiver
    /// has answered for twice `waitForNetwork`. False once the delivery is a fortnight old.
    private func isNetworkAway(for delivery: Delivery) -> Bool {
        let now = now()
        guard now - delivery.createdAt < RetrySchedule.longestWithoutNetwork else { return false }
        return lastAnswer.at.map { now - $0 > RetrySchedule.waitForNetwork * 2 } ?? true
    }

    /// Sends a parcel; nil if the task was cancelled meanwhile.
    func send(_ parcel: Parcel, to destination: Destination) async -> Outcome? {
        let elapsed = stopwatch(clock)
        let trace = TransferTrace()
        do {
            let answer = try await untilCancelled { [transfer, post] in
                switch parcel {
                case .request(var request):
                    request.trace = trace
                    return try await transfer(request)
                case .mail(var mail):
                    mail.trace = trace
                    return try await post(mail)
                }
            }
            let outcome = Outcome(
                destination: destination, result: .success(answer), duration: elapsed())
            if !outcome.isOffline { lastAnswer.note(now()) }
            return outcome
        } catch {
            guard !Task.isCancelled else { return nil }
            return Outcome(
                destination: destination,
                result: .failure(
                    Outcome.Failure(
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
