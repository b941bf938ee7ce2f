extension Day {
    /// The state of the day after the facts folded so far.
    package struct State: Sendable {
        package var sequence = Sequence.zero

        /// People inside: a signed running sum. Screens show at least 0.
        package var occupancy = 0
        package var counts = DayCounts()

        /// The visits of people who are still inside, and which of them goes on when a party comes back.
        package var inside = OpenVisits()

        /// The visits with people still inside, oldest first.
        package var visits: [Visit] { inside.all }

        /// The day's crossings that were not voided, ascending by their facts.
        package internal(set) var records: [CrossingRecord] = []

        /// The number of voided crossings.
        var voidedCrossings = 0

        /// The ids of the open prompts, by the time they are due. A slice, because they end at its front: after an
        /// outage many lapse at once, and each would move all the others of an array.
        package var open: ArraySlice<Sequence> = []
        package var doors: [String: DoorStatus]
        package var isClosed = false

        /// The outcome that the staff noted on a visit's greeting or look-in, by the entrance that began it.
        var cameFor: [Sequence: Outcome] = [:]

        /// The exit whose farewell was answered last.
        var lastFarewell: Sequence?

        /// The people who were excluded coming in and have not been excluded going out, oldest first.
        var excludedInside: [ExcludedParty] = []

        /// Visits that have had their look-in.
        var lookedIn: Set<Sequence> = []

        /// The presses of faces, by time.
        package internal(set) var presses: [FacePress] = []

        /// The recounts, in the order of the ledger.
        var recounts: [DayRecord.Recount] = []

        /// The rates of the doors that have a limit, by door.
        var rates: [String: DoorRate]

        init(_ shop: Shop, doors: [String: DoorStatus]) {
            self.doors = doors
            rates = Dictionary(
                shop.doors.compactMap { door in
                    door.rateLimit.map { (door.name, DoorRate(limit: $0)) }
                }
            ) { first, _ in first }
        }

        /// The crossing numbered `id`; nil when it is none of the day's, or void.
        package subscript(id: Sequence) -> CrossingRecord? { index(of: id).map { records[$0] } }

        func index(of id: Sequence) -> Int? {
            var (low, high) = (0, records.count)
            while low < high {
                let middle = (low + high) / 2
                if records[middle].id < id { low = middle + 1 } else { high = middle }
            }
            return low < records.count && records[low].id == id ? low : nil
        }
    }
}

extension Day {
    /// The prompt that the crossing `id` opened, as it stands; nil when it opened none. An imported crossing opens none.
    package func prompt(_ id: Sequence) -> Prompt? { state[id].flatMap(prompt) }

    package func prompt(_ record: CrossingRecord) -> Prompt? {
        guard let state = record.promptState else { return nil }
        let moment = record.moment
        return Prompt(
            id: record.id, moment: moment, door: record.door, people: record.people,
            openedAt: record.at, window: Window(moment, at: record.at, settings: shop.reception),
            state: state,
            script: record.script.flatMap {
                shop.scripts.wording($0, in: shop.situation(at: record.at, people: record.people))
            }, visit: record.visit ?? (moment == .greeting ? record.id : nil),
            isCertain: moment == .greeting || record.isCertain)
    }

    /// The record that the day's figures are made from. `gaps` and `since` are the ledger's.
    package func record(
        gaps: [DayRecord.Gap] = [], observedSince since: Timestamp? = nil
    ) -> DayRecord {
        let crossings = state.records.filter { $0.at < tradingDay.interval.end }
            .sorted { ($0.at, $0.id) < ($1.at, $1.id) }
        let presses = state.presses.filter { $0.at < tradingDay.interval.end }
        let recounts = state.recounts.filter { $0.at < tradingDay.interval.end }
            .enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
        return DayRecord(
            day: tradingDay, crossings: crossings, recounts: recounts, gaps: gaps,
            episodes: crossings.episodes(from: tradingDay.interval.start),
            feedback: presses, observedSince: since,
            hasRedated: crossings.contains(where: \.isUntrusted),
            voided: state.voidedCrossings)
    }
}

extension [CrossingRecord] {
    /// The times in which a door was mad, by their beginning. The list is by time.
    fileprivate func episodes(from start: Timestamp) -> [DayRecord.Episode] {
        var spans: [MadSpan: Timestamp] = [:]
        for crossing in self {
            guard let since = crossing.madSince else { continue }
            spans[MadSpan(door: crossing.door, since: since)] = crossing.at
        }
        return spans.sorted { ($0.key.since, $0.key.door) < ($1.key.since, $1.key.door) }.map {
            key, to in
            let from = Swift.max(key.since, start)
            let within = filter {
                $0.door == key.door && $0.at >= from && $0.at <= to && !$0.isImported
                    && $0.direction != .stay
            }
            return DayRecord.Episode(
                door: key.door, from: from, to: to, crossings: within.count,
                isExcluded: within.allSatisfy { $0.excluded != nil })
        }
    }
}

private struct MadSpan: Hashable {
    let door: String
    let since: Timestamp
}
