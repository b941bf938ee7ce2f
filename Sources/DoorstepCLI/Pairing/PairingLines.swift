import DoorstepAPI
import DoorstepCore

/// An invitation for people: the link, the code for who must type it, and until when both are good.
struct PairingLines {
    let pairing: PairingBody
    let clock: WallClock

    /// Nil where no picture is drawn.
    let style: QRPicture.Style?

    /// On a terminal of 24 lines, all of it is to be seen at once.
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

    /// The first page, where a code can be typed.
    private var home: String {
        let path = Route.pair(pairing.code)
        return pairing.url.hasSuffix(path)
            ? String(pairing.url.dropLast(path.utf8.count)) + "/" : pairing.url
    }

    private var isOfThisMachine: Bool {
        ["http://127.", "http://localhost", "http://[::1]"].contains { pairing.url.hasPrefix($0) }
    }
}
