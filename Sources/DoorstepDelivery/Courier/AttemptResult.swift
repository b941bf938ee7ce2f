import DoorstepCore
import Transfer

/// The result of an attempt, judged for its destination.
struct AttemptResult {
    let destination: Destination
    let result: Result<TransferAnswer, Failure>
    let duration: Duration

    struct Failure: Error {
        /// Nil for an error of another type: its text may hold anything, so none of it is kept.
        let error: TransferError?

        /// The address that had been reached until then; nil for none.
        let address: String?

        /// Whether the whole message had been sent.
        let hasSentAll: Bool
    }

    private var format: MessageFormat { destination.format }

    private var answer: TransferAnswer? { try? result.get() }

    /// Whether the machine was without network, or a proxy or portal answered in the receiver's place.
    var isOffline: Bool {
        switch result {
        case .success(let answer): answer.isFromIntermediary(format)
        case .failure(let failure): failure.error?.isOffline ?? false
        }
    }

    /// Whether the login was refused: attempts are useless before a person changes it, here or at the server.
    var isLoginRefused: Bool {
        switch result {
        case .success(let answer): answer.isLoginRefused
        case .failure(let failure): failure.error == .cannotLogIn
        }
    }

    /// Whether the whole message was sent, and it is unknown whether the receiver took it.
    var mayHaveArrived: Bool {
        switch result {
        case .success(let answer): answer.isGatewayTimeout
        case .failure(let failure):
            // A peer that does not speak HTTP is no receiver.
            if case .notHTTP? = failure.error { false } else { failure.hasSentAll }
        }
    }

    /// The status that the retry schedule goes by; nil also for a success whose body reports a failure.
    var effectiveStatus: Int? {
        guard let answer, !answer.isRefusalInside(format), !answer.isFromIntermediary(format) else {
            return nil
        }
        // 410 means “gone” in HTTP alone: a mail server's 4xx always means “later”.
        return answer.mailStep != nil && answer.status == 410 ? nil : answer.status
    }

    /// The longest wait that the receiver asks for. A message for people that may have arrived waits at least as long as
    /// `RetrySchedule.untilToldTwice`.
    var retryAfter: Duration? {
        let asked = answer?.askedWait(destination)
        guard mayHaveArrived, !destination.subscription.knowsRepeats else { return asked }
        return max(asked ?? .zero, RetrySchedule.resendDelay)
    }

    /// The attempt as it is recorded; `gone` says what a 410 means here.
    func attempt(_ number: Int, at: Timestamp, gone: String) -> Attempt {
        switch result {
        case .success(let answer):
            // Redacted before anything is cut, or half a secret could be left at the end.
            let text = destination.redacted(String(decoding: answer.body, as: UTF8.self))
            return Attempt(
                number: number, at: at, duration: duration, status: answer.status,
                error: sentence(answer.with(text), gone: gone).map(destination.redacted),
                answer: excerpt(text), address: answer.address, mayHaveArrived: mayHaveArrived)
        case .failure(let failure):
            let error = failure.error
            let message =
                error == .cannotLogIn
                ? "the mail server refused the login: \(TransferError.cannotLogIn.message)"
                    + TransferAnswer.loginHint("")
                : error?.message ?? "the transfer failed"
            return Attempt(
                number: number, at: at, duration: duration, status: nil,
                error: destination.redacted(message), answer: nil, address: failure.address,
                mayHaveArrived: mayHaveArrived)
        }
    }

    private func sentence(_ answer: TransferAnswer, gone: String) -> String? {
        let status = answer.status
        // The receiver's own explanation comes first.
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

    /// The first 2 KiB as text for a terminal: control characters but tabs and line ends become U+FFFD.
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
