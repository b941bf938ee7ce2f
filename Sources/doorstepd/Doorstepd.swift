import ArgumentParser
import DoorstepDaemon
import Foundation

/// The daemon. The commands only parse; `DoorstepDaemon` does the work.
@main
struct Doorstepd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doorstepd",
        abstract: "Record who comes and goes, prompt the staff, and tell the managers.",
        subcommands: [
            Serve.self, Courier.self, Check.self, NewLedger.self, Demo.self, Replay.self,
            AddDestination.self,
        ],
        defaultSubcommand: Serve.self)
}

struct ConfigurationOption: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = "/etc/doorstep/doorstep.toml"
}

struct SocketOption: ParsableArguments {
    @Option(help: ArgumentHelp("The socket, in place of the configured one.", valueName: "path"))
    var socket: String?
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon in the foreground, as systemd starts it.",
        discussion: """
            By default it also brings the summaries to their destinations. With --courier apart it opens no connection \
            to the network and reads neither the URLs nor the secrets of destinations:  doorstepd courier  takes the \
            summaries from its socket and brings them there. The shipped units run the two this way.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var place: SocketOption

    @Option(
        help: ArgumentHelp(
            "The state directory, in place of the configured one.", valueName: "directory"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "Where the courier works: here, in this process, or apart, in one of its own.",
            valueName: "place"))
    var courier = CourierPlace.here

    func run() async throws {
        await Invocation.serve(
            config: file.config, socket: place.socket, state: state, courier: courier
        ).runAndExit()
    }
}

extension CourierPlace: ExpressibleByArgument {}

struct Courier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the summaries of a daemon that runs apart to their destinations.",
        discussion: """
            The daemon is one that was started with  serve --courier apart . Both read the same configuration; URLs \
            and secrets of destinations are read here alone. While the daemon is away the courier waits for it. Only \
            the daemon's own user, root and doorstep-courier get work, and one courier at a time.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var place: SocketOption

    func run() async throws {
        await Invocation.courier(config: file.config, socket: place.socket).runAndExit()
    }
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the configuration and the scripts without starting.",
        discussion: "Ends with status 78 when there is a mistake.")

    @OptionGroup var file: ConfigurationOption

    func run() async throws { await Invocation.check(config: file.config).runAndExit() }
}

struct NewLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Move the ledger and its backups away, so that the next start begins an empty one.",
        discussion: """
            The daemon never begins an empty ledger by itself where there was one. When a damaged ledger cannot be \
            restored, or when a shop wants to begin anew, stop the daemon and run this, as root or as the daemon's \
            user. Nothing is deleted: everything is moved to a folder former-… in the state directory.
            """)

    @OptionGroup var file: ConfigurationOption

    @Option(
        help: ArgumentHelp(
            "The state directory, in place of the configured one.", valueName: "directory"))
    var state: String?

    func run() async throws {
        await Invocation.newLedger(config: file.config, state: state).runAndExit()
    }
}

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a shop's day in one minute, in a scratch directory.",
        discussion: """
            People arrive, prompts appear, answers come, the day closes, and a webhook receiver on \
            loopback prints the verified summary. Then the shop stays open for you.
            """)

    func run() async throws { await Invocation.demo.runAndExit() }
}

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replay a day from a file, and show what its summary comes to.",
        discussion: """
            The file has one JSON object a line: at (a time with its zone), do (entrance, exit, opening, answer, \
            tie, void, occupancy, feedback, review or heartbeat), a label if later lines speak of it, and the \
            members of the call's body; config/example-day.ndjson shows one. Prompts lapse and the day closes as \
            the file's time passes. Everything happens in a scratch directory; nothing is sent.

            Without --config the shop is one in Paris with one door, front, open from 09:30 to 19:00. Ends with \
            status 65 when a line cannot be replayed.
            """)

    @Argument(help: ArgumentHelp("The day.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The configuration whose shop it is.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "How many times faster than real time, showing the prompts as they come. Left out: as fast as "
                + "possible.", valueName: "times"))
    var speed: Double?

    @Flag(help: "Print each day's summary as one line of JSON.")
    var json = false

    func validate() throws {
        if let speed, !(speed.isFinite && speed > 0) {
            throw ValidationError("--speed wants a number above 0, such as 60.")
        }
    }

    func run() async throws {
        await Invocation.replay(file: file, config: config, speed: speed, isJSON: json).runAndExit()
    }
}

/// The hidden command that `doorstep destination add` runs.
struct AddDestination: AsyncParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Argument var wish: String

    func run() async throws { await Invocation.addDestination(wish: wish).runAndExit() }
}
