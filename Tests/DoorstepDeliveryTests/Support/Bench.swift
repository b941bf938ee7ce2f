import DoorstepCore
import DoorstepDelivery
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Transfer

/// A courier with everything around it that a test holds in its hands.
final class Bench: Sendable {
    static let start = Timestamp(seconds: 1_800_000_000)

    let outbox: MemoryOutbox
    let clock = ManualClock()
    let log = LogBook()
    private let wallClock: (@Sendable () -> Timestamp)?
    private let trust = Mutex(true)

    init(_ deliveries: Delivery...) {
        outbox = MemoryOutbox(deliveries)
        wallClock = nil
    }

    /// For receivers with a clock of their own: attempts are made at the time that it really is.
    init(_ outbox: MemoryOutbox, wallClock: @escaping @Sendable () -> Timestamp) {
        self.outbox = outbox
        self.wallClock = wallClock
    }

    /// The wall clock, which goes as the manual one does unless there is a real one.
    var now: Timestamp { wallClock?() ?? Self.start + clock.now.sinceStart }

    func setClockTrusted(_ isTrusted: Bool) { trust.withLock { $0 = isTrusted } }

    /// Lets the courier work for as long as the test does, and then shuts it down.
    func run(
        _ destinations: Destination..., total: Duration? = nil,
        transfer: @escaping @Sendable (TransferRequest) async throws -> TransferAnswer = {
            try await Transfer.send($0)
        },
        isolation: isolated (any Actor)? = #isolation,
        while work: (inout AsyncStream<MemoryOutbox.Recording>.Iterator) async throws -> Void
    ) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: courier(to: destinations, total: total, transfer: transfer))
                ],
                logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() }))
        let running = Task { try await group.run() }
        var recordings = outbox.arrivals.makeAsyncIterator()
        do {
            try await work(&recordings)
        } catch {
            running.cancel()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// `total` is the time that an attempt may take, where a receiver would use up all of it.
    func courier(
        to destinations: [Destination], total: Duration? = nil,
        transfer: @escaping @Sendable (TransferRequest) async throws -> TransferAnswer = {
            try await Transfer.send($0)
        }
    ) -> Courier {
        Courier(
            shop: "Librairie des Halles", outbox: outbox, destinations: destinations,
            now: { self.now }, clock: clock, isClockTrusted: { self.trust.withLock { $0 } },
            chance: { 0 }, makeID: { "1" },
            transfer: {
                var request = $0
                request.limits.total = total ?? request.limits.total
                return try await transfer(request)
            },
            post: {
                var mail = $0
                mail.limits.total = total ?? mail.limits.total
                return try await Transfer.send(mail)
            }, logger: log.logger())
    }
}
