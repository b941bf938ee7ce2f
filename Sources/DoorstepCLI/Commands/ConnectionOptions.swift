import ArgumentParser
import DoorstepClient

/// The option that names the daemon's socket.
struct ConnectionOptions: ParsableArguments {
    static let defaultSocket = "/run/doorstep/doorstep.sock"

    @Option(help: ArgumentHelp("The daemon's socket.", valueName: "path"))
    var socket: String?

    func client(in terminal: Terminal) -> DaemonClient {
        DaemonClient(socket: path(in: terminal))
    }

    func path(in terminal: Terminal) -> String {
        let given = socket ?? terminal.variable("DOORSTEP_SOCKET").flatMap { $0.isEmpty ? nil : $0 }
        return given ?? Self.defaultSocket
    }
}

struct JSONOption: ParsableArguments {
    @Flag(help: "Print the daemon's answer as JSON.")
    var json = false
}
