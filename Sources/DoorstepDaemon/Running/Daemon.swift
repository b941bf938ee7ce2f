import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore
import DoorstepPages
import DoorstepService
import DoorstepStore
import LocalHTTP
import Logging
import MachineZones
import ServiceLifecycle
import UnixSignals

/// A daemon ready to run: the ledger is open and the sockets are bound, but no request has been answered.
package struct Daemon {
    package let ledger: Ledger

    /// The daemon's services, in the order in which they are started.
    var services: [any Service]
    private let notifier: Notifier?
    private let logger: Logger

    /// Opens the ledger and binds the sockets. With the courier `apart` this process sends nothing. `others` run beside
    /// the daemon's own services; `onCommit` is called after each commit on the ledger's thread, and must not block.
    ///
    /// Throws `StateDirectoryError`, `OpeningError`, `ListeningError`, `ListenDescriptorError`.
    package init(
        _ configuration: Configuration, courier place: CourierPlace = .here,
        environment: [String: String], zones: ZoneDirectory = .machine, logger: Logger,
        beside others: [any Service] = [],
        onCommit: @escaping @Sendable (Commit) -> Void = { _ in }
    ) throws {
        let shop = configuration.shop
        let clock = SystemClock(environment: environment)
        let alarm = Alarm()
        let metrics = ServiceMetrics()
        let doorWatch = DoorWatch(doors: shop.doors, began: clock.now(), alarm: alarm)
        let broadcaster = Broadcaster(doorWatch: doorWatch, metrics: metrics, alarm: alarm)

        // The lock comes before the socket: only the holder of the ledger may take a socket's place.
        let state = try StateDirectory(configuration.server.stateDirectory)
        let ledger = try Ledger(
            in: state, shop: shop, clock: clock.read,
            destinations: configuration.subscriptions,
            onCommit: { commit in
                broadcaster.publish(commit)
                onCommit(commit)
            })
        if let notice = ledger.health.notice { logger.error("\(notice)") }
        if let remark = ledger.health.remark { logger.warning("\(remark)") }
        let notifier = Notifier(environment: environment)
        // Read before this run leaves a sign of life of its own.
        let signOfLife = SignOfLife(beside: configuration.server.socket, environment)
        ledger.keepPresence(
            since: try ledger.signsOfLife() + [signOfLife.read()].compactMap(\.self),
            beat: LedgerProbe.interval(notifier))
        let (sockets, pagesProblem) = try Sockets.take(
            configuration.server, environment: environment)
        if let pagesProblem { logger.warning("\(pagesProblem)") }
        for socket in sockets {
            logger.info("listening", metadata: ["address": "\(socket.address)"])
        }

        let courier = place.deliver(
            configuration, ledger: ledger, clock: clock, logger: logger)
        let reload = configuration.file.map {
            ScriptsReload(file: $0, ledger: ledger, logger: logger)
        }
        let crowding = Crowding(now: clock.now, logger: logger)
        let socketWatch = SocketWatch(sockets)
        let zoneWatch = ZoneWatch(zones: zones, ledger: ledger, logger: logger)
        let service = ShopService(
            ledger: ledger, broadcaster: broadcaster, doorWatch: doorWatch,
            metrics: metrics, devices: try Devices(ledger, now: clock.now, logger: logger),
            destinations: configuration.destinationProfiles,
            pagesAddress: Sockets.pagesAddress(configuration.server, sockets),
            browserGuard: Sockets.browserGuard(configuration.server, sockets),
            testDestination: courier.test, courierDesk: courier.desk,
            extraChecks: {
                [Self.check(clock.read()), zoneWatch.check, crowding.check]
                    + [
                        socketWatch.check, reload?.check,
                        pagesProblem.map(Self.check(pagesProblem:)),
                    ].compactMap(
                        \.self)
            }, logger: logger)
        let responder = Responder(service, pages: .screens)

        self.ledger = ledger
        self.notifier = notifier
        self.logger = logger
        let probe = LedgerProbe(
            ledger: ledger, notifier: notifier, shop: shop.name, now: clock.read,
            signOfLife: signOfLife, logger: logger)
        // Started in this order, stopped in reverse: the listeners stop before the services that they need.
        services =
            [reload].compactMap { $0 as (any Service)? }
            + [
                IdleWork(ledger: ledger),
                DamageStop(ledger: ledger, logger: logger),
                socketWatch,
                Maintenance(ledger: ledger, now: clock.now, logger: logger),
            ] + [courier.courier].compactMap { $0 as (any Service)? } + [
                Clockwork(
                    ledger: ledger, doorWatch: doorWatch, alarm: alarm, now: clock.now,
                    lookAround: zoneWatch.look,
                    onTurn: { broadcaster.beat(service.nowBody) }, logger: logger),
                Beat(broadcaster) { service.nowBody },
                probe,
                ListenersWhenReady(
                    probe: probe,
                    listeners: HTTPListeners(
                        sockets: sockets, logger: logger, asksForTokens: true, crowding: crowding,
                        bodyLimit: Responder.bodyLimit, refusal: Responder.refusal,
                        responder: responder.respond)),
            ] + others
    }

    /// Runs until it is told to stop (SIGTERM, SIGINT, or the task's cancellation) or one of its services fails.
    package func run() async throws { try await run(deadline: .ofProcess) }

    func run(
        deadline: LastDeadline, signals: [UnixSignal] = [.sigterm, .sigint]
    ) async throws {
        let outcome = await runUntilStopped(
            services, logger: logger, deadline: deadline, signals: signals)
        notifier?.send(.stopping)
        // After a failure the time since which the doors were not observed is unknown; the next start finds it.
        if case .success = outcome { await recordStop() }
        let closing = Result { try ledger.close() }
        logger.info("stopped")
        try outcome.get()
        try closing.get()
    }

    private func recordStop() async {
        do {
            try await ledger.recordStop()
        } catch {
            logger.warning("the stop was not recorded", metadata: ["error": "\(error)"])
        }
    }

    /// The health check for pages that browsers cannot reach although everything is recorded.
    private static func check(pagesProblem: String) -> HealthBody.Check {
        HealthBody.Check(name: "pages", ok: false, detail: pagesProblem)
    }

    private static func check(_ reading: ClockReading) -> HealthBody.Check {
        HealthBody.Check(
            name: "clock", ok: reading.stamp.isTrusted,
            detail: reading.stamp.isTrusted
                ? nil
                : "the clock says \(reading.now), which is earlier than this program: set it, or "
                    + "connect the machine to a time server; until then summaries wait"
        )
    }
}
