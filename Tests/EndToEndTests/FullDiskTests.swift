import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite(.enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    struct FullDiskTests {
        @Test("a full disk is answered with 507, reading goes on, and recording resumes by itself")
        func full() async throws {
            let disk = try SmallDisk(kilobytes: 4096)
            let daemon = try DaemonProcess(
                state: disk.path + "/state", environment: ["WATCHDOG_USEC": "3000000"])
            try await daemon.start()
            try await daemon.noticed("backup taken and checked")
            let filler = try disk.fill()
            var acknowledged: [FactID] = []
            let problem = try await daemon.record(until: 507, &acknowledged)
            #expect(problem.kind == "disk-full")
            #expect(
                problem.detail
                    == "There is no room on the disk to record this. Nothing was recorded.")

            let health = try await daemon.get(Route.health)
            #expect(health.status == 503)
            let ledger = try health.decoded(HealthBody.self).checks.first { $0.name == "ledger" }
            #expect(ledger?.ok == false)
            #expect(
                ledger?.detail
                    == "cannot record: the disk is full: nothing can be recorded until there is "
                    + "room at \(daemon.state)/doorstep.sqlite")
            let occupancy = try await daemon.get(Route.now, as: NowBody.self).occupancy
            #expect(occupancy == acknowledged.count)
            let screen = try await StreamReader.opened(daemon, after: 1)
            try await screen.got(Int64(acknowledged.count + 1))
            try await daemon.noticed("the disk is full")
            // The watchdog is for what a restart would mend.
            try await daemon.nextPing()

            try FileManager.default.removeItem(atPath: filler)
            try await daemon.noticed("there is room again")
            let next = try await daemon.record(Route.entrances, ShortBody.anHourAgo).fact
            acknowledged.append(next.id)
            try await screen.got(next.sequence.value)
            let facts = try await daemon.facts()
            #expect(facts.ofVisitors == acknowledged)
            #expect(facts.map(\.sequence.value) == Array(1...Int64(facts.count)))
            #expect(try await daemon.get(Route.health).status == 200)
        }

        @Test("killed while the disk is full, it starts, shows what it has, and resumes later")
        func killedWhileFull() async throws {
            let disk = try SmallDisk(kilobytes: 4096)
            let daemon = try DaemonProcess(
                state: disk.path + "/state", environment: ["WATCHDOG_USEC": "3000000"])
            try await daemon.start()
            try await daemon.noticed("backup taken and checked")
            let filler = try disk.fill()
            var acknowledged: [FactID] = []
            _ = try await daemon.record(until: 507, &acknowledged)
            let dregs = try disk.fillCompletely()
            try await daemon.stop(SIGKILL)
            let heard = daemon.notify.messages.entries.count
            try daemon.launch()
            try await daemon.noticed("the disk is full")

            let facts = try await daemon.facts()
            #expect(facts.ofVisitors == acknowledged)
            let refused = try await daemon.post(Route.entrances, ShortBody.anHourAgo)
            #expect(refused.status == 507)

            for file in [filler, dregs] { try FileManager.default.removeItem(atPath: file) }
            // Ready means that it can record.
            try await daemon.notify.messages.first(from: heard) { $0 == "READY=1" }
            try await daemon.record(Route.entrances, ShortBody.anHourAgo)
            #expect(try await daemon.facts().ofVisitors.count == acknowledged.count + 1)
        }
    }
}

private struct NeverFull: Error {}

extension [Fact] {
    /// Without what the daemon says of itself: while nothing could be recorded nobody was observed.
    fileprivate var ofVisitors: [FactID] { filter { $0.source != "doorstepd" }.map(\.id) }
}

/// An entrance that is nobody's work at the counter.
enum ShortBody {
    static var anHourAgo: String { #"{"at":"\#(EndToEndTests.anHourAgo())"}"# }
}

extension DaemonProcess {
    /// Records until it is answered with `status`.
    func record(until status: Int, _ acknowledged: inout [FactID]) async throws -> ProblemBody {
        // A disk of this size is full long before.
        for _ in 0..<20_000 {
            let answer = try await post(Route.entrances, ShortBody.anHourAgo)
            guard answer.status == 201 else {
                try #require(answer.status == status)
                return try answer.decoded()
            }
            acknowledged.append(try answer.decoded(Recorded.self).fact.id)
        }
        throw NeverFull()
    }

    /// Returns when its log says so.
    func noticed(_ phrase: String) async throws {
        try await child.errors.first { $0.contains(phrase) }
    }

    /// Returns at the next sign of life to systemd's watchdog.
    func nextPing() async throws {
        let heard = notify.messages.entries.count
        try await notify.messages.first(from: heard) { $0 == "WATCHDOG=1" }
    }
}
