/// The corrections in a day's facts. They are gathered before the day is folded, so that the fold meets
/// each fact as it has turned out to be.
struct DayCorrections {
    private(set) var voided: Set<Sequence> = []

    private let settings: ClockSettings

    /// Crossings that were not a visitor's.
    private(set) var excluded: [Sequence: ExclusionReason] = [:]

    /// Stretches of time in which what a door reported was no visitors', in order.
    private(set) var dismissed: [Dismissal] = []

    /// Entrances of parties that had only just left, by those exits, and the other way round.
    private(set) var merged: [Sequence: Sequence] = [:]

    /// Visits by the exits that somebody tied to them; the last word counts.
    private(set) var tied: [Sequence: Sequence] = [:]

    /// Whether a press of a face counts; the last word counts.
    private(set) var reviewed: [Sequence: Bool] = [:]

    init(_ facts: [DayFact]) {
        settings = ClockSettings(facts.lazy.map { ($0.sequence, $0.event) })
        for fact in facts {
            if case .void(let sequence, _) = fact.event { voided.insert(sequence) }
        }
        for fact in facts where !voided.contains(fact.sequence) {
            switch fact.event {
            case .exclusion(let prompt, let reason): excluded[prompt] = reason
            case .reentry(let entrance, let exit)
            where !voided.contains(entrance) && !voided.contains(exit):
                merged[entrance] = exit
                merged[exit] = entrance
            case .tie(let exit, let visit): tied[exit] = visit
            case .review(let feedback, let counts): reviewed[feedback] = counts
            default: break
            }
        }
        for fact in facts where !voided.contains(fact.sequence) {
            guard case .dismissal(let dismissal) = fact.event else { continue }
            dismissed.append(dismissal)
            dismiss(dismissal, by: fact.sequence, facts)
        }
        // A visit that never was, or that was no visitor's, is nobody's to end.
        tied = tied.filter { !voided.contains($0.value) && excluded[$0.value] == nil }
    }

    /// When the fact happened, as known before the fact numbered `limit`, or as known now.
    func moment(of fact: DayFact, knownBefore limit: Sequence? = nil) -> Timestamp {
        settings.moment(of: fact, knownBefore: limit)
    }

    /// Notes an exclusion before its fact comes.
    mutating func exclude(_ crossing: Sequence, as reason: ExclusionReason) {
        excluded[crossing] = reason
    }

    /// Excludes what was recorded before `sequence`, by the times that were known then.
    private mutating func dismiss(
        _ dismissal: Dismissal, by sequence: Sequence, _ facts: [DayFact]
    ) {
        for fact in facts.prefix(while: { $0.sequence < sequence })
        where excluded[fact.sequence] == nil
            && dismissal.covers(fact.event, at: moment(of: fact, knownBefore: sequence))
        {
            excluded[fact.sequence] = dismissal.reason
        }
    }
}
