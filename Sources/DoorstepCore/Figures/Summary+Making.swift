extension Summary {
    /// The figures of `period` from those of its days, by the definitions of DESIGN section 8. `days` are the days that
    /// have begun by `now`; `past` are the periods that it is compared with. `sentence` puts a note into words.
    package init(
        of period: SummaryPeriod, _ days: [DayFigures], past: [Changes.Past] = [], shop: Shop,
        revision: Int, at now: Timestamp, sentence: (Summary, SummaryNote) -> String
    ) {
        let calendar = shop.calendar
        let tally = days.tally
        let (first, last) = (calendar.tradingDay(period.first), calendar.tradingDay(period.last))
        let isOver = now >= calendar.closingMoment(of: last)
        let coverage = Coverage(of: days, calendar: calendar)
        self.init(
            type: "summary.\(period.kind.rawValue)", timestamp: now, shop: shop.name,
            period: Period(
                kind: period.kind.rawValue, id: period.id,
                from: calendar.text(first.interval.start), to: calendar.text(last.interval.end),
                timeZone: calendar.zone.name),
            coverage: coverage, traffic: Traffic(of: period, days, tally, calendar: calendar),
            doors: Self.doors(of: days, tally, shop: shop), openings: Openings(tally),
            episodes: days.flatMap(\.episodes).map { Episode($0, calendar: calendar) },
            greeting: Greeting(tally),
            farewell: Farewell(tally),
            visits: Visits(
                n: tally.due,
                complete: Visits.Complete(
                    certain: tally.completeCertain.rate, guessed: tally.completeGuessed.rate)),
            phases: Phases(tally), parity: Parity(tally), feedback: Feedback(tally),
            checklist: Checklist(
                items: tally.checklist.items.map {
                    Checklist.Item(
                        id: $0.id,
                        counts: Checklist.Counts(
                            yes: $0.yes, no: $0.no, notObserved: $0.notObserved))
                }),
            changes: Changes(
                of: tally,
                isTotal: isOver && !tally.isLowerBound && !days.isDoubtful
                    && (coverage.share.map { $0 >= Observation.threshold } ?? false),
                openMinutes: period.kind == .month ? coverage.openMinutes : nil, against: past),
            data: Provenance(
                revision: revision, madeAt: calendar.text(now), notes: [],
                corrections: days.reduce(0) { $0 + $1.corrections }))
        data.notes = SummaryNote.of(self, days, isOver: isOver).map { note in
            "\(note.rawValue): " + sentence(self, note)
        }
    }
}

extension Summary.Coverage {
    fileprivate init(of days: [DayFigures], calendar: ShopCalendar) {
        openMinutes = days.openMinutes
        observedMinutes =
            days.contains { $0.observation.isKnown }
            ? days.reduce(0) { $0 + ($1.observation.observedMinutes ?? 0) } : nil
        let open = Double(openMinutes)
        share = open > 0 ? observedMinutes.map { rounded(Double($0) / open) } : nil
        gaps = days.flatMap(\.observation.gaps).map {
            Gap(
                door: $0.door, from: calendar.text($0.interval.start),
                to: calendar.text($0.interval.end), reason: $0.reason)
        }
    }
}

extension Summary.Episode {
    fileprivate init(_ episode: DayRecord.Episode, calendar: ShopCalendar) {
        door = episode.door
        from = calendar.text(episode.from)
        to = calendar.text(episode.to)
        crossings = episode.crossings
        excluded = episode.isExcluded
    }
}

extension Summary.Traffic {
    fileprivate init(
        of period: SummaryPeriod, _ days: [DayFigures], _ tally: Tally, calendar: ShopCalendar
    ) {
        let isDay = period.kind == .day
        let hours =
            isDay ? days.flatMap(\.hours) : days.hoursOfDay(from: calendar.dayStartsAt)
        entrances = tally.entrances
        exits = tally.exits
        parties = tally.parties
        excluded = tally.excluded
        reentries = tally.reentries
        footfall = tally.footfall
        peakOccupancy = tally.peak
        drift = tally.visitorEntrances - tally.visitorExits
        correction = isDay ? Correction(tally) : nil
        meanDwellSeconds =
            tally.insidePeople > 0
            ? (Double(tally.insideMilliseconds) / Double(tally.insidePeople) / 1000).rounded()
            : nil
        busiestHour = hours.busiest?.label
        byHour = hours.map(Hour.init)
        byDay = isDay ? nil : days.map(Day.init)
    }
}

extension Summary.Traffic.Correction {
    fileprivate init?(_ tally: Tally) {
        let (entered, left) = (Double(tally.visitorEntrances), Double(tally.visitorExits))
        guard entered > 0, left > 0 else { return nil }
        of = entered > left ? "exits" : "entrances"
        factor = rounded(max(entered, left) / min(entered, left))
    }
}

extension Summary.Traffic.Hour {
    fileprivate init(_ hour: DayFigures.Hour) {
        let counts = hour.counts
        self.hour = hour.label
        entrances = counts.entrances
        exits = counts.exits
        greeted = counts.early + counts.inWindow + counts.late
        due = counts.due
        early = counts.early
        inWindow = counts.inWindow
        late = counts.late
        never = counts.due - greeted
        unansweredOpenings = counts.unanswered
        covered = hour.isCovered
    }
}

extension Summary.Traffic.Day {
    fileprivate init(_ day: DayFigures) {
        let tally = day.tally
        self.day = day.day.date
        openMinutes = day.observation.openMinutes
        coverage = day.observation.share
        entrances = tally.entrances
        exits = tally.exits
        footfall = tally.footfall
        due = tally.due
        early = tally.early
        inWindow = tally.inWindow
        late = tally.late
        never = tally.never
        farewellsDue = tally.farewell.due
        farewells = tally.farewell.said
        unansweredOpenings = tally.openings.total.unanswered
    }
}

extension [DayFigures.Hour] {
    /// The hour with most covered entrances, the first of several. Nil when nobody entered, or when an hour with
    /// unanswered openings may have had more.
    fileprivate var busiest: DayFigures.Hour? {
        let most = map(\.coveredEntrances).max() ?? 0
        guard most > 0, let busiest = first(where: { $0.coveredEntrances == most }) else {
            return nil
        }
        let isSure = allSatisfy { hour in
            hour.label == busiest.label || hour.counts.unanswered == 0
                || hour.counts.entrances + hour.counts.unanswered <= most
        }
        return isSure ? busiest : nil
    }
}

extension Summary.Greeting {
    fileprivate init(_ tally: Tally) {
        let waits = tally.waits.sorted()
        func wait(_ percent: Int) -> Double? {
            percentile(percent, of: waits, never: tally.never).map { Double($0) / 1000 }
        }
        due = tally.due
        early = tally.early
        inWindow = tally.inWindow
        late = tally.late
        never = tally.never
        short = tally.short
        share = Rate(tally.inWindow, of: tally.due)
        waitSeconds = Waits(p50: wait(50), p90: wait(90))
    }
}

extension Summary.Farewell {
    fileprivate init(_ tally: Tally) {
        due = tally.farewell.due
        said = tally.farewell.said
        thanked = tally.farewell.thanked
        invited = tally.farewell.invited
        share = Rate(tally.farewell.said, of: tally.farewell.due)
        outcomes = tally.outcomes
    }
}

extension Summary.Phases {
    fileprivate init(_ tally: Tally) {
        arrival = Rate(tally.inWindow, of: tally.due)
        stay = tally.lookIns.rate
        leaving = Rate(tally.farewell.said, of: tally.farewell.due)
        let known = [(Phase.arrival, arrival), (.stay, stay), (.leaving, leaving)]
            .filter { $0.1.n >= fewestCases }
            .compactMap { phase, rate in rate.value.map { (phase, $0) } }
            .sorted { $0.1 < $1.1 }
        weakest = known.count > 1 && known[0].1 < known[1].1 ? known[0].0 : nil
    }
}

extension Summary.Parity {
    fileprivate init(_ tally: Tally) {
        bought = tally.bought.rate
        others = tally.others.rate
        difference =
            min(tally.bought.n, tally.others.n) >= fewestCases
            ? RateDifference(
                tally.bought.hits, of: tally.bought.n, less: tally.others.hits, of: tally.others.n)
            : nil
        unknown = tally.uncertainOutcomes
    }
}

extension Summary.Feedback {
    fileprivate init(_ tally: Tally) {
        faces = tally.feedback.faces
        n = faces.reduce(0, +)
        flagged = tally.feedback.leftOut
        index = Self.index(of: faces)
    }

    /// The happy index of presses by face, worst first: 0...100; nil while they are too few.
    static func index(of faces: [Int]) -> Double? {
        let n = faces.reduce(0, +)
        let sum = faces.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        return n >= fewestCases ? rounded(100 * Double(sum) / Double(3 * n)) : nil
    }
}
