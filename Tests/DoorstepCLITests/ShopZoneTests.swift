import DoorstepAPI
import DoorstepCore
import FakeDaemon
import MachineZones
import Testing

@testable import DoorstepCLI

/// The shop is in Paris, or where the test says; the terminal is somewhere else. It is 11:15:09 in Paris.
@Suite struct ShopZoneTests {
    /// A machine whose own clocks are in UTC, as those of containers are.
    static let greenwich = MachineTime(now: { Recorder.now }, offset: { _ in 0 })

    private func outcome(
        _ arguments: [String], machine: MachineTime = greenwich, timeZone: String? = "Europe/Paris",
        _ answers: [String: String]
    ) throws -> (Outcome, [FakeDaemon.Request]) {
        try Outcome.of(arguments, machine: machine, timeZone: timeZone) { request in
            answers[request.line].map { .json(200, $0) } ?? .notProvidedFor
        }
    }

    private static let now = ["GET /v1/now": Answers.now()]

    @Test("now shows the hour on the shop's wall, and whose it is, whatever the machine's zone")
    func now() throws {
        let (outcome, _) = try outcome(["now"], Self.now)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.hasSuffix(", 11:15:09 Europe/Paris") == true)
        #expect(lines.contains { $0.hasSuffix("its summary is made at 19:15") })
    }

    @Test("where the machine's clocks agree with the shop's nobody is told the zone's name")
    func agreeing() throws {
        let (outcome, _) = try outcome(["now"], machine: Recorder.machine, Self.now)
        #expect(outcome.output.contains(", 11:15:09\n"))
        #expect(!outcome.output.contains("Europe/Paris"))
    }

    @Test("without rules for the shop's zone the times are in UTC, and say so")
    func fallback() throws {
        let without = MachineTime(
            now: { Recorder.now }, offset: { _ in 0 }, zones: ZoneDirectory(path: "/nowhere"))
        for (machine, zone) in [(without, "Europe/Paris"), (Self.greenwich, nil)] {
            let (outcome, _) = try outcome(["now"], machine: machine, timeZone: zone, Self.now)
            #expect(outcome.output.contains(", 10:15:09 UTC\n"))
        }
    }

    @Test(
        "--at 11:05 is five past eleven in the shop, by its zone's own rules",
        arguments: [
            ("Europe/Paris", "2026-11-21T10:05:00.000Z"),
            ("Asia/Tokyo", "2026-11-21T02:05:00.000Z"),
            // Where it is still the day before.
            ("Pacific/Honolulu", "2026-11-21T21:05:00.000Z"),
        ])
    func at(zone: String, moment: String) throws {
        let fact = Answers.fact(1044, "entrance", Answers.party, at: "2026-11-21T10:05:00.000Z")
        let (outcome, requests) = try outcome(
            ["enter", "--at", "11:05"], timeZone: zone,
            Self.now.merging(["POST /v1/entrances": fact]) { $1 })
        #expect(outcome.status == 0)
        // The daemon was asked whose time that is.
        #expect(requests.map(\.line) == ["GET /v1/now", "POST /v1/entrances"])
        #expect(requests.last?.body.contains(#""at":"\#(moment)""#) == true)
    }

    @Test("a moment with its own zone is sent without a question")
    func absolute() throws {
        let fact = Answers.fact(1044, "entrance", Answers.party, at: "2026-11-21T10:05:00.000Z")
        let (outcome, requests) = try outcome(
            ["enter", "--at", "2026-11-21T11:05:00+01:00"], ["POST /v1/entrances": fact])
        #expect(requests.map(\.line) == ["POST /v1/entrances"])
        #expect(outcome.output.contains("11:05:00 Europe/Paris"))
    }

    @Test("the counter's header names the zone where its times could be doubted")
    func counter() throws {
        let counter = try Counter(prompts: [])
        let screen = CounterScreen(
            state: counter.state, time: counter.now,
            clock: WallClock(
                zoneNamed: "Europe/Paris",
                MachineTime(now: { Counter.start }, offset: { _ in 0 })), columns: 80, rows: 24)
        #expect(screen.lines.first?.text.hasSuffix(" - Europe/Paris") == true)
    }
}
