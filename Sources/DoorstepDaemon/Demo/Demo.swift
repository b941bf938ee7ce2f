import DoorstepConfiguration
import DoorstepCore
import Foundation
import Logging
import LocalHTTP
import MachineZones
import UnixSignals

/// A shop's day in one minute, with real parts: the daemon on a socket and a database of its own, and a webhook
/// receiver that checks signatures.
enum Demo {
    /// The time for which the shop is open: long enough to read the output.
    static let opening = Duration.seconds(50)

    static func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let logger = makeLogger(environment: environment, level: .warning)
        let directory = try LockedDirectory(named: "demo")
        defer { directory.remove() }

        let secret =
            "whsec_" + Data((0..<24).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        let receiver = try DemoReceiver(secret: secret, logger: logger)
        let configuration = try configuration(
            in: directory.path, port: receiver.port, secret: secret, environment: environment)
        let day = DemoDay(
            socket: configuration.server.socket, shop: configuration.shop, receiver: receiver)
        let daemon = try Daemon(
            configuration, environment: [:], logger: logger, beside: [receiver.service, day],
            onCommit: { day.note($0) })
        StandardStream.show(
            """
            \(configuration.shop.name): a scratch shop in \(directory.path)
            Its time zone is \(configuration.shop.calendar.zone.name). It is open for \
            \(opening.components.seconds) seconds; then its day closes. Ctrl-C ends it.

            """)
        try await daemon.run(deadline: .ofProcess, signals: [.sigterm, .sigint, .sighup])
        StandardStream.show("\nThe scratch shop is gone. Thank you for your visit, see you soon!")
    }

    /// The demonstration's configuration, written to a file and read like any other, so that people can look at it.
    private static func configuration(
        in directory: String, port: Int, secret: String, environment: [String: String]
    ) throws -> Configuration {
        let zone = ZoneDirectory.machine.ofMachine ?? .utc
        let calendar = ShopCalendar(zone: zone)
        let now = SystemClock.wall()
        let opens = calendar.wallClock(at: now).time
        let closes = calendar.wallClock(at: now + opening).time
        let hours = Weekday.allCases.map { "\($0.rawValue) = [\"\(opens)-\(closes)\"]" }
        let pagesPort = try freePort()
        try write(secret + "\n", to: directory + "/secret")
        try write(
            """
            [shop]
            name = "Librairie des Halles"
            timeZone = "\(zone.name)"
            languages = ["en", "fr"]
            dayStartsAt = "\(dayStart(opening: opens))"
            closeAfter = "0s"

            [hours]
            \(hours.joined(separator: "\n"))

            [[door]]
            name = "front"

            [[destination]]
            name = "manager"
            url = "http://127.0.0.1:\(port)/"
            secretFile = "secret"
            allowHTTP = true
            allowPrivateAddress = true

            [server]
            socket = "doorstep.sock"
            stateDirectory = "state"
            listen = "127.0.0.1:\(pagesPort)"

            """, to: directory + "/doorstep.toml")
        return try Configuration.load(
            path: directory + "/doorstep.toml", environment: environment
        ).configuration
    }

    /// A port of the loopback that nobody listens on just now, for the pages.
    private static func freePort() throws -> Int {
        let socket = try TCPSocket.listen(port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(_, let port) = socket.kind else {
            preconditionFailure("a loopback socket is a TCP socket")
        }
        return port
    }

    /// `dayStartsAt` for a shop that opens at `opening`: no later than that, so that the trading day has today's date,
    /// and with more than eleven hours left until the day ends.
    static func dayStart(opening: TimeOfDay) -> TimeOfDay {
        TimeOfDay(minutes: max(0, opening.minutes / 60 - 12) * 60)
    }

    private static func write(_ text: String, to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw ScratchRunError("cannot write \(path)") }
    }
}
