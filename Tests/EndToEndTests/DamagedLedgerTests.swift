import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct DamagedLedgerTests {
        private static func hasBackup(_ daemon: DaemonProcess) async throws {
            try await daemon.child.errors.first { $0.contains("backup taken and checked") }
        }

        private static func overwrite(_ path: String, from offset: UInt64, count: Int) throws {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seek(toOffset: offset)
            try handle.write(contentsOf: Data(repeating: 0x2A, count: count))
            try handle.close()
        }

        @Test(
            "the shop opens after its database was damaged: the backup's facts are there, and health says what happened"
        )
        func restored() async throws {
            let daemon = try await DaemonProcess.started()
            for _ in 0..<30 { try await daemon.record(Route.entrances) }
            try await daemon.stop()
            // The first start's backup, if there was something to back up already, has less than the next one's.
            try? FileManager.default.removeItem(atPath: daemon.state + "/backups")
            try await daemon.start()
            try await Self.hasBackup(daemon)
            try await daemon.stop()
            try Self.overwrite(daemon.state + "/doorstep.sqlite", from: 0, count: 8192)
            try await daemon.start()
            let facts = try await daemon.facts()
            #expect(facts.map(\.sequence.value) == Array(1...Int64(facts.count)))
            try await daemon.record(Route.entrances)
            let health = try await daemon.get(Route.health, as: HealthBody.self)
            #expect(health.status == "degraded")
            let check = try #require(health.checks.first { $0.name == "database" })
            #expect(
                check.detail?.contains("The database was damaged (file is not a database)") == true)
            #expect(check.detail?.contains("was restored") == true)
            #expect(try daemon.complaints.contains { $0.contains("The database was damaged") })
        }

        @Test("a reader that had read on past the backup is told so, and not continued")
        func readerNotices() async throws {
            let daemon = try await DaemonProcess.started()
            for _ in 0..<10 { try await daemon.record(Route.entrances) }
            try await daemon.stop()
            try? FileManager.default.removeItem(atPath: daemon.state + "/backups")
            try await daemon.start()
            try await Self.hasBackup(daemon)
            for _ in 0..<10 { try await daemon.record(Route.entrances) }
            let before = try await daemon.get(Route.now, as: NowBody.self)
            let place = LedgerPosition(ledger: before.ledger, sequence: before.sequence)
            try await daemon.stop()
            try Self.overwrite(daemon.state + "/doorstep.sqlite", from: 0, count: 8192)
            try await daemon.start()
            for _ in 0..<20 { try await daemon.record(Route.entrances) }
            let now = try await daemon.get(Route.now, as: NowBody.self)
            #expect(now.sequence > before.sequence)
            #expect(now.ledger != before.ledger)

            let answer = try await daemon.get("\(Route.facts)?after=\(place)")
            #expect(answer.status == 409)
            #expect(try answer.decoded(ProblemBody.self).kind == "other-ledger")
            let reader = StreamReader(daemon, after: place)
            let first = try await reader.events.first { $0.name != StreamEventName.beat }.entry
            #expect(first.name == StreamEventName.reset)
            #expect(first.id == "\(now.ledger):\(now.sequence)")
        }

        @Test("a ledger of which nothing is left is begun anew only when somebody says so")
        func newLedger() async throws {
            let daemon = try await DaemonProcess.started()
            let running = try Child([Program.doorstepd, "new-ledger", "--state", daemon.state])
            #expect(try await running.ended() == .status(1))
            #expect(running.errorText.contains("already keeps the ledger in \(daemon.state)"))
            try await daemon.stop()
            try? FileManager.default.removeItem(atPath: daemon.state + "/backups")
            let database = daemon.state + "/doorstep.sqlite"
            try Self.overwrite(database, from: 0, count: 8192)
            let child = try daemon.launch()
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: \(database) is damaged (file is not a database), there is no backup in \
                    \(daemon.state)/backups, and no fact could be read from what is left of it
                      hint: put a good copy there as \(database), or begin an empty ledger, which keeps the old \
                    files in a folder beside it:  doorstepd new-ledger --state \(daemon.state)

                    """)
            let command = try Child([Program.doorstepd, "new-ledger", "--state", daemon.state])
            #expect(try await command.ended() == .status(0))
            #expect(
                command.output.entries.first?.hasPrefix(
                    "The ledger and its backups were moved to \(daemon.state)/former-") == true)
            try await daemon.start()
            #expect(try await daemon.facts().count == 1)
        }

        @Test(
            "a log that belongs to another user is named, with the command that mends it",
            .enabled(Nobody.comment, { await Nobody.isPossible() }))
        func foreignLog() async throws {
            let owner = try await DaemonProcess.started()
            try await owner.stop(SIGKILL)
            let database = owner.state + "/doorstep.sqlite"
            for path in [owner.scratch.path, owner.state] { chmod(path, 0o777) }
            for file in ["/lock", "/doorstep.sqlite"] { chmod(owner.state + file, 0o666) }
            chmod(database + "-wal", 0o644)
            chmod(owner.scratch.path + "/secret", 0o644)
            let child = try Child(
                Nobody.wrapper + [Program.doorstepd, "--config", owner.configuration])
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: cannot open \(database)-wal: it belongs to root, and the daemon runs as nobody
                      hint: chown nobody: \(database)-wal

                    """)
        }
    }
}
