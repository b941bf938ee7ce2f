import DoorstepAPI
import DoorstepCore
import Foundation
import Synchronization
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// The recorder and the courier as two processes.
    @Suite struct ApartTests {
        @Test(
            "a recorder in a network of its own delivers and tests through the courier",
            .enabled("needs root for a network namespace") {
                await isInstalled("unshare", "-n", "true")
            })
        func ownNetwork() async throws {
            try await withListener { receiver in
                let daemon = try await DaemonProcess.apart(
                    port: receiver.port, server: #"listen = "127.0.0.1:8787""#,
                    wrapper: ["unshare", "-n"], environment: ["INVOCATION_ID": "1"])
                // What it listens on itself, nobody reaches: it says so, and what to do.
                try await daemon.noticed("systemctl enable doorstepd-pages.socket")
                let health = try await daemon.get(Route.health, as: HealthBody.self)
                #expect(health.checks.first { $0.name == "pages" }?.ok == false)

                let courier = try CourierProcess(daemon)
                try await courier.noticed("the recorder is there")
                let id = try #require(try await daemon.deliverToday().first)
                try await courier.noticed("message delivered", id)
                let test = try await daemon.post(Route.test("manager"))
                #expect(try test.decoded(DestinationTestBody.self).delivered)
                #expect(receiver.requests.count == 2)
                #expect(try await courier.stop() == .status(0))
                #expect(try await daemon.stop() == .status(0))
            }
        }

        @Test(
            "with the rights of the shipped unit it serves the pages on the port that systemd opened",
            .enabled("needs root for a network namespace, and python3") {
                await isInstalled("unshare", "-n", "python3", "-c", "")
            })
        func pages() async throws {
            let (listener, port) = try listen(AF_INET)
            defer { close(listener) }
            let daemon = try DaemonProcess(
                wrapper: Self.unit, arguments: ["--courier", "apart"], passing: listener)
            try await daemon.start()
            let answer = try await Transfer.send(
                TransferRequest(
                    method: "GET", url: "http://127.0.0.1:\(port)\(Route.health)",
                    limits: .patient, rules: .local))
            #expect(answer.status == 200)
            let health = try answer.decoded(HealthBody.self)
            #expect(!health.checks.contains { $0.name == "pages" })
        }

        @Test(
            "with the rights of the shipped unit it records, although it cannot listen itself, and says what to do",
            .enabled("needs root for a network namespace, and python3") {
                await isInstalled("unshare", "-n", "python3", "-c", "")
            })
        func noPages() async throws {
            var settings = ShopSettings()
            settings.server = #"listen = "127.0.0.1:8787""#
            let daemon = try DaemonProcess(
                settings, wrapper: Self.unit, arguments: ["--courier", "apart"])
            try await daemon.start()
            try await daemon.noticed("systemctl enable doorstepd-pages.socket")
            try await daemon.record(Route.entrances)
            let health = try await daemon.get(Route.health, as: HealthBody.self)
            #expect(health.status == "degraded")
            #expect(health.checks.first { $0.name == "pages" }?.ok == false)
        }

        /// `PrivateNetwork=yes` and `RestrictAddressFamilies=AF_UNIX`.
        private static let unit = [
            "unshare", "-n", "python3", Fixture.path("unix_sockets_only.py"),
        ]

        @Test(
            "the recorder opens Unix sockets and no others, and not the destination's secret",
            .enabled("strace is not installed or may not trace") {
                await isInstalled("strace", "-D", "-o", "/dev/null", "true")
            })
        func noSocket() async throws {
            try await withListener { receiver in
                let scratch = try ScratchDirectory()
                let trace = scratch.path + "/trace"
                let daemon = try await DaemonProcess.apart(
                    port: receiver.port,
                    wrapper: ["strace", "-D", "-f", "-e", "trace=socket,openat", "-o", trace])
                let courier = try CourierProcess(daemon)
                let id = try #require(try await daemon.deliverToday().first)
                try await courier.noticed("message delivered", id)
                #expect(try await daemon.post(Route.test("manager")).status == 200)
                try await daemon.stop()
                let calls = try String(contentsOfFile: trace, encoding: .utf8)
                    .split(separator: "\n")
                let sockets = calls.filter { $0.contains("socket(") }
                #expect(!sockets.isEmpty && sockets.allSatisfy { $0.contains("AF_UNIX") })
                #expect(calls.contains { $0.contains("/doorstep.toml") })
                #expect(!calls.contains { $0.contains("/secret") })
            }
        }

        @Test(
            "the courier waits for the recorder, and says once that it is away and once that it is back"
        )
        func restart() async throws {
            try await withListener { receiver in
                let daemon = try await DaemonProcess.apart(port: receiver.port)
                let courier = try CourierProcess(daemon)
                try await courier.noticed("the recorder is there")
                try await daemon.stop(SIGKILL)
                try await courier.noticed("the recorder cannot be reached")
                try await daemon.start()
                let id = try #require(try await daemon.deliverToday().first)
                try await courier.noticed("message delivered", id)
                #expect(try await courier.stop() == .status(0))
                let log = try courier.child.errors.entries
                #expect(log.count { $0.contains("the recorder cannot be reached") } == 1)
                #expect(log.count { $0.contains("the recorder is there") } == 2)
                #expect(receiver.requests.count == 1)
            }
        }

        @Test("of two couriers one works; the other takes over when the first is killed")
        func two() async throws {
            try await withListener { receiver in
                let daemon = try await DaemonProcess.apart(port: receiver.port)
                let first = try CourierProcess(daemon)
                try await first.noticed("the recorder is there")
                let second = try Child([
                    Program.doorstepd, "courier", "--config", daemon.configuration,
                ])
                try await second.errors.first { $0.contains("gives no work to this courier") }
                let early = try #require(try await daemon.deliverToday().first)
                try await first.noticed("message delivered", early)
                try await first.stop(SIGKILL)
                let late = try #require(try await daemon.deliverToday().first)
                try await second.errors.first {
                    $0.contains("message delivered") && $0.contains(late)
                }
                second.signal(SIGTERM)
                #expect(try await second.ended() == .status(0))
                #expect(receiver.requests.count == 2)
            }
        }

        @Test("the courier tells systemd how it is, and SIGTERM ends it in the midst of an attempt")
        func systemd() async throws {
            try await withListener(.ipv4, .hang("")) { receiver in
                let daemon = try await DaemonProcess.apart(port: receiver.port)
                let courier = try CourierProcess(
                    daemon, environment: ["WATCHDOG_USEC": "300000"])
                try await courier.notify.messages.first { $0 == "READY=1" }
                try await courier.notify.messages.first {
                    $0 == "STATUS=carrying the messages of Librairie des Halles"
                }
                try await daemon.deliverToday()
                var arrivals = receiver.arrivals.makeAsyncIterator()
                _ = await arrivals.next()
                let heard = courier.notify.messages.entries.count
                try await courier.notify.messages.first(from: heard) { $0 == "WATCHDOG=1" }
                #expect(try await courier.stop() == .status(0))
                try await courier.notify.messages.first { $0 == "STOPPING=1" }
                let waiting = try await daemon.get(Route.deliveries, as: DeliveriesBody.self)
                #expect(waiting.deliveries.map(\.state) == [.waiting])
            }
        }

        @Test(
            "SIGTERM ends a courier that still has to tell of an attempt, and whose recorder is away"
        )
        func untold() async throws {
            let receiver = try SlowReceiver()
            let daemon = try await DaemonProcess.apart(port: receiver.port)
            let courier = try CourierProcess(daemon)
            try await courier.noticed("the recorder is there")
            try await daemon.deliverToday()
            await receiver.requested()
            try await daemon.stop(SIGKILL)
            try await courier.noticed("the recorder cannot be reached")
            await receiver.answer()
            #expect(try await courier.stop() == .status(0))
            let log = try courier.child.errors.entries
            #expect(!log.contains { $0.contains("message delivered") })
        }
    }
}

/// Takes one request, and answers when it is told to.
private final class SlowReceiver: Sendable {
    let port: Int
    private let listener: CInt
    private let peer = Atomic<CInt>(-1)

    init() throws { (listener, port) = try listen(AF_INET) }

    deinit { close(listener) }

    func requested() async {
        await blocking { [self] in
            let peer = accept(listener, nil, nil)
            self.peer.store(peer, ordering: .relaxed)
            var buffer = [UInt8](repeating: 0, count: 65536)
            _ = recv(peer, &buffer, buffer.count, 0)
        }
    }

    /// Returns when the other end has read it and gone.
    func answer() async {
        await blocking { [self] in
            let peer = peer.load(ordering: .relaxed)
            let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
            _ = send(peer, answer, answer.count, CInt(MSG_NOSIGNAL))
            var buffer = [UInt8](repeating: 0, count: 65536)
            while recv(peer, &buffer, buffer.count, 0) > 0 {}
            close(peer)
        }
    }

    private func blocking(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            onThread {
                work()
                continuation.resume()
            }
        }
    }
}

extension DaemonProcess {
    /// Queues today's summary for every destination.
    /// - Returns: The ids of the deliveries.
    @discardableResult
    func deliverToday() async throws -> [String] {
        let day = try await get(Route.now, as: NowBody.self).day
        let answer = try await post(Route.deliver(.day, day.description))
        try #require(answer.status == 202)
        return try answer.decoded(DeliveriesBody.self).deliveries.map(\.id.rawValue)
    }
}
