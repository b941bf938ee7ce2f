import DoorstepCore
import Transfer

extension Courier {
    /// One try.
    /// - Returns: What came of it and where it leads; nil if the courier was stopped meanwhile.
    func attempt(_ delivery: Delivery) async -> (Attempt, DeliveryStep)? {
        let number = delivery.attempts + 1
        guard let destination = destinations[delivery.destination] else {
            let error =
                "\(delivery.destination) is no longer in the configuration: put it back, then run "
                + "`doorstep deliveries retry \(delivery.id.rawValue)`, or, if nobody wants it, "
                + "`doorstep deliveries drop \(delivery.id.rawValue)`"
            return (
                Attempt(
                    number: number, at: now(), duration: .zero, status: nil, error: error,
                    answer: nil, address: nil), .dead
            )
        }
        let at = now()
        let parcel = destination.parcel(for: delivery, attemptAt: at)
        guard let outcome = await send(parcel) else { return nil }
        let attempt = outcome.attempt(
            number, at: at, to: destination,
            gone: "the destination is switched off until "
                + "`doorstep destination resume \(destination.name)`")
        if outcome.isOffline, isNetworkAway(for: delivery) {
            return (attempt, .waitForNetwork(until: now() + RetrySchedule.waitForNetwork))
        }
        let step = RetrySchedule.step(
            afterAttempts: number, status: outcome.effectiveStatus(destination.format),
            retryAfter: outcome.retryAfter(destination.format),
            at: now(), jitter: chance())
        return (attempt, step)
    }

    /// Whether it is this machine that has no way out, rather than one receiver whose name or route is broken: nobody
    /// else has answered lately.
    private func isNetworkAway(for delivery: Delivery) -> Bool {
        let now = now()
        guard now - delivery.createdAt < RetrySchedule.longestWithoutNetwork else { return false }
        return lastAnswer.at.map { now - $0 > RetrySchedule.waitForNetwork * 2 } ?? true
    }

    /// Makes the attempt; nil if the task was cancelled meanwhile.
    func send(_ parcel: Parcel) async -> Outcome? {
        let elapsed = stopwatch(clock)
        let reached = ReachedAddress()
        do {
            let answer = try await untilCancelled { [transfer, post] in
                switch parcel {
                case .request(var request):
                    request.reached = reached
                    return try await transfer(request)
                case .mail(var mail):
                    mail.reached = reached
                    return try await post(mail)
                }
            }
            lastAnswer.note(now())
            return Outcome(result: .success(answer), duration: elapsed())
        } catch {
            guard !Task.isCancelled else { return nil }
            let error = error as? TransferError
            return Outcome(
                // Errors of another kind may say anything, so they say nothing.
                result: .failure(
                    Outcome.Failure(
                        message: error?.message ?? "the transfer failed",
                        isOffline: error?.isOffline ?? false, address: reached.address)),
                duration: elapsed())
        }
    }

    /// What an attempt led to.
    struct Outcome {
        let result: Result<TransferAnswer, Failure>
        let duration: Duration

        struct Failure: Error {
            let message: String
            let isOffline: Bool

            /// What had been reached until then.
            let address: String?
        }

        /// Whether there was no way to the network at all.
        var isOffline: Bool {
            if case .failure(let failure) = result { failure.isOffline } else { false }
        }

        /// Nil also where the body of a success says that it was none.
        func effectiveStatus(_ format: MessageFormat) -> Int? {
            guard let answer = try? result.get(), !answer.isRefusalInside(format) else {
                return nil
            }
            // 410 is a word of HTTP's: a mail server's 4xx is always "later".
            return answer.mailStep != nil && answer.status == 410 ? nil : answer.status
        }

        /// The longest that the receiver asks for, in whatever way.
        func retryAfter(_ format: MessageFormat) -> Duration? {
            guard let answer = try? result.get() else { return nil }
            return [answer.retryAfter, answer.retryAfterInside(format)].compactMap(\.self).max()
        }

        /// What is kept of it; `gone` is what a 410 means here.
        func attempt(
            _ number: Int, at: Timestamp, to destination: Destination, gone: String
        ) -> Attempt {
            switch result {
            case .success(let answer):
                // Redacted before anything is cut, or half a secret could be left at the end.
                let text = destination.redacted(String(decoding: answer.body, as: UTF8.self))
                return Attempt(
                    number: number, at: at, duration: duration, status: answer.status,
                    error: sentence(answer.with(text), destination.format, gone: gone)
                        .map(destination.redacted),
                    answer: excerpt(text), address: answer.address)
            case .failure(let failure):
                return Attempt(
                    number: number, at: at, duration: duration, status: nil,
                    error: destination.redacted(failure.message), answer: nil,
                    address: failure.address)
            }
        }

        private func sentence(
            _ answer: TransferAnswer, _ format: MessageFormat, gone: String
        ) -> String? {
            let status = answer.status
            // What the receiver itself says comes first.
            if let refusal = answer.refusal(format) {
                return status == 410 && answer.mailStep == nil ? "\(refusal); \(gone)" : refusal
            }
            switch status {
            case 200..<300: return nil
            case 300..<400:
                return "the receiver answered \(status), and redirects are not followed: "
                    + "configure the address it points to"
            case 410: return "410 Gone: \(gone)"
            default: return "the receiver answered \(status)"
            }
        }

        /// The first 2 KiB as text that can be shown in a terminal: no control character.
        private func excerpt(_ body: String) -> String {
            var text = ""
            var room = 2048
            for scalar in body.unicodeScalars {
                let isShown = scalar.isPlain || ["\t", "\r", "\n"].contains(scalar)
                let shown = isShown ? scalar : "\u{FFFD}"
                room -= UTF8.width(shown)
                guard room >= 0 else { break }
                text.unicodeScalars.append(shown)
            }
            return text
        }
    }
}

/// The time since it was made.
private func stopwatch(_ clock: some Clock<Duration>) -> () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
}
