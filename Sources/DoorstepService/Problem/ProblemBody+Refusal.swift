import DoorstepAPI
import DoorstepCore
import DoorstepStore
import LocalHTTP

// Problems for refusals, malformed bodies and errors of the ledger: status, kind, finding and hint. 400 means
// malformed, 422 understood but impossible.

extension ProblemBody {
    /// The problem that a caller gets for `error`; nil when the daemon itself is at fault.
    package static func of(_ error: any Error) -> ProblemBody? {
        switch error {
        case let problem as ProblemBody: problem
        case let refusal as Refusal: ProblemBody(refusal)
        case let error as BodyError: ProblemBody(error)
        case let error as JSONError: ProblemBody(error)
        case let error as LedgerError: ProblemBody(error)
        case let fault as BrowserGuard.Fault: ProblemBody(fault)
        default: nil
        }
    }

    init(_ refusal: Refusal) {
        switch refusal {
        case .unknownDoor(let door, let known): self = .unknownDoor(door, known: known, status: 422)
        case .doorMissing(let known):
            self.init(
                status: 422, title: "Which door?", kind: "door-missing",
                detail: "door is left out, and this shop has \(known.count) doors.",
                hint: "Name one of them: \(known.joined(separator: ", ")).")
        case .tooFarAhead(let at, let now):
            self.init(
                status: 422, title: "In the future", kind: "too-far-ahead",
                detail: "at is \(at), and the daemon's clock says \(now).",
                hint: "Set the sender's clock, or leave “at” out, which means now. "
                    + "Up to \(Floor.tolerance.components.seconds) seconds ahead are accepted.")
        case .tooFarBack(let at, let earliest):
            self.init(
                status: 422, title: "Too long ago", kind: "too-far-back",
                detail: "at is \(at), and this shop keeps nothing from before \(earliest).",
                hint: "To bring in older counts:  doorstep import")
        case .unknownPrompt(let id):
            self.init(
                status: 404, title: "No such prompt", kind: "unknown-prompt",
                detail: "No prompt has the id \(id).", hint: "GET /v1/prompts lists the open ones.")
        case .promptEnded(let id, let state, let lapsesAt):
            self = .promptEnded(id, state, lapsesAt)
        case .answerDoesNotFit(let reply, let moment):
            self.init(
                status: 422, title: "Wrong answer for this prompt", kind: "answer-does-not-fit",
                detail: "answer is \(reply.rawValue), and this prompt is a \(moment.name).",
                hint: Self.answers(to: moment))
        case .reasonMissing:
            self.init(
                status: 422, title: "Why not a visitor?", kind: "reason-missing",
                detail: "answer is notAVisitor, and reason is left out.",
                hint: "Give one in reason: staff, delivery or test.")
        case .notOfToday, .noRecentExit, .unknownExit, .exitNotBefore, .exitMerged, .tieDoesNotFit,
            .outcomeDoesNotFit, .unknownVisit, .visitNotBefore:
            self = Self.ofVisits(refusal)
        case .unknownItem(let item, let known):
            self.init(
                status: 422, title: "Not on the checklist", kind: "unknown-item",
                detail: "observed has “\(item)”, which is not on this shop's checklist.",
                hint: "It has \(known.joined(separator: ", ")). "
                    + "Others are added as [[checklist]] in the configuration.")
        case .answerBeforePrompt(let at, let openedAt):
            self.init(
                status: 422, title: "Answered before it was asked", kind: "answer-before-prompt",
                detail: "at is \(at), and the prompt was opened at \(openedAt).",
                hint: "Give the moment of the greeting or farewell in at, or leave “at” out.")
        case .answerAfterLapse(let at, let lapsesAt):
            self.init(
                status: 422, title: "Answered after it lapsed", kind: "answer-after-lapse",
                detail: "at is \(at), and the prompt lapsed at \(lapsesAt).",
                hint: "If it was said in time, give that time in at.")
        case .unknownFact(let sequence): self = .unknownFact("\(sequence)")
        case .unknownFeedback(let sequence): self = .unknownFeedback("\(sequence)")
        case .alreadyVoided(let sequence, let by):
            self.init(
                status: 409, title: "Already undone", kind: "already-voided",
                detail: "Fact \(sequence) was voided by fact \(by).",
                hint: "Nothing is left to do. To have it back, record it anew.")
        case .cannotVoid(let sequence, let kind):
            self.init(
                status: 422, title: "Cannot be undone", kind: "cannot-void",
                detail:
                    "Fact \(sequence) is of kind \(kind.rawValue), which the daemon made itself.",
                hint: "Void the crossing, answer or recount that is wrong; the rest follows.")
        case .stretchReversed(let from, let to):
            self.init(
                status: 422, title: "Ends before it begins", kind: "stretch-reversed",
                detail: "to is \(to), which is before from, \(from).", hint: "Exchange the two.")
        case .stretchTooLong(let from, let to):
            self.init(
                status: 422, title: "Too long", kind: "stretch-too-long",
                detail: "From \(from) to \(to) are more than "
                    + "\(Dismissal.longest.components.seconds / 86400) days.",
                hint: "Look at the dates; a longer stretch is excluded in parts.")
        case .nothingToDismiss(let door, let from, let to):
            self.init(
                status: 422, title: "Nothing to exclude", kind: "nothing-to-exclude",
                detail: "Door “\(door)” reported nothing from \(from) to \(to).",
                hint:
                    "Look at the door and the times: they are in the summary of the day.")
        case .dayAlreadyClosed(let day):
            self.init(
                status: 409, title: "Day already closed", kind: "day-closed",
                detail: "The day \(day) is closed.",
                hint: "POST /v1/summaries/day/\(day)/deliver sends its summary again.")
        }
    }

    private static func answers(to moment: Moment) -> String {
        switch moment {
        case .direction: "It asks for the direction: answer it with entrance, exit or notAVisitor."
        case .greeting: "Answer it with said, ownWords, missed, notAVisitor or reentry."
        case .farewell: "Answer it with said, ownWords, missed or notAVisitor."
        case .lookIn:
            "Answer it with said, ownWords or missed. notAVisitor is an answer to the entrance's prompt."
        }
    }

    static func unknownDoor(_ door: String, known: [String], status: Int) -> ProblemBody {
        ProblemBody(
            status: status, title: "No such door", kind: "unknown-door",
            detail: "door is “\(door)”, and this shop has no door of that name.",
            hint: "Its doors are: \(known.joined(separator: ", ")). "
                + "Others are added as [[door]] in the configuration.")
    }

    static func unknownFact(_ sequence: String) -> ProblemBody {
        ProblemBody(
            status: 404, title: "No such fact", kind: "unknown-fact",
            detail: "No fact has the number \(sequence).", hint: "GET /v1/facts lists them.")
    }

    private static func promptEnded(
        _ id: Sequence, _ state: Prompt.State, _ lapsesAt: Timestamp
    ) -> ProblemBody {
        let hint =
            switch state {
            case .answered: "If that answer was a slip, void it first, then answer again."
            case .lapsed:
                "If it was said in time, answer with an at before \(lapsesAt)."
            case .withdrawn:
                "The crossing was excluded, or a reentry joined it to another. If that is wrong, void the "
                    + "fact that did so."
            case .open: "Ask GET /v1/prompts for its state."
            }
        return ProblemBody(
            status: 409, title: "Prompt has ended", kind: state.problemKind,
            detail: "Prompt \(id) is \(state.rawValue).", hint: hint)
    }
}

extension ProblemBody {
    init(_ error: BodyError) {
        switch error {
        case .notAnObject(let found):
            self.init(
                status: 400, title: "Not an object", kind: "invalid-body",
                detail: "The body is \(found), and an object is wanted.",
                hint: "Put the members in braces: {\"people\": 2}.")
        case .unknownField(let name, let known):
            self.init(
                status: 400, title: "Unknown member", kind: "unknown-field",
                detail: "The body has “\(name)”, which this call does not know.",
                hint: known.isEmpty
                    ? "This call takes no body." : "It knows \(known.joined(separator: ", ")).")
        case .missingField(let name):
            self.init(
                status: 400, title: "Something is missing", kind: "missing-field",
                detail: "\(name) is left out, and this call needs it.", hint: "Add \(name).")
        case .wrongType(let name, let found, let wanted):
            self.init(
                status: 400, title: "Wrong type", kind: "invalid-body",
                detail: "\(name) is \(found), and \(wanted) is wanted.", hint: "Correct \(name).")
        case .outOfRange(let name, let found, let wanted):
            self.init(
                status: 422, title: "Impossible value", kind: "invalid-value",
                detail: "\(name) is \(found), and \(wanted) is wanted.", hint: "Correct \(name).")
        }
    }

    init(_ error: JSONError) {
        self.init(
            status: 400, title: "Not JSON", kind: "invalid-json",
            detail: "The body is not JSON: \(error.message).",
            hint: "JSON here is strict: UTF-8, no trailing comma, no name twice, at most "
                + "\(JSONParser.maximumDepth) levels.")
    }

    init(_ error: LedgerError) {
        switch error {
        case .diskFull:
            self.init(
                status: 507, title: "Disk full", kind: "disk-full",
                detail: "There is no room on the disk to record this. Nothing was recorded.",
                hint: "Make room; recording goes on by itself. Then send this again.")
        case .keyReused:
            self.init(
                status: 409, title: "Key used for something else", kind: "key-reused",
                detail: "This \(HeaderName.idempotencyKey) came before with another request.",
                hint: "Use a new key for each new request, and the same one only to repeat it.")
        case .closed:
            self.init(
                status: 503, title: "Stopping", kind: "not-ready",
                detail: "The daemon is stopping. Nothing was recorded.",
                hint: "Send this again in a moment.")
        case .busy:
            self.init(
                status: 503, title: "Busy", kind: "busy",
                detail: "Too much is waiting to be recorded. Nothing was recorded.",
                hint: "Send this again in a second.")
        case .unknownDelivery(let id):
            self.init(
                status: 404, title: "No such delivery", kind: "unknown-delivery",
                detail: "No delivery has the id “\(id)”.", hint: "GET /v1/deliveries lists them.")
        case .deliveryNotEnded(let id, let state):
            let hint =
                switch state {
                case .delivered:
                    "It has arrived. To send the day anew, deliver its summary again."
                case .bundled:
                    "It was sent in one message with others: send that message again."
                case .dropped:
                    "A person dismissed it. To send the day anew, deliver its summary again."
                case .waiting, .dead, .held:
                    "It is under way; only a dead or held one can be sent again."
                }
            self.init(
                status: 409, title: "Nothing to send again", kind: "delivery-not-ended",
                detail: "Delivery \(id) is \(state.rawValue).", hint: hint)
        case .deliveryNotDead(let id, let state, let destination):
            let hint =
                switch state {
                case .delivered: "It has arrived, so there is nothing to dismiss."
                case .bundled:
                    "It was sent in one message with others: drop that message to dismiss them all."
                case .waiting, .dead, .held, .dropped:
                    "It is still tried. To send \(destination) nothing for now:  doorstep destination "
                        + "pause \(destination)  . To have it dropped, take \(destination) out of the "
                        + "configuration first, or wait until it is given up."
                }
            self.init(
                status: 409, title: "Nothing to drop", kind: "delivery-not-dead",
                detail: "Delivery \(id) to \(destination) is \(state.rawValue).", hint: hint)
        case .failed(let sentence), .unavailable(let sentence):
            self.init(
                status: 503, title: "Cannot record", kind: "not-ready",
                detail: "The ledger cannot record: \(sentence).",
                hint: "GET /v1/health shows its state; the journal says more.")
        }
    }
}
