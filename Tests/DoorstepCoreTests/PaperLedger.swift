import DoorstepCore
import TestSupport

/// A ledger on paper: commands in, facts out, no database.
struct PaperLedger: History {
    private(set) var shop: Shop
    private(set) var facts: [Fact] = []
    private(set) var floor: Floor
    var now: Timestamp

    init(shop: Shop = .fixture(), now: String = "2026-11-21T09:30:00Z") {
        self.shop = shop
        self.now = Timestamp(at: now)
        floor = Floor(shop: shop, day: shop.calendar.tradingDay(containing: self.now))
    }

    mutating func use(_ scripts: ScriptBook) {
        shop.scripts = scripts
        floor.use(scripts)
    }

    @discardableResult
    mutating func submit(_ request: Command.Request, at: Timestamp? = nil) throws -> Fact? {
        let command = Command(request, at: at, source: "test")
        guard let decision = try floor.decide(command, clock: .fixture(now), history: self) else {
            return nil
        }
        for draft in decision.before { append(draft) }
        let fact = append(decision.fact)
        for draft in decision.after { append(draft) }
        return fact
    }

    /// The fact that a command becomes, which must be one.
    mutating func record(_ request: Command.Request, at: Timestamp? = nil) throws -> Sequence {
        guard let fact = try submit(request, at: at) else { throw NothingRecorded() }
        return fact.sequence
    }

    @discardableResult
    private mutating func append(_ draft: Draft) -> Fact {
        let fact = Fact(
            sequence: Sequence(Int64(facts.count + 1)),
            id: FactID(at: now, random: (UInt64(facts.count), 0)), at: draft.at, recordedAt: now,
            source: draft.source, by: draft.by, stamp: ClockReading.fixture(now).stamp,
            event: draft.event)
        facts.append(fact)
        floor.apply(fact)
        return fact
    }

    func fact(_ sequence: Sequence) throws -> Fact? {
        facts.indices.contains(Int(sequence.value) - 1) ? facts[Int(sequence.value) - 1] : nil
    }

    func voider(of sequence: Sequence) throws -> Sequence? {
        facts.first { if case .void(sequence, _) = $0.event { true } else { false } }?.sequence
    }

    func prompt(_ id: Sequence) throws -> Prompt? { nil }

    func hasCrossings(at door: String, from first: Timestamp, to last: Timestamp) throws -> Bool {
        facts.contains {
            Dismissal(door: door, from: first, to: last).covers($0.event, at: $0.at)
        }
    }

    func isClosed(_ day: LocalDate) throws -> Bool {
        facts.contains { $0.event == .dayClosed(day) }
    }
}

struct NothingRecorded: Error {}

extension Floor {
    var promptsByID: [Sequence: Prompt] {
        Dictionary(uniqueKeysWithValues: prompts.map { ($0.id, $0) })
    }

    /// The floor as staff see it, without the turn of the wordings.
    var seen: Seen {
        Seen(
            occupancy: state.occupancy, counts: state.counts, visits: state.visits,
            open: Array(state.open),
            prompts: promptsByID.mapValues {
                "\($0.moment) \($0.door) \($0.people) \($0.openedAt) \($0.state) "
                    + "\($0.visit?.description ?? "none") \($0.isCertain)"
            })
    }

    struct Seen: Hashable {
        let occupancy: Int
        let counts: DayCounts
        let visits: [Visit]
        let open: [Sequence]
        let prompts: [Sequence: String]
    }
}
