import DoorstepCore
import DoorstepDelivery
import Logging
import Synchronization
import Transfer

/// One test message to a destination that is in no configuration yet.
struct DestinationTrial {
    let destination: Destination
    let shop: String
    let clock: SystemClock

    /// Where its URL is found, for the hint.
    let guide: FormatGuide

    /// The secret was made just now, and the receiver may not have it.
    let isSecretNew: Bool

    /// - Returns: What its success does not say; nil of most receivers.
    func run() async throws -> String? {
        let trouble = Mutex<TransferError?>(nil)
        let courier = Courier(
            shop: shop, outbox: NoDeliveries(), destinations: [destination], now: clock.now,
            isClockTrusted: { [clock] in clock.read().stamp.isTrusted },
            transfer: { request in
                do {
                    return try await Transfer.send(request)
                } catch {
                    trouble.withLock { $0 = error as? TransferError }
                    throw error
                }
            }, logger: Logger(label: "doorstep") { _ in SwiftLogNoOpLogHandler() })
        guard let test = try await courier.test(destination.name) else { return nil }
        guard let error = test.attempt.error else { return test.note }
        throw AdditionRefused(
            "the test message did not arrive: \(error)",
            hint: trouble.withLock { $0 }.map(hint) ?? hint(test.attempt))
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

/// An outbox in which there is nothing.
private struct NoDeliveries: Outbox {
    func due(at now: Timestamp) async throws -> [Delivery] { [] }
    func nextDue() async throws -> Timestamp? { nil }
    func outgoing(_ delivery: DeliveryID) async throws -> Delivery? { nil }
    func record(
        _ attempt: Attempt, of delivery: DeliveryID, leadingTo step: DeliveryStep
    ) async throws {}
    func changes() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
