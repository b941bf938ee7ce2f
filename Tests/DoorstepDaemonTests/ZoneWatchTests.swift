import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import Logging
import MachineZones
import TestSupport
import Testing

@testable import DoorstepDaemon

/// The zone files of a scratch machine, as an update of tzdata treats them.
@Suite struct ZoneWatchTests {
    private final class Machine {
        let scratch: ScratchDirectory
        let ledger: Ledger
        let watch: ZoneWatch

        init() throws {
            scratch = try ScratchDirectory()
            let zones = ZoneDirectory(path: scratch.path + "/zoneinfo")
            try FileManager.default.createDirectory(
                atPath: zones.path, withIntermediateDirectories: true)
            try Self.install("PST8PDT,M3.2.0,M11.1.0", version: "2026a", in: zones.path)
            var shop = DoorstepCore.Shop.fixture()
            shop.calendar.zone = try zones.rules("Vancouver")
            ledger = try Ledger(
                in: StateDirectory(scratch.path + "/state"), shop: shop,
                clock: WallClock("2026-11-21T09:30:00Z").read, destinations: [], onCommit: { _ in })
            watch = ZoneWatch(
                zones: zones, ledger: ledger,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        var file: String { scratch.path + "/zoneinfo/Vancouver" }

        func install(_ footer: String, version: String) throws {
            try Self.install(footer, version: version, in: scratch.path + "/zoneinfo")
        }

        private static func install(_ footer: String, version: String, in path: String) throws {
            // Made beside it and moved, as dpkg does.
            try Data(ZoneFile(footer: footer).bytes).write(
                to: URL(fileURLWithPath: path + "/Vancouver"), options: .atomic)
            try Data("# version \(version)\nZ Vancouver -7 - -07\n".utf8).write(
                to: URL(fileURLWithPath: path + "/tzdata.zi"), options: .atomic)
        }

        /// Of the shop now, in hours.
        var offset: Int {
            ledger.shop.calendar.offset(at: Timestamp(at: "2026-11-21T09:30:00Z")) / 3600
        }

        var health: String {
            (watch.check.ok ? "ok: " : "not ok: ")
                + (watch.check.detail ?? "").replacing(scratch.path, with: "")
        }
    }

    @Test("an update of tzdata is followed by itself, and named in the health check")
    func updated() async throws {
        let machine = try Machine()
        await machine.watch.look()
        #expect(machine.offset == -8)
        #expect(machine.health == "ok: Vancouver by tzdata 2026a")
        try machine.install("<-07>7", version: "2026b")
        await machine.watch.look()
        #expect(machine.offset == -7)
        #expect(machine.health == "ok: Vancouver by tzdata 2026b")
    }

    @Test("a file that vanishes during an update costs nothing but a word, until it is back")
    func vanished() async throws {
        let machine = try Machine()
        await machine.watch.look()
        try FileManager.default.removeItem(atPath: machine.file)
        await machine.watch.look()
        #expect(machine.offset == -8)
        #expect(
            machine.health
                == "not ok: found /zoneinfo/Vancouver, which cannot be read (no such file or directory): the old rules stay in use (Vancouver by tzdata 2026a); to correct it:  apt-get install --reinstall tzdata"
        )
        try machine.install("<-07>7", version: "2026b")
        await machine.watch.look()
        #expect(machine.offset == -7)
        #expect(machine.health == "ok: Vancouver by tzdata 2026b")
    }

    @Test("a broken file leaves the old rules in force, and the health check says so")
    func broken() async throws {
        let machine = try Machine()
        await machine.watch.look()
        try Data("TZif2 and nothing else".utf8).write(to: URL(fileURLWithPath: machine.file))
        await machine.watch.look()
        #expect(machine.offset == -8)
        #expect(
            machine.health.hasPrefix(
                "not ok: found /zoneinfo/Vancouver, which is damaged (it ends too early)"))
    }

    @Test("what could not be recorded is recorded at the next look")
    func closedLedger() async throws {
        let machine = try Machine()
        await machine.watch.look()
        try machine.install("<-07>7", version: "2026b")
        try machine.ledger.close()
        await machine.watch.look()
        #expect(machine.offset == -8)
        #expect(machine.health == "ok: Vancouver by tzdata 2026a")
    }
}
