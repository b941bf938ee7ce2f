import ArgumentParser
import DoorstepClient
import Glibc

struct CounterCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "counter",
        abstract: "The counter's screen: what is due, large, and one key for each answer.",
        discussion: """
            It runs until q is pressed, shows which visitors to greet and what to say, and keeps working while the \
            connection is lost: answers given meanwhile are sent once, when it is back. ? shows all the keys.

            Where it is not shown on a terminal, with TERM=dumb, ACCESSIBLE=1 or --plain, it prints a line for each \
            change instead of drawing a screen, for screen readers.
            """)

    @Option(
        help: ArgumentHelp(
            "The screen's language, fr or en. Left out: the terminal's.", valueName: "language"))
    var language: String?

    @Flag(help: "Print lines, draw nothing.")
    var plain = false

    @Flag(help: "Ring the terminal's bell when somebody is to be greeted.")
    var bell = false

    /// Seconds of silence after which the connection counts as lost; an option for tests.
    @Option(help: .hidden) var silence: Double = 12

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let language, !["fr", "en"].contains(language) {
            throw ValidationError("--language wants fr or en, not “\(language)”.")
        }
        guard silence > 0 else { throw ValidationError("--silence wants seconds.") }
    }

    func run(in terminal: Terminal) throws {
        let settings = CounterSettings(
            language: language, plain: plain,
            isTerminal: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1,
            variable: terminal.variable)
        try CounterLoop(
            socket: connection.path(in: terminal), settings: settings, machine: terminal.machine,
            silence: .milliseconds(Int64(silence * 1000)), rings: bell
        ).run()
    }
}
