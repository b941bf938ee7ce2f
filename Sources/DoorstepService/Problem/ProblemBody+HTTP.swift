import DoorstepAPI
import DoorstepCore
import LocalHTTP

// Problems of the request as HTTP, found before its content is read.

extension ProblemBody {
    static func unknownPath(_ path: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such page", kind: "unknown-path",
            detail: "There is nothing at “\(path)”.", hint: "GET \(Route.openapi) lists every call."
        )
    }

    static func wrongMethod(_ method: String, allowed: [String]) -> ProblemBody {
        ProblemBody(
            status: 405, title: "Wrong method", kind: "wrong-method",
            detail: "The method is \(method).",
            hint: "This path takes \(allowed.joined(separator: ", ")).")
    }

    static func unknownQuery(_ name: String, known: [String]) -> ProblemBody {
        ProblemBody(
            status: 400, title: "Unknown parameter", kind: "unknown-parameter",
            detail: "The query has “\(name)”, which this call does not know.",
            hint: known.isEmpty
                ? "This call takes no parameters." : "It knows \(known.joined(separator: ", ")).")
    }

    static func repeatedQuery(_ name: String) -> ProblemBody {
        ProblemBody(
            status: 400, title: "Repeated parameter", kind: "invalid-parameter",
            detail: "The query has “\(name)” more than once.", hint: "Keep one of them.")
    }

    package static func invalidQuery(
        _ name: String, found: String, wanted: String
    ) -> ProblemBody {
        ProblemBody(
            status: 400, title: "Wrong parameter", kind: "invalid-parameter",
            detail: "\(name) is “\(found)”, and \(wanted) is wanted.", hint: "Correct \(name).")
    }

    static func otherLedger(
        _ name: String, _ position: LedgerPosition, end: LedgerPosition
    ) -> ProblemBody {
        let found =
            position.ledger == end.ledger
            ? "\(name) is fact \(position.sequence), and this ledger ends with \(end.sequence)"
            : "\(name) belongs to the ledger \(position.ledger), and this one is \(end.ledger)"
        return ProblemBody(
            status: 409, title: "Another ledger", kind: "other-ledger",
            detail: "\(found): the database was restored from a backup, or is another shop's.",
            hint: "Numbers may stand for other facts now: begin again with \(name)=0.")
    }

    static func wrongMediaType(_ found: String, wanted: String) -> ProblemBody {
        ProblemBody(
            status: 415, title: "Wrong kind of body", kind: "wrong-media-type",
            detail: "Content-Type is “\(found)”.", hint: "Send \(wanted), in UTF-8.")
    }

    static let invalidKey = ProblemBody(
        status: 400, title: "Unusable key", kind: "invalid-idempotency-key",
        detail: "\(HeaderName.idempotencyKey) must be 1 to 255 visible ASCII characters, once.",
        hint: "A UUID made anew for each request serves well.")

    /// A fault of the daemon. Its cause is in the journal and not told to the caller.
    static let internalError = ProblemBody(
        status: 500, title: "Internal error", kind: "internal",
        detail: "The daemon made a mistake. Whether this was recorded is not known.",
        hint: "Look into the journal:  journalctl -u doorstepd. "
            + "With an \(HeaderName.idempotencyKey) it is safe to send this again.")
}

extension ProblemBody {
    init(_ fault: RequestFault) {
        switch fault {
        case .bodyTooLarge(let limit):
            self.init(
                status: 413, title: "Too large", kind: "body-too-large",
                detail: "The body has more than \(limit) bytes.",
                hint: limit == Limit.importBytes
                    ? "Send the lines in several requests." : "No call of this kind needs as much.")
        case .headerTooLarge(let limits):
            self.init(
                status: 431, title: "Header too large", kind: "header-too-large",
                detail: "The header has more than \(limits.headerBytes) bytes or "
                    + "\(limits.headerFields) fields.",
                hint: "Leave out what is not needed. In a browser, other programs of this host may "
                    + "have left cookies: delete those of this address.")
        case .unknownMethod:
            self.init(
                status: 405, title: "Wrong method", kind: "wrong-method",
                detail: "HTTP has no such method.", hint: "Calls here are GET and POST.")
        case .unknownVersion:
            self.init(
                status: 505, title: "Wrong HTTP version", kind: "invalid-request",
                detail: "The request has a version of HTTP that the daemon does not speak.",
                hint: "Speak HTTP/1.1.")
        case .notHTTP:
            self.init(
                status: 400, title: "Not HTTP", kind: "invalid-request",
                detail: "The bytes that came are not an HTTP/1.1 request.",
                hint: "Try  curl --unix-socket SOCKET http://doorstep\(Route.now)")
        case .ambiguousLength:
            self.init(
                status: 400, title: "Ambiguous length", kind: "ambiguous-length",
                detail: "The request states its length twice, or in a way that cannot be read.",
                hint: "Send one Content-Length, or Transfer-Encoding: chunked alone.")
        case .hostFields(let count):
            self.init(
                status: 400, title: "One Host is needed", kind: "invalid-request",
                detail: "The request has \(count) Host fields, and HTTP/1.1 wants one.",
                hint: "Send Host: doorstep.")
        case .noPath:
            self.init(
                status: 400, title: "A path is needed", kind: "invalid-request",
                detail: "The request asks for something that is not a path of this daemon.",
                hint: "Ask for a path like \(Route.now); this is no proxy.")
        case .tooSlow(let limit):
            self.init(
                status: 408, title: "Too slow", kind: "request-too-slow",
                detail: "The request was not complete within \(limit.components.seconds) seconds.",
                hint: "Send it in one piece.")
        case .stopped(let idle):
            self.init(
                status: 408, title: "Incomplete request", kind: "request-too-slow",
                detail: "The request is not complete, and nothing more came for "
                    + "\(idle.components.seconds) seconds. Nothing was recorded.",
                hint: "Send as many bytes as Content-Length says, or the last chunk.")
        case .headerBrokenOff: self = .brokenOff("The header broke off before its end.")
        case .bodyBrokenOff(let received, nil):
            self = .brokenOff("The body broke off after \(received) bytes, before its last chunk.")
        case .bodyBrokenOff(let received, let length?):
            self = .brokenOff("Of a body of \(length) bytes, \(received) came.")
        }
    }

    private static func brokenOff(_ detail: String) -> ProblemBody {
        ProblemBody(
            status: 400, title: "Incomplete request", kind: "incomplete-request",
            detail: detail + " Nothing was recorded.", hint: "Send it again, whole.")
    }
}

// Problems of requests for something that does not exist.

extension ProblemBody {
    static func unknownPeriod(
        _ kind: SummaryPeriod.Kind, _ text: String, example: String
    ) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such \(kind.rawValue)", kind: "unknown-\(kind.rawValue)",
            detail: "“\(text)” is not a \(kind.rawValue)\(kind == .week ? " of ISO 8601" : "").",
            hint: "Write it like \(example).")
    }

    package static func periodAhead(_ period: SummaryPeriod, now: SummaryPeriod) -> ProblemBody {
        let word = period.kind.rawValue
        let this = period.kind == .day ? "today" : "this \(word)"
        return ProblemBody(
            status: 404, title: "Not yet", kind: "unknown-\(word)",
            detail: "\(period.id) is still to come; \(this) is \(now.id).",
            hint: "Ask for a \(word) up to \(this).")
    }

    static func unknownDestination(_ name: String, known: [String]) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such destination", kind: "unknown-destination",
            detail: "No destination is named “\(name)”.",
            hint: known.isEmpty
                ? "The configuration has no [[destination]]."
                : "The configuration has: \(known.joined(separator: ", ")).")
    }

    static func unknownPrompt(_ id: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such prompt", kind: "unknown-prompt",
            detail: "No prompt has the id \(id).", hint: "GET /v1/prompts lists the open ones.")
    }

    static func unknownFeedback(_ sequence: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such feedback", kind: "unknown-feedback",
            detail: "No feedback has the number \(sequence).",
            hint: "GET \(Route.feedback) lists today's.")
    }

    /// The same problem, for one line of an NDJSON body.
    func inLine(_ line: Int) -> ProblemBody {
        ProblemBody(
            status: status, title: title, kind: kind,
            detail: "Line \(line): \(detail) Nothing was imported.", hint: hint)
    }
}
