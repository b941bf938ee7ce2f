import DoorstepCore
import DoorstepDelivery
import Logging
import Synchronization
import Transfer

/// One test message to a destination that is in no configuration yet.
struct DestinationTrial {
    let destination: Destination
    let shop: String
    let clock: @Sendable () -> ClockReading

    /// The guide whose `place` of the URL or server serves as a hint.
    let guide: FormatGuide

    /// Whether the secret was made just now, so that the receiver may not have it.
    var isSecretNew = false

    /// A test message that did not arrive.
    struct Failure: Error {
        let refused: AdditionRefused

        /// The question about a mailbox whose answer may be wrong; without meaning for a webhook.
        let question: MailQuestion
    }

    /// Sends the test message. Throws `Failure`.
    /// - Returns: A remark on the success; nil for most receivers.
    func run() async throws -> String? {
        let last = Mutex<Result<TransferAnswer, TransferError>?>(nil)
        let courier = Courier(
            shop: shop, outbox: NoDeliveries(), destinations: [destination],
            now: { [clock] in clock().now },
            isClockTrusted: { [clock] in clock().stamp.isTrusted },
            transfer: { request in
                try await noting(last) { try await Transfer.send(request) }
            },
            post: { mail in
                try await noting(last) { try await Transfer.send(mail) }
            }, logger: Logger(label: "doorstep") { _ in SwiftLogNoOpLogHandler() })
        guard let test = try await courier.test(destination.name) else { return nil }
        guard let error = test.attempt.error else { return test.note }
        let (question, hint) = trouble(last.withLock(\.self), test.attempt)
        throw Failure(
            refused: AdditionRefused("the test message did not arrive: \(error)", hint: hint),
            question: question)
    }

    private func trouble(
        _ result: Result<TransferAnswer, TransferError>?, _ attempt: Attempt
    ) -> (MailQuestion, hint: String?) {
        switch (destination.transport, result) {
        case (.mail(let server), .success(let answer)?):
            let question = MailQuestion(of: answer)
            return (question, question.hint(answer, from: server))
        case (.mail(let server), .failure(let error)?):
            return (MailQuestion(of: error), MailQuestion.hint(error, from: server) ?? hint(error))
        case (.webhook, .failure(let error)?): return (.server, hint(error))
        case (.webhook, .success?): return (.server, hint(attempt))
        case (_, nil): return (.server, nil)
        }
    }

    private func hint(_ error: TransferError) -> String? {
        switch error {
        case .cannotResolve, .cannotConnect, .timedOut, .tooSlow:
            "is \(destination.place) the right host? \(guide.format.rawValue): \(guide.place)"
        case .refusedAddress:
            "if it is in the shop's own network:  --allow-private-address"
        case .tls:
            "the receiver must show a certificate for its name; one of an authority of the shop's own:  --ca-file FILE"
        default: nil
        }
    }

    private func hint(_ attempt: Attempt) -> String? {
        switch attempt.status {
        case 401 where isSecretNew, 403 where isSecretNew:
            "does the receiver have the secret? make one, give it the receiver, then  --secret-file FILE"
        case 401, 403, 404, 405, 410:
            "the URL is wrong, or its webhook was taken away; a new one: \(guide.place)"
        default: nil
        }
    }
}

/// The result of `send`, kept in `last` too.
private func noting(
    _ last: borrowing Mutex<Result<TransferAnswer, TransferError>?>,
    _ send: () async throws -> TransferAnswer
) async throws -> TransferAnswer {
    do {
        let answer = try await send()
        last.withLock { $0 = .success(answer) }
        return answer
    } catch {
        last.withLock { $0 = (error as? TransferError).map(Result.failure) }
        throw error
    }
}

/// An empty outbox.
private struct NoDeliveries: Outbox {
    func work(at now: Timestamp) async throws -> OutboxWork { OutboxWork() }
    func outgoing(_ delivery: DeliveryID, begins: Bool) async throws -> Outgoing? { nil }
    func record(
        _ attempt: Attempt, of delivery: DeliveryID, begunIn round: Int,
        leadingTo step: DeliveryStep
    ) async throws {}
    func changes() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
