/// The times to try again: Standard Webhooks' schedule, DESIGN section 10.
package enum RetrySchedule {
    /// Waits before the 1st, 2nd … attempt, counted from the one before.
    package static let waits: [Duration] = [
        .zero, .seconds(5), .seconds(300), .seconds(1800), .seconds(2 * 3600), .seconds(5 * 3600),
        .seconds(10 * 3600), .seconds(14 * 3600), .seconds(20 * 3600), .seconds(24 * 3600),
    ]

    /// The longest `Retry-After` that is believed.
    package static let longestRetryAfter = Duration.seconds(24 * 3600)

    /// The wait after an attempt without a way to the network. No receiver was asked, so none is bothered, and a
    /// manager should not wait for a day once the line is back.
    package static let waitForNetwork = Duration.seconds(600)

    /// The time that a delivery waits for the network at no cost. After it, more than this machine's line is at fault.
    package static let longestWithoutNetwork = Duration.seconds(14 * 24 * 3600)

    /// The time before a message that may have arrived is sent again to a receiver that would not know a repeat.
    package static let resendDelay = Duration.seconds(3600)

    /// The step after an attempt, the last of `attempts`, counted from 1. `status` is nil when there was no answer.
    /// `retryAfter` is the wait that the receiver asked for or must be given. `jitter`, 0...1, is chance: it adds up to
    /// a tenth to the wait, so that many shops do not return at once.
    package static func step(
        afterAttempts attempts: Int, status: Int?, retryAfter: Duration?, at now: Timestamp,
        jitter: Double
    ) -> DeliveryStep {
        if let status, (200..<300).contains(status) { return .delivered }
        if status == 410 { return .switchOff }
        guard attempts < waits.count else { return .dead }
        let wait = waits[attempts]
        let stretched = wait + .milliseconds(Int64(Double(wait.milliseconds) * 0.1 * jitter))
        let asked = min(retryAfter ?? .zero, longestRetryAfter)
        return .retry(at: now + max(stretched, asked))
    }
}
