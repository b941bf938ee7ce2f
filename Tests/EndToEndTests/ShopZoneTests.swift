import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// The programs on a machine whose zone is fourteen hours ahead of Greenwich, for a shop that is somewhere else.
    @Suite struct ShopZoneTests {
        private static let away = "TZ=Pacific/Kiritimati"

        private static func run(
            _ daemon: DaemonProcess, _ arguments: String...
        ) async throws -> (ending: Child.Ending, output: [String], errors: String) {
            try await Program.doorstep(
                arguments + ["--socket", daemon.socket], wrapper: ["env", away])
        }

        /// At noon in its own zone, whatever that is at the time of the test.
        private static func opened() async throws -> (DaemonProcess, ZoneRules) {
            let settings = ShopSettings()
            let daemon = try DaemonProcess(
                settings, environment: ["TZ": "Pacific/Kiritimati"])
            try await daemon.start()
            return (daemon, .machine(settings.timeZone))
        }

        @Test("the terminal shows the shop's hour and names its zone")
        func shown() async throws {
            let (daemon, zone) = try await Self.opened()
            let now = try await Self.run(daemon, "now")
            // The answer's own moment, as the shop's clock shows it.
            let body = try await daemon.get(Route.now, as: NowBody.self)
            let hour = zone.text(body.at).dropFirst(11).prefix(3)
            #expect(now.output.first?.contains(", \(hour)") == true)
            #expect(now.output.first?.hasSuffix(" \(zone.name)") == true)
            let summary = try await daemon.get(
                Route.summary(day: body.day.description), as: Summary.self)
            let dayStart = zone.moment(body.day, TimeOfDay(minutes: 240))
            #expect(summary.period.from == zone.text(dayStart))
            try await daemon.stop()
        }

        @Test("--at is the shop's time, and what is refused is refused in it")
        func taken() async throws {
            let (daemon, zone) = try await Self.opened()
            let entered = try await Self.run(daemon, "enter", "--at", "11:30")
            #expect(entered.ending == .status(0), "\(entered.errors)")
            #expect(entered.output.first?.hasSuffix("11:30:00 \(zone.name)") == true)
            let today = zone.wallClock(at: Timestamp(Date())).date
            let fact = try #require(try await daemon.facts().last { $0.kind == .entrance })
            #expect(fact.at == zone.moment(today, TimeOfDay(minutes: 690)))

            let refused = try await Self.run(daemon, "enter", "--at", "23:59")
            #expect(refused.ending == .status(1))
            let meant = zone.text(zone.moment(today, TimeOfDay(minutes: 1439)))
            #expect(refused.errors.contains("at is \(meant), and the daemon's clock says "))
            #expect(refused.errors.contains("the shop's time, not this machine's"))
            try await daemon.stop()
        }

        @Test("the health check and `doorstepd check` name the tzdata that the shop goes by")
        func named() async throws {
            let (daemon, zone) = try await Self.opened()
            let health = try await daemon.get(Route.health, as: HealthBody.self)
            let check = health.checks.first { $0.name == "zoneRules" }
            #expect(check?.ok == true)
            #expect(check?.detail?.hasPrefix("\(zone.name) by ") == true)
            let child = try Child(
                [Program.doorstepd, "check", "--config", daemon.configuration],
                environment: ["TZ": "Pacific/Kiritimati"])
            #expect(try await child.ended() == .status(0))
            let lines = child.output.entries
            #expect(lines.contains("time zone     \(check?.detail ?? "")"))
            #expect(
                lines.contains {
                    $0.hasPrefix("next closing ") && $0.hasSuffix(", \(zone.name)")
                })
            try await daemon.stop()
        }

        @Test("the command line carries no zone rules of its own")
        func noRulesOfItsOwn() throws {
            let program = try Data(contentsOf: URL(fileURLWithPath: Program.doorstep))
            #expect(program.range(of: Data("libFoundationEssentials".utf8)) != nil)
            #expect(program.range(of: Data("FoundationInternationalization".utf8)) == nil)
        }

        @Test("a night in Vancouver in November 2026 is counted on the day that its clocks show")
        func vancouver() async throws {
            var settings = ShopSettings()
            settings.timeZone = "America/Vancouver"
            settings.shop = #"dayStartsAt = "00:00""#
            let daemon = try await DaemonProcess.started(settings)
            let file = daemon.scratch.path + "/night.csv"
            try Data("at,way\n2026-11-20T07:30:00Z,in\n2026-11-20T08:30:00Z,out\n".utf8)
                .write(to: URL(fileURLWithPath: file))
            let imported = try await Self.run(
                daemon, "import", file, "--format", "events-csv", "--time-zone",
                "America/Vancouver", "--at", "at", "--direction", "way")
            #expect(imported.ending == .status(0), "\(imported.errors)")
            let day = try await daemon.get(Route.summary(day: "2026-11-20"), as: Summary.self)
            #expect(day.period.from == "2026-11-20T00:00:00.000-07:00")
            #expect(day.traffic.entrances == 1)
            #expect(day.traffic.exits == 1)
            #expect(day.traffic.byHour.first { $0.entrances > 0 }?.hour == "00:00")
            #expect(day.traffic.byHour.first { $0.exits > 0 }?.hour == "01:00")
            try await daemon.stop()
        }
    }
}
