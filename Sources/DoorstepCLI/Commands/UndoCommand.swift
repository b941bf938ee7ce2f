import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct UndoCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Undo a fact that should not have been recorded.",
        discussion: """
            Without a number, the last fact that can be undone. Nothing is erased: the ledger gets a fact that \
            undoes the other.
            """)

    @Argument(help: ArgumentHelp("The fact's number.", valueName: "sequence"))
    var sequence: String?

    @OptionGroup var why: ReasonOption
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws { _ = try number() }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let target: Sequence
        if let number = try number() {
            target = number
        } else {
            guard let last = try client.now().body.recent.first(where: { !$0.undone }) else {
                throw CommandFailure(
                    "there is nothing to undo",
                    hint: "an older fact is undone by its number:", "doorstep undo NUMBER")
            }
            let clock = terminal.clock(client)
            terminal.say(
                "Undoing #\(last.sequence): \(last.words["en"] ?? last.kind.rawValue), "
                    + clock.marked(clock.timeOrDate(last.at)))
            target = last.sequence
        }
        let reply = try client.void(target, VoidBody(reason: why.reason))
        try terminal.print(reply, as: output, from: client)
    }

    private func number() throws -> Sequence? {
        guard let sequence else { return nil }
        guard let value = Int64(sequence.hasPrefix("#") ? String(sequence.dropFirst()) : sequence),
            value > 0
        else { throw ValidationError("“\(sequence)” is not a fact's number.") }
        return Sequence(value)
    }
}
