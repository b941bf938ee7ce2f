/// The settings of clocks that had been wrong. They date earlier facts anew.
package struct ClockSettings: Sendable {
    /// The settings by boot, ascending; `shift` is in milliseconds.
    private var settings: [String: [(sequence: Sequence, shift: Int64)]] = [:]

    /// `facts` are ascending; those of other kinds than `clockSet` are passed over.
    package init(_ facts: [Fact]) { self.init(facts.lazy.map { ($0.sequence, $0.event) }) }

    init(_ facts: some Swift.Sequence<(Sequence, Event)>) {
        for case (let sequence, .clockSet(let boot, let shift)) in facts {
            settings[boot, default: []].append((sequence, shift))
        }
    }

    /// The time of the fact, as known now.
    package func moment(of fact: Fact) -> Timestamp { moment(of: DayFact(fact)) }

    /// The time of the fact, as known before the fact numbered `limit`; with nil, as known now. A fact dated by a wrong
    /// clock moves when that clock is first set after it, unless a right clock has dated it.
    func moment(of fact: DayFact, knownBefore limit: Sequence? = nil) -> Timestamp {
        guard let boot = fact.boot, fact.at <= fact.recordedAt + Floor.tolerance,
            let setting = settings[boot]?.first(where: { $0.sequence > fact.sequence }),
            limit.map({ setting.sequence < $0 }) ?? true
        else { return fact.at }
        return fact.at + .milliseconds(setting.shift)
    }
}
