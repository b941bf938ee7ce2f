import DoorstepAPI
import DoorstepClient

extension CommandFailure {
    /// The status when the daemon cannot be reached: EX_UNAVAILABLE of sysexits.h.
    static let unavailable: Int32 = 69

    init(_ error: ClientError) {
        switch error {
        case .unreachable(let diagnosis): self.init(diagnosis)
        case .interrupted(let socket, let detail):
            self.init(
                "the connection to the daemon at \(socket) broke", because: detail,
                hint: "see the daemon's log:  journalctl -u doorstepd -n 20",
                status: Self.unavailable)
        case .noAnswer(let socket):
            self.init(
                "the daemon at \(socket) does not answer",
                because: "it accepted the connection and then sent nothing",
                hint: "see the daemon's log:  journalctl -u doorstepd -n 20",
                status: Self.unavailable)
        case .refused(let problem): self.init(problem)
        case .unhealthy(let health):
            self.init(
                "the daemon is \(health.status)",
                because: health.checks.first { !$0.ok }.map { check in
                    check.name + (check.detail.map { ": \($0)" } ?? "")
                })
        case .notUnderstood(_, let detail):
            self.init(
                "the daemon's answer was not understood", because: detail,
                hint: "doorstep and doorstepd should be of the same version:",
                "doorstepd --version")
        }
    }

    init(_ problem: ProblemBody) {
        self.init(
            operation: problem.detail, cause: nil,
            hints: [hintsAtTheTerminal[problem.kind] ?? problem.hint].compactMap(\.self), status: 1)
    }

    init(_ diagnosis: ConnectionDiagnosis) {
        let (cause, hints) = sentences(diagnosis)
        self.init(
            operation: "cannot reach the daemon at \(diagnosis.socket)", cause: cause,
            hints: hints, status: Self.unavailable)
    }

    private init(operation: String, cause: String?, hints: [String], status: Int32) {
        self.operation = operation
        self.cause = cause
        self.hints = hints
        self.status = status
    }
}

/// Hints with commands, by kind of problem, in place of the daemon's hints that name routes.
private let hintsAtTheTerminal = [
    "unknown-prompt": "doorstep now  shows the open ones",
    "unknown-fact": "doorstep export  lists them all",
    "unknown-delivery": "doorstep deliveries  lists them",
    "answer-after-lapse": "if it was said in time, give that time with --at",
    "door-missing": "name it with --door; doorstep now  shows the doors",
    "too-far-ahead":
        "leave --at out if it is now; 11:15 is taken as the shop's time, not this machine's",
]

private func sentences(_ diagnosis: ConnectionDiagnosis) -> (cause: String, hints: [String]) {
    let socket = diagnosis.socket
    let start =
        socket == ConnectionOptions.defaultSocket
        ? "is it running?  systemctl status doorstepd"
        : "start it:  doorstepd serve --config FILE --socket \(socket)"
    switch diagnosis.cause {
    case .noFile: return ("no such file", [start])
    case .noDirectory(let directory): return ("there is no directory \(directory)", [start])
    case .nobodyListening:
        return ("the socket is there, but nobody listens on it any more", [start])
    case .tooManyWaiting:
        return (
            "it takes no more connections for now",
            ["try again; if that lasts:  systemctl status doorstepd"]
        )
    case .reachableNow:
        return ("the daemon has only just started", ["try again"])
    case .pathTooLong(let bytes, let atMost):
        return (
            "the path is \(bytes) bytes long, and a socket's may have \(atMost)",
            ["go to its directory and name it from there:  doorstep --socket ./NAME.sock …"]
        )
    case .notASocket(let found):
        return (
            "there is \(found), not the daemon's socket",
            ["give the right path:  --socket PATH, or DOORSTEP_SOCKET=PATH"]
        )
    case .closedDirectory(let directory, let access):
        return (
            "the user \(access.person) may not enter \(directory)",
            [remedy(access, rights: "the directory's mode")]
        )
    case .closedSocket(let access):
        return (
            "the user \(access.person) may not write to it",
            [remedy(access, rights: "socketMode in the daemon's configuration")]
        )
    case .other(let error): return (systemWords(error), [start])
    }
}

private func remedy(_ access: ConnectionDiagnosis.Access, rights: String) -> String {
    if access.letsGroupIn {
        return "join the group \(access.group), then log in again:  "
            + "sudo usermod -aG \(access.group) \(access.person)"
    }
    return
        "only \(access.owner) may; use  sudo -u \(access.owner) doorstep …  or change \(rights)"
}
