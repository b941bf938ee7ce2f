import DoorstepAPI
import DoorstepCore

/// Changes of the state by the daemon's pictures.
extension CounterState {
    /// Notes that the stream is open; its first event is a picture.
    mutating func connected(at time: CounterTime) -> [CounterEffect] {
        let wasLost = link.broke != nil && isKnown
        link.open(at: time)
        if wasLost { say(.regained, at: time) }
        return [.readShop]
    }

    mutating func lost(_ cause: CounterLink.Cause, at time: CounterTime) -> [CounterEffect] {
        link.lose(cause, at: time)
        isPictureFresh = false
        inFlight = nil
        if queue.contains(where: \.isOfNow) {
            queue.removeAll(where: \.isOfNow)
            say(.disabled(.recountUnconfirmed), at: time)
        }
        for index in queue.indices { queue[index].wasKept = true }
        return choosePrompt(at: time, byStaff: false)
    }

    /// Takes in a picture, with the prompt that the event's fact opened or ended. An event that was not
    /// understood has no picture, but shows that the daemon is alive.
    mutating func happened(
        _ picture: NowBody?, _ prompt: Prompt? = nil, at time: CounterTime
    ) -> [CounterEffect] {
        if link.isSilent(at: time) { say(.regained, at: time) }
        link.hear(at: time)
        guard let picture else { return send(at: time) }
        if picture.ledger != self.picture?.ledger {
            forgetLedger(at: time)
        } else if let known = self.picture, picture.sequence < known.sequence {
            return send(at: time)
        }
        if let prompt, prompt.id == shown, prompt.state == .answered, ended[prompt.id] == nil {
            // An answer given on this screen has hidden its prompt already, so another screen gave this one.
            say(.alreadyAnswered, at: time)
        }
        self.picture = picture
        isPictureFresh = true
        knownAt = time.wall
        ended = ended.filter { $0.value > picture.sequence }
        undone = undone.filter { $0.value > picture.sequence }
        noted = noted.filter { $0.value > picture.sequence }
        return choosePrompt(at: time, byStaff: false) + send(at: time)
    }

    /// Forgets the former ledger's numbers: after a restore from a backup they may stand for other facts.
    private mutating func forgetLedger(at time: CounterTime) {
        defer { picture = nil }
        (ended, undone, noted, own) = ([:], [:], [:], [])
        let isAnotherFact = { (request: CounterRequest) in
            request.isAboutAnother && request.key != inFlight
        }
        guard picture != nil, queue.contains(where: isAnotherFact) else { return }
        queue.removeAll(where: isAnotherFact)
        say(.ledgerRestored, at: time)
    }
}
