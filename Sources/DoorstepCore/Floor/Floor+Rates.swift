/// Mad doors, which report more crossings than people can make.
extension Floor {
    /// The beginning of the episode that a crossing of `door` at `at`, recorded at `now`, belongs to; nil when it is
    /// not one too many. A crossing recorded late opens no prompt and says nothing of the rate now.
    func madSince(_ door: String, at: Timestamp, now: Timestamp) -> Timestamp? {
        guard now - at < shop.reception.lapseAfter else { return nil }
        return state.rates[door]?.since(adding: at)
    }

    /// The decision with the lapses of prompts that the door opened in the episode before its rate was too high.
    func lapsingMad(_ decision: Decision) -> Decision {
        guard let (door, since) = decision.fact.event.madDoor else { return decision }
        let lapses = state.open.compactMap { state[$0] }
            .filter { $0.door == door && $0.at >= since }
            .map { Draft(.lapse(prompt: $0.id), at: max(decision.fact.at, $0.at)) }
        return Decision(
            before: decision.before, fact: decision.fact, after: decision.after + lapses)
    }

    /// The doors that are mad, or were today, in the order of the configuration.
    var madDoors: [MadDoor] {
        shop.doors.compactMap { door in
            guard let rate = state.rates[door.name], let span = rate.episode,
                !today.corrections.dismissed.contains(where: {
                    $0.covers(door.name, span.from, span.to)
                })
            else { return nil }
            return MadDoor(
                door: door.name, span: span, perMinute: rate.perMinute, calmAt: rate.calmAt)
        }
    }
}

extension Event {
    /// The door of a crossing that is one too many, and the beginning of its episode; nil for any other fact.
    fileprivate var madDoor: (door: String, since: Timestamp)? {
        switch self {
        case .entrance(let crossing), .exit(let crossing, _):
            crossing.madSince.map { (crossing.door, $0) }
        case .opening(let door, let madSince): madSince.map { (door, $0) }
        default: nil
        }
    }
}
