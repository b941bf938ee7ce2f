import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct KillTests {
        /// What a receiver said of one request.
        private struct Arrival: Sendable {
            let id: String
            let digest: String
        }

        private static let destinations = ["owner", "manager", "bookkeeper", "cloud", "archive"]
        private static let rounds = 100

        @Test(
            "recorder, courier and receiver killed at random during 500 messages: each arrives, always the same, and is told of",
            .bug(
                "https://github.com/mohamedboukari/bunmail/issues/30",
                "retries that are kept in memory alone"),
            .bug(
                "https://github.com/textbee/textbee/issues/267",
                "retries that are kept in memory alone"),
            .bug(
                "https://github.com/textbee/textbee/issues/111",
                "retries that are kept in memory alone"),
            .bug(
                "https://github.com/Vexa-ai/vexa/issues/520",
                "retries that are kept in memory alone"),
            .enabled("python3 is not installed") { await isInstalled("python3") })
        func killed() async throws {
            var chance = SeededChance(seed: 500)
            let (listener, port) = try listen(AF_INET)
            defer { close(listener) }
            let daemon = try await DaemonProcess.apart(
                port: port, destinations: Self.destinations)
            var owed: Set<String> = []
            for _ in 0..<Self.rounds { owed.formUnion(try await daemon.deliverToday()) }
            #expect(owed.count == 500)

            let arrivals = Chronicle<Arrival>()
            var receiver = try Self.receiver(listener, into: arrivals)
            let courier = try CourierProcess(daemon)
            try Self.follow(courier, daemon)
            var kills = (daemon: 0, courier: 0, receiver: 0)
            var awaited = 0
            while true {
                awaited += Int.random(in: 5...25, using: &chance)
                guard awaited < owed.count - 20 else { break }
                try await arrivals.reached(awaited)
                switch Int.random(in: 0..<3, using: &chance) {
                case 0:
                    try await daemon.restart(after: SIGKILL)
                    kills.daemon += 1
                case 1:
                    #expect(try await courier.stop(SIGKILL) == .signal(SIGKILL))
                    try courier.start()
                    try Self.follow(courier, daemon)
                    kills.courier += 1
                default:
                    receiver.signal(SIGKILL)
                    _ = try await receiver.ended()
                    receiver = try Self.receiver(listener, into: arrivals)
                    kills.receiver += 1
                }
                try await Self.hurry(daemon)
            }
            #expect(kills.daemon > 3 && kills.courier > 3 && kills.receiver > 3)

            var missing = owed
            try await arrivals.first {
                missing.remove($0.id)
                return missing.isEmpty
            }
            // Each destination gets its messages in order: when these have been told of, all before them have.
            for id in try await daemon.deliverToday() {
                try await courier.noticed("message delivered", id)
                owed.insert(id)
            }

            let kept = try await daemon.get(Route.deliveries, as: DeliveriesBody.self).deliveries
            #expect(Set(kept.map(\.id.rawValue)) == owed)
            #expect(kept.allSatisfy { $0.state == .delivered })
            #expect(kept.allSatisfy { $0.attempts.contains { $0.status == 204 } })
            let byID = Dictionary(grouping: arrivals.entries, by: \.id)
            #expect(Set(byID.keys) == owed)
            #expect(byID.values.allSatisfy { Set($0.map(\.digest)).count == 1 })
            // An attempt that nobody could tell of was cut off by a kill of the courier: at most one for each destination.
            let untold = kept.map {
                max(0, (byID[$0.id.rawValue]?.count ?? 0) - $0.attempts.count)
            }
            #expect(untold.reduce(0, +) <= kills.courier * Self.destinations.count)
            #expect(try await courier.stop() == .status(0))
            #expect(try await daemon.stop() == .status(0))
            receiver.signal(SIGKILL)
        }

        private static func receiver(
            _ listener: CInt, into arrivals: Chronicle<Arrival>
        ) throws -> Child {
            let child = try Child(["python3", Fixture.path("receiver.py")], passing: listener)
            // Not the child itself: it is killed when nobody has it any more.
            Task { [output = child.output] in
                var next = 0
                while let (index, line) = try? await output.first(
                    from: next, where: { _ in true })
                {
                    next = index + 1
                    let words = line.split(separator: " ").map(String.init)
                    arrivals.append(Arrival(id: words[0], digest: words[1]))
                }
            }
            return child
        }

        /// What fails because the receiver was killed would wait for minutes: it is sent again at once.
        private static func follow(_ courier: CourierProcess, _ daemon: DaemonProcess) throws {
            let log = try courier.child.errors
            Task { [weak daemon] in
                var next = 0
                while let (index, line) = try? await log.first(
                    from: next, where: { $0.contains("message not delivered") })
                {
                    next = index + 1
                    guard let id = line.firstMatch(of: /delivery\.id=(\S+)/)?.1 else { continue }
                    // If the daemon is away, `hurry` looks after it when it is back.
                    _ = try? await daemon?.post(Route.retry(String(id)))
                }
            }
        }

        private static func hurry(_ daemon: DaemonProcess) async throws {
            let waiting = try await daemon.get(
                Route.deliveries + "?state=waiting", as: DeliveriesBody.self)
            for delivery in waiting.deliveries where !delivery.attempts.isEmpty {
                _ = try await daemon.post(Route.retry(delivery.id.rawValue))
            }
        }
    }
}
