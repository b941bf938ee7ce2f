import DoorstepAPI
import DoorstepCore

/// What staff have said, on its way to the ledger: in order, one at a time, each under its own key.
extension CounterState {
    mutating func ask(_ call: CounterRequest.Call, at time: CounterTime) -> [CounterEffect] {
        var request = CounterRequest(key: makeKey(), call: call, at: time.wall)
        request.wasKept = !link.isLive(at: time)
        queue.append(request)
        say(
            request.wasKept ? .kept(queue.count) : .sending(CounterDeed(call)), at: time)
        return settle(at: time, byStaff: true) + send(at: time)
    }

    /// The first that waits, unless one is on its way.
    mutating func send(at time: CounterTime) -> [CounterEffect] {
        guard inFlight == nil, link.isLive(at: time), let first = queue.first else { return [] }
        inFlight = first.key
        return [.send(first)]
    }

    mutating func answered(
        _ key: String, _ answer: CounterAnswer, at time: CounterTime
    ) -> [CounterEffect] {
        if inFlight == key { inFlight = nil }
        guard let index = queue.firstIndex(where: { $0.key == key }) else { return [] }
        switch answer {
        case .failed(.passing(let why)):
            // Tried again when the connection is back, or at the next beat.
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
        return settle(at: time, byStaff: false) + send(at: time)
    }

    private mutating func took(
        _ recorded: RecordedBody, of request: CounterRequest, at time: CounterTime
    ) {
        own.insert(recorded.fact.sequence)
        if let id = request.prompt {
            prompts.removeAll { $0.id == id }
            ended[id] = recorded.fact.sequence
        }
        if let voided = request.voids { undone.insert(voided) }
        guard request.wasKept else {
            say(.recorded(CounterDeed(request.call)), at: time)
            return
        }
        keptSent += 1
        say(.sent(keptSent), at: time)
        if !queue.contains(where: \.wasKept) { keptSent = 0 }
    }

    private mutating func refused(
        _ request: CounterRequest, kind: String, detail: String, at time: CounterTime
    ) {
        switch (kind, request.call) {
        case ("prompt-ended", .answer(let prompt, _)):
            // The stream will say how it ended, if it has not yet.
            prompts.removeAll { $0.id == prompt.id }
            ended[prompt.id] = Sequence(sequence.value + 1)
            if detail.contains(Prompt.State.lapsed.rawValue) {
                say(.promptLapsed, at: time)
            } else if detail.contains(Prompt.State.withdrawn.rawValue) {
                say(.promptWithdrawn, at: time)
            } else {
                say(.alreadyAnswered, at: time)
            }
        case ("already-voided", .void(let fact)):
            undone.insert(fact.sequence)
            say(.alreadyUndone, at: time)
        default: say(.refused(detail), at: time)
        }
    }
}
