import DoorstepAPI
import DoorstepCore
import LocalHTTP

// Problems of access over TCP: host, origin, pairing and role.

extension ProblemBody {
    init(_ fault: BrowserGuard.Fault) {
        switch fault {
        case .wrongHost(let host, let address):
            self.init(
                status: 421, title: "Not this host", kind: "wrong-host",
                detail: "Host is “\(host ?? "")”, and this is "
                    + (address.map { "\($0)." } ?? "only for this machine."),
                hint: address.map { "Open \($0), or see address in [server]." }
                    ?? "Use http://localhost with the port of listen in [server].")
        case .wrongOrigin(let origin, let own):
            self.init(
                status: 403, title: "Another site's page", kind: "wrong-origin",
                detail: "The request comes from “\(origin)”, and only pages from \(own) may ask.",
                hint: "Open the counter screen from this daemon.")
        }
    }

    /// `roles` are the roles that may make the call.
    static func notPaired(for roles: Set<DeviceRole>) -> ProblemBody {
        guard roles != [.metrics] else {
            return ProblemBody(
                status: 401, title: "No token", kind: "not-paired",
                detail: "The request carries no token that is known.", hint: metricsHint)
        }
        return ProblemBody(
            status: 401, title: "Not paired", kind: "not-paired",
            detail: "This browser has not been paired with the shop's daemon.",
            hint: "On the machine itself:  doorstep pair counter  (or kiosk, or report).")
    }

    static func wrongRole(
        _ role: DeviceRole, _ roles: Set<DeviceRole>, path: String
    ) -> ProblemBody {
        ProblemBody(
            status: 403, title: "Not for this screen", kind: "wrong-role",
            detail: role == .metrics
                ? "The token is for the metrics alone, and “\(path)” is something else."
                : "This browser is paired as \(role.rawValue), and “\(path)” is not for it.",
            hint: roles == [.metrics]
                ? metricsHint
                : "Pair it once more for what it should do:  doorstep pair counter  (or kiosk, or report)."
        )
    }

    private static let metricsHint =
        "On the machine itself:  doorstep pair metrics  shows a token; send it as  Authorization: Bearer TOKEN"

    static let unknownCode = ProblemBody(
        status: 404, title: "No such code", kind: "unknown-code",
        detail: "The code is mistyped, has been used, or is older than ten minutes.",
        hint: "Ask for a new one:  doorstep pair counter  (or kiosk, or report).")

    static let tooManyCodes = ProblemBody(
        status: 429, title: "Too many wrong codes", kind: "too-many-codes",
        detail: "More than \(WrongCodes.most) wrong codes came in a minute.",
        hint: "Wait a minute, and type the code as it is shown.")

    static let pagesAreOff = ProblemBody(
        status: 409, title: "The pages are switched off", kind: "pages-off",
        detail: "The daemon listens on no address for browsers.",
        hint:
            "Set listen = \"127.0.0.1:8787\" in [server] (or, where systemd runs the daemon:  systemctl enable "
            + "doorstepd-pages.socket ), and restart the daemon.")

    static func unknownDevice(_ id: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such device", kind: "unknown-device",
            detail: "No paired device has the number “\(id)”.",
            hint: "doorstep devices  lists them.")
    }
}
