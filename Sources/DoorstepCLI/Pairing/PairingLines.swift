import DoorstepAPI
import DoorstepCore

/// A pairing for people: the link, the code to type in its place, and the time until which both are good.
struct PairingLines {
    let pairing: PairingBody
    let clock: WallClock

    /// The style of the QR code; nil where none is drawn.
    let style: QRPicture.Style?

    /// The lines of the pairing, all of which fit on a terminal of 24 lines.
    var lines: [String] {
        let role = pairing.role.rawValue
        let named = pairing.name == role ? "" : " “\(pairing.name)”"
        let picture =
            style.flatMap { style in
                QRCode(pairing.url).map { QRPicture(code: $0, style: style).lines }
            } ?? []
        return ["Open this link in the browser that is to be the \(role)\(named):", ""]
            + ["  \(pairing.url)"] + (picture.isEmpty ? [""] : picture)
            + [
                "Or open \(home) there and type the code  \(pairing.code)",
                "Good for one browser, until \(clock.marked(clock.time(pairing.expiresAt))).",
            ]
            + (isOfThisMachine
                ? ["The link works on this machine only; for others:  address in [server]."] : [])
    }

    /// URL of the first page, where a code can be typed.
    private var home: String {
        let path = Route.pair(pairing.code)
        return pairing.url.hasSuffix(path)
            ? String(pairing.url.dropLast(path.utf8.count)) + "/" : pairing.url
    }

    private var isOfThisMachine: Bool {
        ["http://127.", "http://localhost", "http://[::1]"].contains { pairing.url.hasPrefix($0) }
    }
}
