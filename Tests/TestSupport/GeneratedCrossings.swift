import DoorstepCore

/// Crossings as a bad sensor and a busy staff might leave them: anything that the ledger's tables can hold, in the order
/// of time.
package struct GeneratedCrossings {
    private var chance: SeededChance

    package init(seed: UInt64) {
        chance = SeededChance(seed: seed)
    }

    /// Within `interval`. Ids start after `first`.
    package mutating func make(
        _ count: Int, in interval: Interval, after first: Int64 = 0
    ) -> [CrossingRecord] {
        let times = (0..<count).map { _ in
            Int64.random(
                in: interval.start.milliseconds..<interval.end.milliseconds, using: &chance)
        }.sorted()
        var entrances: [Sequence] = []
        var exits: [Sequence] = []
        var merged: [Int: Sequence] = [:]
        var crossings: [CrossingRecord] = []
        for (index, time) in times.enumerated() {
            let id = Sequence(first + Int64(index) + 1)
            let crossing = one(id, Timestamp(milliseconds: time), entrances, &exits)
            if crossing.direction == .entrance { entrances.append(id) }
            if crossing.direction == .exit { exits.append(id) }
            if let exit = crossing.mergedWith { merged[Int(exit.value - first) - 1] = id }
            crossings.append(crossing)
        }
        // The exit that was undone knows of the entrance that undid it.
        for (index, entrance) in merged {
            crossings[index] = crossings[index].merged(with: entrance)
        }
        return crossings
    }

    private mutating func one(
        _ id: Sequence, _ at: Timestamp, _ entrances: [Sequence], _ exits: inout [Sequence]
    ) -> CrossingRecord {
        let directions: [CrossingRecord.Direction] = [
            .entrance, .entrance, .entrance, .entrance, .exit, .exit, .exit, .exit, .stay, .opening,
        ]
        let direction = directions[roll(directions.count)]
        let answer: Answer.Reply? = [.said, .ownWords, .missed, nil, .said][roll(5)]
        let recent = entrances.suffix(12)
        let visit =
            direction == .entrance
            ? nil : recent.isEmpty ? nil : recent.randomElement(using: &chance)
        let comesBack = direction == .entrance && roll(20) == 0 && !exits.isEmpty
        return CrossingRecord(
            id: id, direction: direction, door: "front", at: at, people: 1 + roll(4),
            isImported: roll(15) == 0, excluded: roll(12) == 0 ? .staff : nil, answer: answer,
            answeredAt: answer.map { _ in at + .milliseconds(roll(60_000)) },
            observed: Observed(
                smile: [true, false, nil][roll(3)], thanks: [true, false, nil][roll(3)],
                invitation: [true, false, nil][roll(3)],
                extra: roll(9) == 0 ? ["umbrella": true] : [:]),
            outcome: (Outcome.allCases + [nil, nil, nil])[roll(Outcome.allCases.count + 3)],
            visit: visit, isCertain: direction == .stay || roll(2) == 0,
            mergedWith: comesBack ? exits.popLast() : nil,
            isCrossed: direction == .opening && roll(2) == 0)
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &chance) }
}

extension CrossingRecord {
    fileprivate func merged(with other: Sequence) -> CrossingRecord {
        CrossingRecord(
            id: id, direction: direction, door: door, at: at, people: people,
            isImported: isImported, excluded: excluded, answer: answer, answeredAt: answeredAt,
            observed: observed, outcome: outcome, visit: visit, isCertain: isCertain,
            mergedWith: other, isCrossed: isCrossed)
    }
}
