/// The corrections in a day's facts. They are gathered before the day is folded, so that the fold sees each fact as
/// corrected.
struct DayCorrections {
    private(set) var voided: Set<Sequence> = []

    private let settings: ClockSettings

    /// The excluded crossings, with the reasons.
    private(set) var excluded: [Sequence: ExclusionReason] = [:]

    /// The dismissals, in the order of the ledger.
    private(set) var dismissed: [Dismissal] = []

    /// The crossings of reentries: by each entrance the exit that it undid, and by each such exit the entrance.
    private(set) var merged: [Sequence: Sequence] = [:]

    /// The visit of each exit that was tied by hand; the last tie counts.
    private(set) var tied: [Sequence: Sequence] = [:]

    /// Whether each reviewed press of a face counts; the last review decides.
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
        // A tie to a visit whose entrance was voided or excluded means nothing.
        tied = tied.filter { !voided.contains($0.value) && excluded[$0.value] == nil }
    }

    /// The time of the fact, as known before the fact numbered `limit`; with nil, as known now.
    func moment(of fact: DayFact, knownBefore limit: Sequence? = nil) -> Timestamp {
        settings.moment(of: fact, knownBefore: limit)
    }

    /// Notes an exclusion before its fact comes.
    mutating func exclude(_ crossing: Sequence, as reason: ExclusionReason) {
        excluded[crossing] = reason
    }

    /// Excludes the crossings that a dismissal, numbered `sequence`, covers: recorded before it, and dated as was known
    /// then.
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
