extension Floor {
    /// The most that `at` may lie ahead of the daemon's clock: DESIGN section 5.
    package static let tolerance = Duration.seconds(120)

    /// Turns a command into facts, or refuses it. Pure: the floor changes only when the facts are applied.
    ///
    /// - Throws: `Refusal`, or what `history` throws.
    /// - Returns: nil when there is nothing to record (no prompt to lapse).
    package func decide(
        _ command: Command, clock: ClockReading, history: some History
    ) throws -> Decision? {
        try decideAlone(command, clock: clock, history: history)
            .map { endingLookIns(command.isLive ? lapsingMad($0) : $0, clock: clock) }
    }

    private func decideAlone(
        _ command: Command, clock: ClockReading, history: some History
    ) throws -> Decision? {
        let at = command.at ?? clock.now
        if case .restore(let imported) = command.request {
            guard at <= clock.now + Self.tolerance else {
                throw Refusal.tooFarAhead(at, now: clock.now)
            }
            return Decision(
                fact: Draft(
                    at: at, source: command.source, by: command.by, event: imported.event,
                    id: imported.id))
        }
        switch command.request {
        // The daemon may date these long ago, after an absence, or by a clock that has been set since.
        case .doorDown, .doorUp: break
        default: try check(at, clock.now)
        }
        func draft(_ event: Event, at moment: Timestamp? = nil) -> Draft {
            Draft(at: moment ?? at, source: command.source, by: command.by, event: event)
        }
        switch command.request {
        case .enter(let door, let people):
            let crossing = try entering(door, people, at, recorded: clock.now)
            return bornExcluded(draft(.entrance(crossing)), at: crossing.door)
                ?? Decision(fact: draft(.entrance(crossing)))
        case .exit(let door, let people):
            let (crossing, link) = try leaving(door, people, at, recorded: clock.now)
            return bornExcluded(draft(.exit(crossing, link)), at: crossing.door)
                ?? Decision(
                    fact: draft(.exit(crossing, link)),
                    after: crossing.madSince == nil ? lapsesIfEmptied(by: people, at) : [])
        case .open(let door):
            let door = try resolve(door)
            let opening = Event.opening(
                door: door, madSince: madSince(door, at: at, now: clock.now))
            return bornExcluded(draft(opening), at: door) ?? Decision(fact: draft(opening))
        case .answer(let id, let reply, let details):
            return try decideAnswer(id, reply, details, command, clock, history)
        case .outcome(let prompt, let outcome):
            try checkOutcome(of: prompt, history)
            return Decision(fact: draft(.outcome(prompt: prompt, outcome)))
        case .tie(let exit, let visit):
            try checkTie(of: exit, to: visit, history)
            return Decision(fact: draft(.tie(exit: exit, visit: visit)))
        case .dismiss(let door, let from, let to):
            let dismissal = Dismissal(door: try resolve(door), from: from, to: to)
            try check(dismissal, clock.now, history)
            return Decision(fact: draft(.dismissal(dismissal)))
        case .void(let sequence, let reason):
            try checkVoid(sequence, history)
            return Decision(fact: draft(.void(voids: sequence, reason: reason)))
        case .recount(let people, let reason):
            return Decision(
                fact: draft(.occupancy(people: people, reason: reason)),
                after: people == 0 ? lapses(of: .greeting, at: at) : [])
        case .feedback(let face, let device):
            let flag = flag(at: at, device: device)
            return Decision(fact: draft(.feedback(face: face, device: device, flag: flag)))
        case .review(let feedback, let counts):
            try checkReview(of: feedback, history)
            return Decision(fact: draft(.review(feedback: feedback, counts: counts)))
        case .doorDown(let door, let reason):
            return Decision(fact: draft(.doorDown(door: try resolve(door), reason: reason)))
        case .doorUp(let door): return Decision(fact: draft(.doorUp(door: try resolve(door))))
        case .lapse:
            let due = state.open.compactMap { today.prompt($0) }
                .filter { $0.window.lapsesAt <= clock.now }
                .map { draft(.lapse(prompt: $0.id), at: $0.window.lapsesAt) }
            return due.decision
        case .lookIn: return lookIns(at: clock.now).map { draft($0.event, at: $0.at) }.decision
        case .closeDay(let date):
            if try history.isClosed(date) { throw Refusal.dayAlreadyClosed(date) }
            let ending =
                date == day.date ? state.open.map { draft(.lapse(prompt: $0)) } : []
            return Decision(before: ending, fact: draft(.dayClosed(date)))
        case .setClock(let boot, let shift):
            return Decision(fact: draft(.clockSet(boot: boot, shift: shift)))
        case .restore: return nil
        }
    }

    private func check(_ at: Timestamp, _ now: Timestamp) throws(Refusal) {
        guard at <= now + Self.tolerance else { throw .tooFarAhead(at, now: now) }
        let earliest = now - shop.retention
        guard at >= earliest else { throw .tooFarBack(at, earliest: earliest) }
    }

    private func check(
        _ dismissal: Dismissal, _ now: Timestamp, _ history: some History
    ) throws {
        let (from, to) = (dismissal.from, dismissal.to)
        try Dismissal.check(from: from, to: to)
        try check(from, now)
        guard try history.hasCrossings(at: dismissal.door, from: from, to: to) else {
            throw Refusal.nothingToDismiss(door: dismissal.door, from: from, to: to)
        }
    }

    private func resolve(_ door: String?) throws(Refusal) -> String {
        let known = shop.doors.map(\.name)
        guard let door else {
            guard known.count == 1, let only = known.first else {
                throw .doorMissing(known: known)
            }
            return only
        }
        guard known.contains(door) else { throw .unknownDoor(door, known: known) }
        return door
    }

    /// The crossing of an entrance, with its script. `now` is the time of recording; nil for a crossing that answers an
    /// opening, which a person saw.
    func entering(
        _ door: String?, _ people: Int, _ at: Timestamp, recorded now: Timestamp? = nil,
        opening: Sequence? = nil
    ) throws(Refusal) -> Crossing {
        let door = try resolve(door)
        if let madSince = now.flatMap({ madSince(door, at: at, now: $0) }) {
            return Crossing(door: door, people: people, madSince: madSince)
        }
        return Crossing(
            door: door, people: people,
            script: script(for: .greeting, at: at, people: people, opening: opening),
            opening: opening)
    }

    func leaving(
        _ door: String?, _ people: Int, _ at: Timestamp, recorded now: Timestamp? = nil,
        opening: Sequence? = nil
    ) throws(Refusal) -> (Crossing, FarewellLink) {
        let door = try resolve(door)
        if let madSince = now.flatMap({ madSince(door, at: at, now: $0) }) {
            return (
                Crossing(door: door, people: people, madSince: madSince),
                FarewellLink(visit: nil, isCertain: false)
            )
        }
        let link = state.inside.link(at: at)
        return (
            Crossing(
                door: door, people: people,
                script: script(
                    for: .farewell, at: at, people: people, visit: link, opening: opening),
                opening: opening),
            link
        )
    }

    /// The decision for a crossing of a staff door or in a quiet period, with its exclusion; nil for any other.
    private func bornExcluded(_ crossing: Draft, at door: String) -> Decision? {
        guard let reason = shop.exclusion(at: crossing.at, door: door) else { return nil }
        let exclusion = Event.exclusion(prompt: state.sequence.next, reason: reason)
        return Decision(fact: crossing, after: [Draft(exclusion, at: crossing.at)])
    }

    /// The lapses of open greetings when `people` who leave are the last; empty while others are inside.
    func lapsesIfEmptied(by people: Int, _ at: Timestamp) -> [Draft] {
        state.occupancy - people <= 0 ? lapses(of: .greeting, at: at) : []
    }

    private func lapses(of moment: Moment, at: Timestamp) -> [Draft] {
        state.open.compactMap { state[$0] }
            .filter { $0.moment == moment && $0.at <= at }
            .map { Draft(.lapse(prompt: $0.id), at: at) }
    }
}
