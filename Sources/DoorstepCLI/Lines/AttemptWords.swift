import DoorstepAPI

/// The result of an attempt, in words.
struct AttemptWords {
    let attempt: AttemptBody

    init(_ attempt: AttemptBody) { self.attempt = attempt }

    var text: String {
        attempt.mayHaveArrived == true
            ? cause + "; the whole message had been sent, so it may have arrived" : cause
    }

    private var cause: String {
        let status = attempt.status.map { "status \($0)" }
        switch (status, attempt.error) {
        case (nil, nil): return "no answer"
        case (let status?, nil): return status
        case (nil, let error?): return error
        case (let status?, let error?):
            return error.contains(status.suffix(3)) ? error : "\(status), \(error)"
        }
    }
}
