/// The times at which clocks that had been wrong were set, and by how much: they date facts anew.
package struct ClockSettings: Sendable {
    /// By boot, ascending.
    private var settings: [String: [(sequence: Sequence, shift: Int64)]] = [:]

    /// `facts` are ascending; those of other kinds than `clockSet` are passed over.
    package init(_ facts: [Fact]) { self.init(facts.lazy.map { ($0.sequence, $0.event) }) }

    init(_ facts: some Swift.Sequence<(Sequence, Event)>) {
        for case (let sequence, .clockSet(let boot, let shift)) in facts {
            settings[boot, default: []].append((sequence, shift))
        }
    }

    /// When the fact happened, as is known now.
    package func moment(of fact: Fact) -> Timestamp { moment(of: DayFact(fact)) }

    /// When the fact happened, as known before the fact numbered `limit`, or as known now. A fact of a wrong clock
    /// moves when that clock is set for the first time after it, unless a right clock has dated it.
    func moment(of fact: DayFact, knownBefore limit: Sequence? = nil) -> Timestamp {
        guard let boot = fact.boot, fact.at <= fact.recordedAt + Floor.tolerance,
            let setting = settings[boot]?.first(where: { $0.sequence > fact.sequence }),
            limit.map({ setting.sequence < $0 }) ?? true
        else { return fact.at }
        return fact.at + .milliseconds(setting.shift)
    }
}
