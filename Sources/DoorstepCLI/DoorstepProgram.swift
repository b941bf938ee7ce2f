import ArgumentParser
import DoorstepClient
import DoorstepCore
import Glibc

/// The `doorstep` program: it runs the command on the command line, and returns an exit status.
package enum DoorstepProgram {
    package static func main() -> Never {
        exit(run(Array(CommandLine.arguments.dropFirst()), in: .standard))
    }

    /// - Returns: 0 when the command succeeded, 1 when it was refused or failed, 64 for arguments that are not
    ///   understood, 69 when the daemon cannot be reached.
    package static func run(_ arguments: [String], in terminal: Terminal) -> Int32 {
        do {
            try DoorstepCommand.checkName(in: arguments)
            var command = try DoorstepCommand.parseAsRoot(arguments)
            if let command = command as? any TerminalCommand {
                try command.run(in: terminal)
            } else {
                try command.run()
            }
            return 0
        } catch {
            return explain(error, in: terminal)
        }
    }

    private static func explain(_ error: any Error, in terminal: Terminal) -> Int32 {
        let failure: CommandFailure
        switch error {
        case let error as CommandFailure: failure = error
        case let error as ClientError: failure = CommandFailure(error)
        default:
            let code = DoorstepCommand.exitCode(for: error)
            let text = DoorstepCommand.fullMessage(for: error)
            if code.isSuccess {
                try? terminal.print(text)
            } else {
                terminal.say(text)
            }
            return code.rawValue
        }
        terminal.say(failure.text)
        return failure.status
    }
}

/// A command that gets its clock and its outputs from a `Terminal`.
protocol TerminalCommand: ParsableCommand {
    func run(in terminal: Terminal) throws
}

extension TerminalCommand {
    func run() throws { try run(in: .standard) }
}

struct DoorstepCommand: ParsableCommand {
    /// The label of errors in the arguments, the same as that of every other failure.
    static let _errorLabel = "doorstep"

    static let configuration = CommandConfiguration(
        commandName: "doorstep",
        abstract: "Tell Doorstep who comes and goes, answer its prompts, and see the shop's day.",
        discussion: """
            Every command talks to the daemon on this machine. Its socket is the one given with --socket, else \
            the one in the variable DOORSTEP_SOCKET, else \(ConnectionOptions.defaultSocket).
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "At the counter",
                subcommands: [
                    CounterCommand.self,
                    EnterCommand.self, ExitCommand.self, OpenCommand.self, NowCommand.self,
                    AnswerCommand.self, OutcomeCommand.self, TieCommand.self, RecountCommand.self,
                    UndoCommand.self,
                    ExcludeCommand.self,
                    WatchCommand.self,
                ]),
            CommandGroup(
                name: "For the manager",
                subcommands: [
                    SummaryCommand.self, FeedbackCommand.self, DeliverCommand.self,
                    DeliveriesCommand.self,
                    DestinationCommand.self,
                ]),
            CommandGroup(
                name: "The screens", subcommands: [PairCommand.self, DevicesCommand.self]),
            CommandGroup(
                name: "The facts themselves",
                subcommands: [ImportCommand.self, ExportCommand.self]),
        ])
}

extension ParsableCommand {
    /// Refuses a first word that is no command, and names the command that was probably meant. A command that also works
    /// by itself refuses only a word that is much like one of its own commands.
    static func checkName(in arguments: [String], after path: [String] = []) throws(CommandFailure)
    {
        let path = path + [_commandName]
        let commands = configuration.subcommands
        guard !commands.isEmpty, let word = arguments.first, !word.hasPrefix("-"), word != "help"
        else { return }
        if let command = commands.first(where: { $0._commandName == word }) {
            return try command.checkName(in: Array(arguments.dropFirst()), after: path)
        }
        let meant = suggestion(for: word, among: commands.map { $0._commandName })
        guard configuration.defaultSubcommand == nil || meant != nil else { return }
        throw CommandFailure(
            "“\(word)” is no command",
            hint: meant.map { "did you mean  \((path + [$0]).joined(separator: " "))" }
                ?? "all commands:  \((path + ["--help"]).joined(separator: " "))", status: 64)
    }
}
