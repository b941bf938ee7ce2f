import DoorstepAPI
import DoorstepCore

/// The queue of requests to the daemon: sent in order, one at a time, each under its own key.
extension CounterState {
    mutating func enqueue(_ call: CounterRequest.Call, at time: CounterTime) -> [CounterEffect] {
        var request = CounterRequest(key: makeKey(), call: call, at: time.wall)
        request.wasKept = !link.isLive(at: time)
        queue.append(request)
        say(
            request.wasKept ? .kept(queue.count) : .sending(StaffAction(call)), at: time)
        return choosePrompt(at: time, byStaff: true) + send(at: time)
    }

    /// Sends the first request of the queue, unless one is on its way, or the connection is lost or has brought no
    /// picture yet.
    mutating func send(at time: CounterTime) -> [CounterEffect] {
        guard inFlight == nil, isPictureFresh, link.isLive(at: time), let first = queue.first else {
            return []
        }
        inFlight = first.key
        return [.send(first)]
    }

    mutating func answered(
        _ key: String, _ answer: RequestResult, at time: CounterTime
    ) -> [CounterEffect] {
        if inFlight == key { inFlight = nil }
        guard let index = queue.firstIndex(where: { $0.key == key }) else { return [] }
        switch answer {
        case .failed(.passing(let why)):
            if queue[index].isOfNow {
                queue.remove(at: index)
                say(.disabled(.recountUnconfirmed), at: time)
                return send(at: time)
            }
            // The request is sent again when the connection is back, or at the next beat.
            queue[index].wasKept = true
            cannotRecord = why
            say(why.map { .cannotRecord($0) } ?? .kept(queue.count), at: time)
            return []
        case .recorded(let recorded):
            let request = queue.remove(at: index)
            cannotRecord = nil
            took(recorded, of: request, at: time)
        case .failed(.conflict(let kind, let detail)):
            let request = queue.remove(at: index)
            refused(request, kind: kind, detail: detail, at: time)
        case .failed(.refused(let detail)):
            queue.remove(at: index)
            say(.refused(detail), at: time)
        }
        // A prompt whose answer was refused is shown again.
        return choosePrompt(at: time, byStaff: false) + send(at: time)
    }

    private mutating func took(
        _ recorded: Recorded, of request: CounterRequest, at time: CounterTime
    ) {
        own.insert(recorded.fact.sequence)
        hide(request, until: recorded.fact.sequence)
        guard request.wasKept else {
            say(.recorded(StaffAction(request.call)), at: time)
            return
        }
        keptSent += 1
        say(.sent(keptSent), at: time)
        if !queue.contains(where: \.wasKept) { keptSent = 0 }
    }

    private mutating func refused(
        _ request: CounterRequest, kind: String, detail: String, at time: CounterTime
    ) {
        let ending = Prompt.State.allCases.first { $0.problemKind == kind }
        if let ending, case .answer = request.call {
            // A picture reports the same end, but perhaps later.
            hide(request, until: picture?.sequence.next ?? .zero)
            switch ending {
            case .lapsed: say(.promptLapsed, at: time)
            case .withdrawn: say(.promptWithdrawn, at: time)
            case .answered, .open: say(.alreadyAnswered, at: time)
            }
            return
        }
        switch (kind, request.call) {
        case ("already-voided", .void):
            hide(request, until: picture?.sequence.next ?? .zero)
            say(.alreadyUndone, at: time)
        default: say(.refused(detail), at: time)
        }
    }

    /// Hides the prompt that a request answered, the fact that it undid, or the question for an outcome, until a picture
    /// has the fact `sequence`.
    private mutating func hide(_ request: CounterRequest, until sequence: Sequence) {
        guard let picture, picture.sequence < sequence else { return }
        if let id = request.prompt { ended[id] = sequence }
        if let voided = request.voids { undone[voided] = sequence }
        if let exit = request.outcomeOf { noted[exit] = sequence }
    }
}
