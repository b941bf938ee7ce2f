import DoorstepAPI
import DoorstepCore

/// Changes of the state by the daemon's answers and events.
extension CounterState {
    /// Notes that the stream is open, and asks for the shop's state anew.
    mutating func connected(at time: CounterTime) -> [CounterEffect] {
        let wasLost = link.broke != nil && isKnown
        link.open(at: time)
        if wasLost { say(.regained, at: time) }
        return readNow() + (isLanguageOpen ? [.readLanguage] : [])
    }

    mutating func lost(_ cause: CounterLink.Cause, at time: CounterTime) -> [CounterEffect] {
        link.lose(cause, at: time)
        isReadingNow = false
        inFlight = nil
        for index in queue.indices { queue[index].wasKept = true }
        return settle(at: time, byStaff: false)
    }

    private mutating func readNow() -> [CounterEffect] {
        guard !isReadingNow else { return [] }
        isReadingNow = true
        unsettled = []
        return [.readNow]
    }

    /// Takes in the shop's state. `facts` are the last of the ledger, in its order.
    mutating func read(
        _ now: NowBody, _ facts: [Fact], at time: CounterTime
    ) -> [CounterEffect] {
        isReadingNow = false
        isPictureMissing = false
        if ledger != now.ledger {
            // It was restored from a backup: its numbers may stand for other facts.
            (self.facts, undone, own, ended) = ([], [], [], [:])
            let isAnotherFact = { (request: CounterRequest) in
                (request.prompt != nil || request.voids != nil) && request.key != inFlight
            }
            if ledger != nil, queue.contains(where: isAnotherFact) {
                queue.removeAll(where: isAnotherFact)
                say(.ledgerRestored, at: time)
            }
            ledger = now.ledger
        }
        shop = now.shop
        occupancy = now.occupancy
        today = now.today
        doors = now.doors
        dayIsClosed = now.dayIsClosed
        undelivered = now.undelivered ?? 0
        madDoors = now.madDoors ?? []
        sequence = now.sequence
        ended = ended.filter { $0.value > now.sequence }
        prompts = now.prompts.filter { ended[$0.id] == nil }
        knownAt = time.wall
        for fact in facts where fact.sequence <= now.sequence { note(fact) }
        for event in unsettled where event.recorded.fact.sequence > now.sequence { fold(event) }
        unsettled = []
        return settle(at: time, byStaff: false) + send(at: time)
    }

    /// Notes that `now` could not be read; the next beat tries again.
    mutating func couldNotReadNow() {
        isReadingNow = false
        isPictureMissing = true
    }

    mutating func happened(_ event: StreamEventBody, at time: CounterTime) -> [CounterEffect] {
        hear(at: time)
        knownAt = time.wall
        // While `now` is being read, events wait: the answer holds most of them, and `read` folds in the rest.
        guard !isReadingNow else {
            unsettled.append(event)
            return []
        }
        guard event.recorded.fact.sequence > sequence else { return [] }
        if let prompt = event.recorded.prompt, prompt.id == shown, prompt.state == .answered {
            // An answer given on this screen has hidden its prompt already, so another screen gave this one.
            say(.alreadyAnswered, at: time)
        }
        fold(event)
        var effects = settle(at: time, byStaff: false)
        // The event does not hold all that these facts change.
        switch event.recorded.fact.event {
        case .void, .dismissal, .reentry, .tie, .dayClosed, .clockSet: effects += readNow()
        default: break
        }
        return effects
    }

    /// Takes in a beat, which tells the ledger's last number. Where this state is older, `now` is read again. Nil is a
    /// beat that was not understood.
    mutating func beat(_ beat: BeatBody?, at time: CounterTime) -> [CounterEffect] {
        hear(at: time)
        if let beat {
            undelivered = beat.undelivered ?? 0
            madDoors = beat.madDoors ?? []
        }
        let isBehind = beat.map { $0.sequence > sequence } ?? false
        if !isBehind, isKnown, !isPictureMissing { knownAt = time.wall }
        let effects = isBehind || isPictureMissing ? readNow() : []
        return effects + send(at: time)
    }

    private mutating func hear(at time: CounterTime) {
        if link.isSilent(at: time) { say(.regained, at: time) }
        link.hear(at: time)
    }

    private mutating func fold(_ event: StreamEventBody) {
        let fact = event.recorded.fact
        sequence = fact.sequence
        occupancy = event.now.occupancy
        today = event.now.today
        note(fact)
        if let prompt = event.recorded.prompt {
            prompts.removeAll { $0.id == prompt.id }
            if prompt.state == .open {
                ended[prompt.id] = nil
                prompts.append(prompt)
            } else {
                ended[prompt.id] = fact.sequence
            }
        }
        switch fact.event {
        case .doorDown(let door, let reason):
            turn(door, DoorStatus.Down(since: fact.at, reason: reason))
        case .doorUp(let door): turn(door, nil)
        case .dayClosed: dayIsClosed = true
        case .entrance, .exit, .opening: dayIsClosed = false
        default: break
        }
    }

    private mutating func turn(_ door: String, _ down: DoorStatus.Down?) {
        guard let index = doors.firstIndex(where: { $0.name == door }) else { return }
        doors[index] = DoorBody(
            DoorStatus(door: door, down: down), lastSeen: doors[index].lastSeen)
    }

    private mutating func note(_ fact: Fact) {
        if case .void(let voided, _) = fact.event { undone.insert(voided) }
        guard !facts.contains(where: { $0.sequence == fact.sequence }) else { return }
        facts.append(fact)
        facts.sort { $0.sequence > $1.sequence }
        facts = Array(facts.prefix(Self.factsKept))
    }
}
