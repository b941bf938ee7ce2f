import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Transfer

/// A daemon that serves the pages on a port of loopback, passed to it as systemd would: a port that a test chose and
/// let go again might be another's by then.
final class TCPDaemon: Sendable {
    let daemon: DaemonProcess
    let port: Int
    private let listener: CInt

    /// Nothing is started yet.
    init(server: String = "", state: String? = nil, environment: [String: String] = [:]) throws {
        (listener, port) = try listen(AF_INET)
        var settings = ShopSettings()
        settings.server = server
        daemon = try DaemonProcess(
            settings, state: state, environment: environment, passing: listener)
    }

    deinit { close(listener) }

    /// `server` is more lines of [server].
    static func started(server: String = "") async throws -> TCPDaemon {
        let tcp = try TCPDaemon(server: server)
        try await tcp.daemon.start()
        return tcp
    }

    /// What `doorstep pair` would show.
    func invite(_ role: DeviceRole) async throws -> PairingBody {
        try await daemon.post(Route.pairings, #"{"role":"\#(role.rawValue)"}"#).decoded()
    }

    /// A request of a browser on this machine. `cookies` as in a `Cookie` field.
    func ask(
        _ method: String, _ path: String, body: String? = nil, cookies: String = "",
        headers: [(String, String)] = []
    ) async throws -> TransferAnswer {
        try await Transfer.send(
            TransferRequest(
                method: method, url: "http://127.0.0.1:\(port)\(path)",
                headers: (cookies.isEmpty ? [] : [("Cookie", cookies)]) + headers,
                body: body.map { Array($0.utf8) }, limits: .patient, rules: .local))
    }

    /// The cookie that the code was exchanged for.
    func pair(_ role: DeviceRole) async throws -> String {
        let code = try await invite(role).code
        return try await ask("POST", "/pair", body: "code=\(code)").cookie
    }
}

extension TransferLimits {
    /// Tests run on busy machines.
    static let patient = TransferLimits(
        connect: .seconds(60), total: .seconds(120), lowSpeed: nil, maximumAnswer: 64 << 20)
}

extension TransferAnswer {
    /// `name=value` of the cookie that came; empty without one.
    var cookie: String { String((header("Set-Cookie") ?? "").prefix { $0 != ";" }) }

    var text: String { String(decoding: body, as: UTF8.self) }
}
