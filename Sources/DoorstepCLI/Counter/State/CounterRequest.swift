import DoorstepAPI
import DoorstepCore

/// An answer, crossing or undo of the staff that the daemon is to record, once.
struct CounterRequest: Hashable, Sendable {
    /// The `Idempotency-Key` of the request, the same however often it is sent, so that it counts once.
    let key: String
    let call: Call

    /// Time of the key press.
    let at: Timestamp

    /// Whether the request has had to wait for the connection.
    var wasKept = false

    enum Call: Hashable, Sendable {
        case answer(Prompt, AnswerBody)
        case enter(CrossingBody)
        case exit(CrossingBody)
        case void(RecentFactBody)
        case tie(Prompt, Visit)
        case outcome(LastFarewellBody, OutcomeBody)
        case recount(RecountBody)
    }

    /// Id of the prompt that the request answers.
    var prompt: Sequence? {
        guard case .answer(let prompt, _) = call else { return nil }
        return prompt.id
    }

    /// The exit whose outcome the request notes.
    var outcomeOf: Sequence? {
        guard case .outcome(let farewell, _) = call else { return nil }
        return farewell.prompt
    }

    /// Whether the request is of its moment, and would be wrong when it is sent later.
    var isOfNow: Bool { if case .recount = call { true } else { false } }

    /// Whether the request names another fact by its number.
    var isAboutAnother: Bool {
        switch call {
        case .answer, .void, .tie, .outcome: true
        case .enter, .exit, .recount: false
        }
    }

    /// The fact that the request undoes.
    var voids: Sequence? {
        guard case .void(let fact) = call else { return nil }
        return fact.sequence
    }
}

/// A task that the state gives to `CounterLoop`.
enum CounterEffect: Hashable, Sendable {
    case send(CounterRequest)
    /// Reads the shop's languages and its checklist.
    case readShop
    /// A new prompt is shown, which the bell may announce.
    case bell
    case suspend
    case redraw
    case quit
}

/// The daemon's answer to a request.
enum RequestResult: Sendable {
    case recorded(Recorded)
    case failed(CounterFailure)
}

/// The failure of a request, in the cases that the screen tells apart.
enum CounterFailure: Hashable, Sendable {
    /// No connection, or a daemon that cannot record now, with its words. The same key may work later.
    case passing(String?)
    /// A 409: `kind` and `detail` of the problem.
    case conflict(kind: String, detail: String)
    case refused(detail: String)
}
