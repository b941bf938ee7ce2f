import DoorstepAPI
import DoorstepClient
import DoorstepConfiguration
import DoorstepCore
import DoorstepDelivery
import Logging
import ServiceLifecycle

/// The courier as a process of its own. It takes its work from the recorder, the daemon, over a socket. It has the
/// network and the secrets that the recorder does without.
package struct CourierProcess {
    var services: [any Service]
    private let notifier: Notifier?
    private let logger: Logger

    package init(
        _ configuration: Configuration, environment: [String: String], logger: Logger
    ) {
        let clock = SystemClock(environment: environment)
        let notifier = Notifier(environment: environment)
        let recorder = RecorderConnection(socket: configuration.server.socket) { connection in
            Self.tell(connection, of: configuration, notifier, logger)
        }
        let outbox = SocketOutbox(recorder)
        let courier = Courier(configuration, outbox: outbox, clock: clock, logger: logger)
        self.notifier = notifier
        self.logger = logger
        services = [
            ReadinessService(
                notifier: notifier, destinations: configuration.destinations.count, logger: logger),
            WorkListener(outbox: outbox) { request in
                await Self.test(request, courier, configuration.destinations, now: clock.now)
            },
            CourierService(courier: courier, recorder: recorder),
        ]
    }

    /// Runs until it is told to stop or a part of it fails.
    package func run() async throws { try await run(deadline: .ofProcess) }

    func run(deadline: LastDeadline) async throws {
        let outcome = await runUntilStopped(services, logger: logger, deadline: deadline)
        notifier?.send(.stopping)
        logger.info("stopped")
        try outcome.get()
    }

    private static func tell(
        _ connection: RecorderConnection.Status, of configuration: Configuration,
        _ notifier: Notifier?,
        _ logger: Logger
    ) {
        let status: String
        switch connection {
        case .reached:
            status = "carrying the messages of \(configuration.shop.name)"
            logger.info(
                "the recorder is there", metadata: ["address": "\(configuration.server.socket)"])
        case .lost(let reason):
            status = "waiting for the recorder: \(reason)"
            logger.warning(
                "the recorder cannot be reached, messages wait", metadata: ["reason": "\(reason)"])
        case .refused(let problem):
            status = problem.detail
            logger.error(
                "the recorder gives no work to this courier",
                metadata: ["reason": "\(problem.detail)", "hint": "\(problem.hint ?? "")"])
        }
        notifier?.send(.status(status))
    }

    /// The result of a test that the recorder asked for; nil when the courier is stopped meanwhile.
    private static func test(
        _ request: TestRequestBody, _ courier: Courier, _ destinations: [Destination],
        now: () -> Timestamp
    ) async -> DestinationTestBody? {
        guard let destination = destinations.first(where: { $0.name == request.destination })
        else {
            let error =
                "the courier was started before \(request.destination) was configured:  "
                + "systemctl restart doorstep-courier"
            return DestinationTestBody(
                destination: request.destination, delivered: false, host: "", contentType: "",
                body: "",
                attempt: AttemptBody(
                    Attempt(
                        number: 1, at: now(), duration: .zero, status: nil, error: error,
                        answer: nil, address: nil)))
        }
        guard let test = try? await courier.test(request.destination) else { return nil }
        return DestinationTestBody(test, of: destination)
    }
}

extension Courier {
    init(
        _ configuration: Configuration, outbox: any Outbox, clock: SystemClock, logger: Logger
    ) {
        self.init(
            shop: configuration.shop.name, outbox: outbox,
            destinations: configuration.destinations, now: clock.now,
            isClockTrusted: { clock.read().stamp.isTrusted }, logger: logger)
    }
}

/// The service that waits for work and tests from the recorder.
private struct WorkListener: Service {
    let outbox: SocketOutbox
    let onTest: @Sendable (TestRequestBody) async -> DestinationTestBody?

    func run() async throws {
        await cancelWhenGracefulShutdown { await outbox.listen(onTest: onTest) }
    }
}

/// The courier as a service. At its end it has half a second to report its attempts to the recorder.
private struct CourierService: Service {
    let courier: Courier
    let recorder: RecorderConnection

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await courier.run()
        } onGracefulShutdown: {
            recorder.giveUp(after: .milliseconds(500))
        }
    }
}

/// The service that tells systemd that the courier is ready, and from then on that it is alive.
private struct ReadinessService: Service {
    let notifier: Notifier?
    let destinations: Int
    let logger: Logger

    func run() async throws {
        logger.info("ready", metadata: ["destinations": "\(destinations)"])
        notifier?.send(.ready)
        guard let notifier, let interval = notifier.pingInterval else {
            // A service that ends before the others would end them too.
            return try await gracefulShutdown()
        }
        repeat { notifier.send(.watchdog) } while await pause(for: interval)
    }
}
