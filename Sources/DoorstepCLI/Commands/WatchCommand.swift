import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import FoundationEssentials

struct WatchCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show each fact as it is recorded.",
        discussion: """
            One line for each. When the connection is lost, it is taken up again where it was, and nothing is \
            missed. Ends with Control-C.
            """)

    @Option(help: ArgumentHelp("Begin after this fact.", valueName: "sequence"))
    var after: Int64?

    @Flag(help: "Print each event's data as one line of JSON.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let after, after < 0 { throw ValidationError("--after \(after) is no fact's number.") }
    }

    func run(in terminal: Terminal) throws {
        try watch(in: terminal) { _ in true }
    }

    /// Shows each event as it comes. `isWanted` is asked after each; false ends the watching.
    func watch(in terminal: Terminal, while isWanted: (ServerSentEvent) -> Bool) throws {
        let client = connection.client(in: terminal)
        // The start is always named, so that no event is missed if the connection is lost before the first one.
        let now = try client.now().body
        let start = LedgerPosition(
            ledger: now.ledger, sequence: after.map { Sequence($0) } ?? now.sequence)
        var ledger = now.ledger
        let clock = terminal.clock(client)
        if !json, let zone = clock.doubtedZone {
            terminal.say("doorstep: times are those of \(zone)")
        }
        try EventReader(client, pause: terminal.pause).run(after: start) { notice in
            switch notice {
            case .connected: break
            case .lost(let error):
                terminal.say("doorstep: the connection is lost, trying again (\(reason(error)))")
            case .regained(let last):
                terminal.say(
                    "doorstep: connected again"
                        + (last.map { ", going on after #\($0.sequence)" } ?? ""))
            }
        } onEvent: { event in
            if event.name == StreamEventName.reset {
                let place = LedgerPosition(event.id)
                let isOther = place.map { $0.ledger != ledger } ?? false
                terminal.say(
                    isOther
                        ? "doorstep: the ledger was restored from a backup, going on with what it has now"
                        : "doorstep: too much was missed to be shown, going on from here")
                ledger = place?.ledger ?? ledger
            } else {
                try show(event, clock, in: terminal)
            }
            return isWanted(event)
        }
    }

    private func show(
        _ event: ServerSentEvent, _ clock: WallClock, in terminal: Terminal
    ) throws {
        if json {
            try terminal.print(event.data)
            return
        }
        guard
            let recorded = try? JSONDecoder().decode(
                Recorded.self, from: Data(event.data.utf8))
        else {
            terminal.say("doorstep: event #\(event.id) (\(event.name)) was not understood")
            return
        }
        var line = FactLine(recorded.fact, clock: clock).logged
        if let prompt = recorded.prompt, prompt.state == .open,
            prompt.id == recorded.fact.sequence
        {
            line += "  " + PromptLine(prompt, clock: clock).words
        }
        try terminal.print(line)
    }

    private func reason(_ error: ClientError) -> String {
        let failure = CommandFailure(error)
        return failure.cause ?? failure.operation
    }
}
