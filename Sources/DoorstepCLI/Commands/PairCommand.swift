import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct PairCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "pair",
        abstract: "Let a browser be a counter, a kiosk or a report, or a program read the metrics.",
        discussion: """
            Shows a link and a QR code. They are good for ten minutes and for one browser, which stays paired until \
            it is revoked: doorstep devices. A kiosk can show the welcome and take feedback, nothing else.

            A QR code is drawn on a terminal, and elsewhere with --qr.

            metrics: shows a token for Prometheus, or another program that watches the machine, until it is revoked. It \
            can read /metrics, nothing else.
            """)

    @Argument(
        help: ArgumentHelp(
            "What the screen is for: counter, kiosk or report; metrics for a program.",
            valueName: "role"),
        transform: readRole)
    var role: DeviceRole

    @Option(help: "What to call the screen or the program; facts are recorded by this name.")
    var name: String?

    @Flag(help: "Draw the QR code although the output is no terminal.")
    var qr = false

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let name, let wanted = FactText.device.refusal(of: name) {
            throw ValidationError("--name is “\(name)”; wanted is \(wanted).")
        }
    }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        guard DeviceRole.screens.contains(role) else {
            let reply = try client.makeToken(TokenRequestBody(role: role, name: name))
            return try terminal.print(reply, as: output) { TokenLines(token: $0).lines }
        }
        let reply = try client.makePairing(PairingRequestBody(role: role, name: name))
        try terminal.print(reply, as: output) {
            PairingLines(
                pairing: $0, clock: terminal.clock(client),
                style: QRPicture.Style(terminal, isWanted: qr)
            ).lines
        }
    }
}

private func readRole(_ text: String) throws -> DeviceRole {
    guard let role = DeviceRole(rawValue: text) else {
        throw ValidationError(
            "A screen is a counter, a kiosk or a report; a program reads the metrics.")
    }
    return role
}
