import ArgumentParser
import DoorstepCore
import FakeDaemon
import TestSupport
import Testing

@testable import DoorstepCLI

struct WatchTests {
    static func event(_ sequence: Int64, _ recorded: String) -> String {
        "id: \(LedgerPosition.fixture(sequence))\nevent: x\ndata: \(recorded.dropLast()),\"now\":{}}\n\n"
    }

    private func watch(
        _ arguments: [String], events: Int, reset: LedgerPosition = .fixture(20000)
    ) throws -> (Recorder, FakeDaemon) {
        let daemon = try FakeDaemon { request in
            switch (request.path, request.headers["last-event-id"]) {
            case ("/v1/now", _): .json(200, Answers.now())
            case (_, "\(LedgerPosition.fixture(1045))"):
                .stream([
                    Self.event(
                        1046,
                        Answers.recorded(
                            Answers.fact(1046, "entrance", Answers.party), Answers.prompt(1046)))
                ])
            case (_, "\(LedgerPosition.fixture(1046))"):
                .stream([
                    "event: reset\nid: \(reset)\ndata: {}\n\n",
                    Self.event(
                        20001,
                        Answers.recorded(
                            Answers.fact(
                                20001, "greeting", #""about":1046,"answer":"said""#),
                            Answers.prompt(1046, state: "answered"))),
                ])
            default: .notProvidedFor
            }
        }
        let recorder = Recorder()
        let command = try #require(
            try WatchCommand.parseAsRoot(arguments + ["--socket", daemon.socket]) as? WatchCommand)
        var seen = 0
        try command.watch(in: recorder.terminal) { _ in
            seen += 1
            return seen < events
        }
        return (recorder, daemon)
    }

    @Test("a line for each fact; loss, return and a gap are told apart from them")
    func lines() throws {
        let (recorder, daemon) = try watch([], events: 3)
        defer { daemon.stop() }
        #expect(
            recorder.output == """
                11:15:02  #1046  entrance  front  2 people  → Bonjour, bienvenue !
                11:15:02  #20001  greeting  of #1046  said

                """)
        #expect(
            recorder.error == """
                doorstep: the connection is lost, trying again (the daemon closed the stream)
                doorstep: connected again, going on after #1046
                doorstep: too much was missed to be shown, going on from here

                """)
    }

    @Test("a ledger that was restored meanwhile is told of as that")
    func restored() throws {
        let place = LedgerPosition(ledger: .other, sequence: Sequence(20000))
        let (recorder, daemon) = try watch([], events: 3, reset: place)
        defer { daemon.stop() }
        #expect(
            recorder.error.hasSuffix(
                "doorstep: the ledger was restored from a backup, going on with what it has now\n"))
    }

    @Test("--json prints each event's data on a line")
    func json() throws {
        let (recorder, daemon) = try watch(["--json", "--after", "1045"], events: 1)
        defer { daemon.stop() }
        #expect(
            recorder.output
                == Answers.recorded(
                    Answers.fact(1046, "entrance", Answers.party), Answers.prompt(1046)
                ).dropLast() + #","now":{}}"# + "\n")
        #expect(daemon.requests.map(\.path) == ["/v1/now", "/v1/stream"])
    }
}
