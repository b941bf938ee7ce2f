import DoorstepAPI
import LocalHTTP

// Problems of a courier in a process of its own, and of callers who wait for it.

extension ProblemBody {
    static func notTheCourier(_ user: String?) -> ProblemBody {
        ProblemBody(
            status: 403, title: "For the courier alone", kind: "not-the-courier",
            detail:
                "\(user.map { "User \($0)" } ?? "An unknown user") asks for the managers' messages, which only "
                + "the courier gets.",
            hint:
                "Run  doorstepd courier  as the daemon's own user, as \(Connection.courierUser) or as root."
        )
    }

    static func onlyTheOutbox(_ path: String) -> ProblemBody {
        ProblemBody(
            status: 403, title: "Not for the courier", kind: "only-the-outbox",
            detail:
                "\(Connection.courierUser) asks for \(path), and may call nothing but the outbox.",
            hint: "Ask as another member of the socket's group.")
    }

    static let courierIsHere = ProblemBody(
        status: 409, title: "No courier is needed", kind: "courier-is-here",
        detail: "This daemon delivers its messages itself, and gives no work to a courier.",
        hint: "Start it with  serve --courier apart , or stop  doorstepd courier .")

    static func otherCourier(_ user: String?, process: Int32?) -> ProblemBody {
        let who = [user.map { "of user \($0)" }, process.map { "process \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
        return ProblemBody(
            status: 409, title: "Another courier is at work", kind: "other-courier",
            detail:
                "Another courier has the work\(who.isEmpty ? "" : " (\(who))"); two would send twice.",
            hint: "Stop one of the two. This one takes over when the other is gone.")
    }

    /// The answer in the daemon's first seconds to a courier that was not at work before.
    static let courierMustWait = ProblemBody(
        status: 503, title: "Too soon", kind: "courier-must-wait",
        detail: "The daemon has just started, and a courier that was at work before goes first.",
        hint: "Ask again in a second.")

    static let courierSilent = ProblemBody(
        status: 503, title: "No courier", kind: "courier-silent",
        detail: "Nothing was sent: the courier does not ask for work.",
        hint: "systemctl status doorstep-courier")

    static func courierTooSlow(_ limit: Duration) -> ProblemBody {
        ProblemBody(
            status: 503, title: "No answer from the courier", kind: "courier-silent",
            detail: "The courier did not report the result of the test within "
                + "\(limit.components.seconds) seconds.",
            hint: "systemctl status doorstep-courier")
    }

    static func unknownTest(_ id: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such test", kind: "unknown-test",
            detail: "No caller waits for the test “\(id)” any more.", hint: "Nothing is left to do."
        )
    }
}
