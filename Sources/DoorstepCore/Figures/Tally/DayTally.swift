/// The fold of one trading day's crossings, by time. Nothing is averaged before the end.
package struct DayTally: Hashable, Sendable {
    package let frame: DayFrame

    /// One for each hour of the frame.
    package private(set) var hours: [Hour]

    /// The recounts that no crossing has passed yet, by time.
    private var recounts: ArraySlice<DayRecord.Recount>
    private var inside = OccupancyRun()

    /// Visitors' entrances and exits, in people and in people's milliseconds since the day began.
    private var entered = Moments()
    private var left = Moments()
    private var excluded = 0
    private var reentries = 0
    private var parties = 0
    private var waits: [Int64] = []
    private var farewell = Tally.Farewell()
    private var feedback = Tally.Feedback()
    private var checklist = Tally.Checklist()
    private var visits: [Sequence: VisitTally] = [:]

    /// Links of reentries: from the entrance to the exit that it undid, and from that exit to the visit that goes on.
    private var comeBack: [Sequence: Sequence] = [:]
    private var doors: [String: DoorCounts] = [:]
    private var openings: [String: OpeningCounts] = [:]
    private(set) var hasImports = false

    private struct Moments: Hashable, Sendable {
        var people = 0
        var sum: Int64 = 0

        mutating func add(_ people: Int, at milliseconds: Int64) {
            self.people += people
            sum += milliseconds * Int64(people)
        }

        mutating func add(_ other: Moments) {
            people += other.people
            sum += other.sum
        }
    }

    /// An empty tally of a day in which `recounts`, by time, were made.
    package init(_ frame: DayFrame, recounts: [DayRecord.Recount] = []) {
        self.frame = frame
        self.recounts = recounts[...]
        hours = Array(repeating: Hour(), count: frame.labels.count)
    }

    package init(_ frame: DayFrame, _ record: DayRecord) {
        self.init(frame, recounts: record.recounts)
        for crossing in record.crossings { add(crossing) }
        for press in record.feedback { add(press) }
    }
}

// MARK: Adding

extension DayTally {
    /// Adds the next crossing, by time.
    package mutating func add(_ crossing: CrossingRecord) {
        guard crossing.direction != .opening else { return open(crossing) }
        while let recount = recounts.first, recount.at < crossing.at { pass(recount) }
        switch crossing.direction {
        case .entrance: enter(crossing)
        case .exit: leave(crossing)
        case .stay: lookIn(crossing)
        case .opening: break
        }
    }

    package mutating func add(_ press: FacePress) {
        if press.counts, feedback.faces.indices.contains(press.face) {
            feedback.faces[press.face] += 1
        } else {
            feedback.leftOut += 1
        }
    }

    private mutating func open(_ opening: CrossingRecord) {
        var counts = OpeningCounts()
        counts.all = 1
        if opening.isCrossed || opening.excluded != nil {
            counts.answered = 1
            counts.excluded = opening.isCrossed ? 0 : 1
        } else if frame.open.contains(where: { $0.contains(opening.at) }) {
            hours[frame.hour(of: opening.at)].unanswered += 1
        } else {
            counts.whileShut = 1
        }
        openings.add([opening.door: counts])
    }

    private mutating func pass(_ recount: DayRecord.Recount) {
        inside.recount(recount.people)
        recounts.removeFirst()
    }

    private mutating func enter(_ crossing: CrossingRecord) {
        let hour = frame.hour(of: crossing.at)
        hours[hour].entrances += crossing.people
        doors[crossing.door, default: DoorCounts()].entrances += crossing.people
        if crossing.isImported { hasImports = true }
        guard crossing.excluded == nil else {
            excluded += crossing.people
            return
        }
        guard !crossing.isMad else {
            parties += 1
            return
        }
        entered.add(crossing.people, at: milliseconds(crossing))
        doors[crossing.door, default: DoorCounts()].drift += crossing.people
        inside.cross(crossing.people)
        if let exit = crossing.mergedWith {
            reentries += crossing.people
            comeBack[crossing.id] = exit
            return
        }
        parties += 1
        guard !crossing.isImported else { return }
        hours[hour].due += 1
        var greeting: Window.Timing?
        if crossing.isSaid, let answeredAt = crossing.answeredAt {
            let wait = answeredAt.milliseconds - crossing.at.milliseconds
            waits.append(wait)
            if wait < frame.greetAfter {
                greeting = .early
                hours[hour].early += 1
            } else if wait <= frame.greetWithin {
                greeting = .inWindow
                hours[hour].inWindow += 1
            } else {
                greeting = .late
                hours[hour].late += 1
            }
            checklist.add(crossing.observed, of: .greeting)
        }
        visits[crossing.id, default: VisitTally()].arrival = VisitTally.Arrival(
            at: crossing.at, greeting: greeting, outcome: crossing.outcome)
    }

    private mutating func leave(_ crossing: CrossingRecord) {
        hours[frame.hour(of: crossing.at)].exits += crossing.people
        doors[crossing.door, default: DoorCounts()].exits += crossing.people
        if crossing.isImported { hasImports = true }
        guard crossing.excluded == nil, !crossing.isMad else { return }
        left.add(crossing.people, at: milliseconds(crossing))
        doors[crossing.door, default: DoorCounts()].drift -= crossing.people
        inside.cross(-crossing.people)
        if crossing.mergedWith != nil {
            if let visit = crossing.visit { comeBack[crossing.id] = visit }
            return
        }
        guard !crossing.isImported else { return }
        farewell.due += 1
        if crossing.isSaid {
            farewell.said += 1
            if crossing.observed.thanks == true { farewell.thanked += 1 }
            if crossing.observed.invitation == true { farewell.invited += 1 }
            checklist.add(crossing.observed, of: .farewell)
        }
        guard let visit = crossing.visit else { return }
        var ended = VisitTally()
        ended.exits = 1
        ended.farewells = crossing.isSaid ? 1 : 0
        if crossing.isCertain {
            ended.certainExits = 1
            ended.lastCertainExit = crossing.at
        }
        ended.leaving = crossing.outcome.map {
            VisitTally.Leaving(outcome: $0, isCertain: crossing.isCertain)
        }
        visits[visit, default: VisitTally()].append(ended)
    }

    private mutating func lookIn(_ stay: CrossingRecord) {
        guard stay.excluded == nil, let visit = stay.visit else { return }
        var seen = VisitTally()
        seen.lookIns = 1
        seen.lookInsAnswered = stay.isSaid ? 1 : 0
        seen.lookInOutcome = stay.outcome
        visits[visit, default: VisitTally()].append(seen)
        if stay.isSaid { checklist.add(stay.observed, of: .lookIn) }
    }

    private func milliseconds(_ crossing: CrossingRecord) -> Int64 {
        crossing.at.milliseconds - frame.day.interval.start.milliseconds
    }
}

// MARK: The whole

extension DayTally {
    /// The day's figures, once its last crossing is in.
    package var tally: Tally {
        var whole = self
        while let recount = whole.recounts.first { whole.pass(recount) }
        var tally = Tally()
        for hour in hours {
            tally.entrances += hour.entrances
            tally.exits += hour.exits
            tally.due += hour.due
            tally.early += hour.early
            tally.inWindow += hour.inWindow
            tally.late += hour.late
        }
        tally.excluded = excluded
        tally.reentries = reentries
        tally.parties = parties
        tally.visitorEntrances = entered.people
        tally.visitorExits = left.people
        tally.peak = whole.inside.peak
        if let total = insideMilliseconds {
            tally.insideMilliseconds = total
            tally.insidePeople = entered.people - reentries
        }
        tally.doors = doors
        tally.openings = openings
        tally.waits = waits
        tally.farewell = farewell
        tally.feedback = feedback
        tally.checklist = checklist
        for visit in wholeVisits { visit.count(in: &tally, greetAfter: frame.greetAfter) }
        return tally
    }

    /// The integral of corrected occupancy over time, for the E people who came in. Of X exits each stands for E/X
    /// people when fewer left, else each entrance for X/E, so that the sums agree. The result is E times the mean
    /// moment of the exits less that of the entrances. Nil when nobody came or left, or when the exits lie before the
    /// entrances.
    private var insideMilliseconds: Int64? {
        guard entered.people > reentries, left.people > 0 else { return nil }
        let people = Double(entered.people)
        let total = Double(left.sum) / Double(left.people) * people - Double(entered.sum)
        return total >= 0 ? Int64(total.rounded()) : nil
    }

    /// The visits. The parts of a visit from before and after a reentry are joined.
    private var wholeVisits: [VisitTally] {
        guard !comeBack.isEmpty else { return Array(visits.values) }
        var whole: [Sequence: VisitTally] = [:]
        for (id, visit) in visits.sorted(by: { $0.key < $1.key }) {
            var origin = id
            // Each step goes to an older fact; the bound ends the loop for a ledger in which it does not.
            for _ in 0..<comeBack.count {
                guard let older = comeBack[origin] else { break }
                origin = older
            }
            whole[origin, default: VisitTally()].append(visit)
        }
        return Array(whole.values)
    }
}

extension CrossingRecord {
    /// Whether the prompt was answered with a greeting, a look-in or a farewell.
    fileprivate var isSaid: Bool { answer == .said || answer == .ownWords }
}
