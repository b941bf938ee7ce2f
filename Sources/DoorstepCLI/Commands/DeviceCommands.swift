import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Show the paired screens, or revoke one.",
        subcommands: [ListDevicesCommand.self, RevokeDeviceCommand.self],
        defaultSubcommand: ListDevicesCommand.self)
}

struct ListDevicesCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the paired screens.")

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        try terminal.print(try client.devices(), as: output) {
            DeviceLines(devices: $0.devices, clock: terminal.clock(client)).lines
        }
    }
}

struct RevokeDeviceCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a paired screen: it can no longer connect.",
        discussion: "It can be paired again:  doorstep pair ROLE.")

    @Argument(
        help: ArgumentHelp(
            "The screen's number, or its name when no other has it.", valueName: "device"))
    var device: String

    @OptionGroup var connection: ConnectionOptions

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let devices = try client.devices().body.devices
        let number = Int64(device.hasPrefix("#") ? String(device.dropFirst()) : device)
        let found = devices.filter { number == nil ? $0.name == device : $0.id == number }
        guard found.count <= 1 else {
            throw CommandFailure(
                "\(found.count) screens are called “\(device)”",
                hint: "give a number:  doorstep devices revoke "
                    + alternatives(found.map { "\($0.id)" }))
        }
        // A number goes to the daemon even if it is not on the list: the daemon decides, and words the refusal.
        guard let id = found.first?.id ?? number else {
            throw CommandFailure(
                "no paired screen is called “\(device)”", hint: "doorstep devices  lists them")
        }
        try client.revoke(id)
        try terminal.print(
            found.first.map {
                "Revoked: \($0.role.rawValue) “\($0.name)” (\(id)) can no longer connect."
            }
                ?? "Revoked: \(id) can no longer connect.")
    }
}
