import DoorstepAPI
import DoorstepCore

/// Something that staff have said and that the daemon is to record, once.
struct CounterRequest: Hashable, Sendable {
    /// Its `Idempotency-Key`, for as long as it lives: however often it is sent, it counts once.
    let key: String
    let call: Call

    /// When the key was pressed.
    let at: Timestamp

    /// Whether it has had to wait for the connection.
    var wasKept = false

    enum Call: Hashable, Sendable {
        case answer(PromptBody, AnswerBody)
        case enter(CrossingBody)
        case exit(CrossingBody)
        case void(Fact)
    }

    /// The prompt that it answers.
    var prompt: String? {
        guard case .answer(let prompt, _) = call else { return nil }
        return prompt.id
    }

    /// The fact that it undoes.
    var voids: Sequence? {
        guard case .void(let fact) = call else { return nil }
        return fact.sequence
    }
}

/// What the state asks of whoever runs it.
enum CounterEffect: Hashable, Sendable {
    case send(CounterRequest)
    case readNow
    /// The language of the shop, where the terminal names none.
    case readLanguage
    /// A new prompt is shown.
    case bell
    case suspend
    case redraw
    case quit
}

/// What came back from the daemon.
enum CounterAnswer: Sendable {
    case recorded(RecordedBody)
    case failed(CounterFailure)
}

/// Why a request came to nothing, as far as the screen has to know.
enum CounterFailure: Hashable, Sendable {
    /// It may work later, with the same key: no connection, or a daemon that cannot record just now, in its words.
    case passing(String?)
    /// A 409: `kind` and `detail` of the problem.
    case conflict(kind: String, detail: String)
    case refused(detail: String)
}
