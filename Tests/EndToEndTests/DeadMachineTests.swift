import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// The real daemon, killed, stopped and deprived of its disk, at a beat of a tenth of a second.
    @Suite struct DeadMachineTests {
        private static let quick = ["WATCHDOG_USEC": "300000"]

        /// Time has to pass for once: a second, ten times the beat.
        private static func passMoreThanABeat() async throws {
            _ = try await Child(["sleep", "1"]).ended()
        }

        private func doors(_ daemon: DaemonProcess) async throws -> [Event] {
            try await daemon.facts().map(\.event).filter {
                switch $0 {
                case .doorDown, .doorUp: true
                default: false
                }
            }
        }

        @Test(
            "killed with SIGKILL, the next start says since when nobody looked, and the day shows it",
            arguments: [true, false])
        func killed(hasSign: Bool) async throws {
            let daemon = try DaemonProcess(environment: Self.quick)
            try await daemon.start()
            try await daemon.nextPing()
            try await daemon.record(Route.entrances)
            try await daemon.stop(SIGKILL)
            let sign = daemon.socket + ".alive"
            #expect(FileManager.default.fileExists(atPath: sign))
            if !hasSign { try FileManager.default.removeItem(atPath: sign) }
            // Less than a beat is no gap, and a quick machine starts again within one.
            try await Self.passMoreThanABeat()
            try await daemon.start()
            let facts = try await daemon.facts()
            let entrance = try #require(facts.first { $0.kind == .entrance })
            let down = try #require(
                facts.last { $0.event == .doorDown(door: "front", reason: "not running") })
            // The clock and the uptime are read one after the other.
            #expect(down.at + .milliseconds(2) >= entrance.recordedAt)
            #expect(down.at < down.recordedAt)
            let next = facts.first { $0.sequence == down.sequence.next }
            #expect(next?.event == .doorUp(door: "front"))
            try await daemon.noticed("the doors were not observed")
            // A clean stop afterwards is a clean stop.
            try await daemon.restart(after: SIGTERM)
            let later = try await daemon.facts(after: down.sequence.value).map(\.event)
            #expect(later.contains(.doorDown(door: "front", reason: "stopped")))
            #expect(!later.contains(.doorDown(door: "front", reason: "not running")))
        }

        @Test("stopped and continued, as a machine that sleeps, it notices by itself")
        func asleep() async throws {
            let daemon = try DaemonProcess(environment: Self.quick)
            try await daemon.start()
            try await daemon.nextPing()
            try daemon.child.signal(SIGSTOP)
            try await Self.passMoreThanABeat()
            try daemon.child.signal(SIGCONT)
            try await daemon.noticed("the doors were not observed")
            #expect(
                try await doors(daemon).contains(
                    .doorDown(door: "front", reason: "not answering")))
            #expect(try await daemon.stop() == .status(0))
        }

        @Test(
            "a state directory that is moved away: nothing is acknowledged, health says where, and it resumes"
        )
        func moved() async throws {
            let daemon = try DaemonProcess(environment: Self.quick)
            try await daemon.start()
            try await daemon.record(Route.entrances)
            try FileManager.default.moveItem(atPath: daemon.state, toPath: daemon.state + ".away")
            let refused = try await daemon.post(Route.entrances)
            #expect(refused.status == 503)
            try await daemon.noticed("nothing can be recorded")
            let health = try await daemon.get(Route.health)
            #expect(health.status == 503)
            let body = try health.decoded(HealthBody.self)
            #expect(body.status == "failing")
            #expect(
                body.checks.first { $0.name == "ledger" }?.detail?.contains(
                    daemon.state + " was moved or removed") == true)
            // It stays up: the watchdog is for what a restart would mend.
            try await daemon.nextPing()
            try FileManager.default.moveItem(atPath: daemon.state + ".away", toPath: daemon.state)
            try await daemon.record(Route.entrances)
            #expect(try await daemon.get(Route.now, as: NowBody.self).occupancy == 2)
            #expect(try await daemon.stop() == .status(0))
        }
    }

    /// A daemon whose disk fails or hangs works or ends.
    @Suite(
        .enabled("strace is not installed or may not trace") {
            await isInstalled("strace", "-o", "/dev/null", "true")
        })
    struct EndingTests {
        private func trace(_ daemon: DaemonProcess, _ injection: String) async throws -> Child {
            let pid = try #require(try daemon.child.pid)
            let tracer = try Child([
                "strace", "-f", "-p", "\(pid)", "-e", "trace=fdatasync,fsync", "-e",
                "inject=fdatasync,fsync:\(injection)",
            ])
            try await tracer.errors.first { $0.contains("attached") }
            return tracer
        }

        @Test("when every sync fails it ends, and says why; the next start works")
        func failing() async throws {
            let daemon = try DaemonProcess(environment: ["WATCHDOG_USEC": "3000000"])
            try await daemon.start()
            let tracer = try await trace(daemon, "error=EIO")
            #expect(try await daemon.post(Route.entrances).status == 503)
            #expect(try await daemon.child.ended() == .status(1))
            _ = try await tracer.ended()
            #expect(
                try daemon.child.errorText.contains(
                    "doorstepd: LedgerProbe failed, so the program stops and must be restarted: "))
            try await daemon.start()
            try await daemon.record(Route.entrances)
            #expect(try await daemon.get(Route.health).status == 200)
        }

        @Test("SIGTERM ends it within the unit's time although the disk does not answer")
        func hanging() async throws {
            let daemon = try await DaemonProcess.started()
            // The stop itself is a fact that wants to be synced.
            let tracer = try await trace(daemon, "delay_enter=60000000")
            #expect(try await daemon.stop(SIGTERM) == .status(1))
            tracer.signal(SIGKILL)
            _ = try await tracer.ended()
            #expect(
                try daemon.child.errorText.contains(
                    "doorstepd: the program did not stop within 8 s of the signal and was ended"))
            try await daemon.start()
            try await daemon.record(Route.entrances)
        }

        @Test(
            "files that another user owns: it ends instead of standing there and refusing",
            .enabled(Nobody.comment, { await Nobody.isPossible() }))
        func foreignFiles() async throws {
            let owner = try await DaemonProcess.started()
            try await owner.record(Route.entrances)
            try await owner.stop(SIGTERM)
            for path in [owner.scratch.path, owner.state] { chmod(path, 0o777) }
            let files = try FileManager.default.contentsOfDirectory(atPath: owner.state)
            for file in files { chmod(owner.state + "/" + file, file == "lock" ? 0o666 : 0o644) }
            chmod(owner.scratch.path + "/secret", 0o644)
            let child = try Child(
                Nobody.wrapper + [Program.doorstepd, "--config", owner.configuration])
            #expect(try await child.ended() == .status(1))
            #expect(child.errorText.contains("doorstepd: "))
            try await owner.start()
            #expect(try await owner.get(Route.now, as: NowBody.self).occupancy == 1)
        }
    }
}
