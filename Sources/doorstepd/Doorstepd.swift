import ArgumentParser
import DoorstepDaemon
import Foundation

/// The daemon. The commands only parse; `DoorstepDaemon` does the work.
@main
struct Doorstepd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doorstepd",
        abstract: "Record who comes and goes, prompt the staff, and tell the managers.",
        subcommands: [Serve.self, Check.self, Demo.self], defaultSubcommand: Serve.self)
}

struct ConfigurationOption: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = "/etc/doorstep/doorstep.toml"
}

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon in the foreground, as systemd wants it.")

    @OptionGroup var file: ConfigurationOption

    @Option(help: ArgumentHelp("The socket, in place of the configured one.", valueName: "path"))
    var socket: String?

    @Option(help: ArgumentHelp("The state directory, likewise.", valueName: "directory"))
    var state: String?

    func run() async throws {
        await Invocation.serve(config: file.config, socket: socket, state: state).runAndExit()
    }
}

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the configuration and the scripts without starting.",
        discussion: "Ends with status 78 when there is a mistake.")

    @OptionGroup var file: ConfigurationOption

    func run() async throws { await Invocation.check(config: file.config).runAndExit() }
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
