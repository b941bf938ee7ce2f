import DoorstepCore

/// A summary on one screen, for people. What is not known is said, never shown as zero.
struct SummaryScreen {
    let summary: Summary

    private var text: SummaryText { SummaryText(summary, language: .en) }

    var lines: [String] {
        var figures = Table()
        for (name, texts) in [
            ("Coverage", coverage), ("Traffic", traffic), ("Greeting", greeting),
            ("Farewell", farewell), ("Visits", visits), ("Feedback", feedback),
            ("Checklist", checklist),
        ] {
            for (index, text) in texts.enumerated() {
                figures.add([index == 0 ? name : "", text])
            }
        }
        var lines = ["\(summary.shop), \(period)", ""]
        lines += (text.headlines + text.changes).flatMap { wrapped($0, to: 80) }
        lines += [""] + figures.lines
        if let days = summary.traffic.byDay { lines += [""] + SummaryBars.days(days) }
        if summary.period.kind != "month" {
            lines += [""] + SummaryBars.hours(summary.traffic.byHour)
        }
        lines += [
            "",
            "Revision \(summary.data.revision), made \(plain(summary.data.madeAt)), "
                + "times in \(summary.period.timeZone)",
        ]
        let notes = text.notes
        if !notes.isEmpty { lines += ["", "Before trusting a number:"] }
        lines += notes.flatMap {
            wrapped($0, to: 76).enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
        }
        return lines
    }

    /// `Sunday 22 November 2026`, `week 47 of 2026, 16 to 22 November`, `November 2026`
    private var period: String {
        guard let kind = SummaryPeriod.Kind(rawValue: summary.period.kind),
            let period = SummaryPeriod(kind, summary.period.id)
        else { return summary.period.id }
        switch period {
        case .day(let date): return longDate(date)
        case .week(let week):
            let number = week.description.suffix(2).drop { $0 == "0" }
            return "week \(number) of \(week.description.prefix(4)), "
                + "\(longDate(week.monday)) to \(longDate(week.sunday))"
        case .month(let month):
            return longDate(month.first).split(separator: " ").suffix(2).joined(separator: " ")
        }
    }

    private var coverage: [String] {
        let open = summary.coverage.openMinutes
        guard open > 0 else { return ["the shop was not open"] }
        guard let observed = summary.coverage.observedMinutes else {
            return ["not known: how much of the \(grouped(open)) open minutes was observed"]
        }
        let share = summary.coverage.share.map { " (\(percent($0)))" } ?? ""
        let isDay = summary.period.kind == "day"
        func clock(_ text: String) -> String { isDay ? time(text) : plain(text) }
        let shown = summary.coverage.gaps.prefix(Self.mostGaps).map {
            "\($0.door) not observed \(clock($0.from)) to \(clock($0.to)): \($0.reason)"
        }
        let rest = summary.coverage.gaps.count - shown.count
        return ["\(grouped(observed)) of \(grouped(open)) open minutes observed\(share)"] + shown
            + (rest > 0
                ? ["and \(counted(rest, "more gap", "more gaps")); --json has them all"] : [])
    }

    private static let mostGaps = 6

    private var traffic: [String] {
        let traffic = summary.traffic
        let isLowerBound = summary.coverage.share.map { $0 < Observation.threshold } ?? false
        let apart = [
            traffic.excluded > 0 ? "\(people(traffic.excluded)) excluded" : nil,
            traffic.reentries > 0 ? "\(people(traffic.reentries)) only went out for a moment" : nil,
        ].compactMap(\.self)
        let totals =
            counted(traffic.entrances, "entrance", "entrances") + ", "
            + counted(traffic.exits, "exit", "exits")
        let when = summary.period.kind == "day" ? "at the end of the day" : "of all its days"
        return [
            isLowerBound ? "at least \(totals): too little was observed for more" : totals,
            "footfall \(grouped(traffic.footfall)) in "
                + counted(traffic.parties, "party", "parties")
                + (apart.isEmpty ? "" : " (\(apart.joined(separator: ", ")))"),
            "at most \(people(traffic.peakOccupancy)) inside at once; "
                + "drift \(when) \(signed(traffic.drift))",
            "mean stay " + (traffic.meanDwellSeconds.map(waited) ?? "not known"),
            "busiest hour " + (traffic.busiestHour ?? "not known"),
        ]
    }

    private var greeting: [String] {
        let greeting = summary.greeting
        guard greeting.due > 0 else { return ["none was due"] }
        let half = greeting.waitSeconds.p50.map { "half within \(waited($0))" }
        let most = greeting.waitSeconds.p90.map { "nine in ten within \(waited($0))" }
        // Never counts as an infinite wait.
        let waits = half.map { "\($0), \(most ?? "nine in ten not reached")" }
        let short =
            greeting.short > 0
            ? ", \(counted(greeting.short, "of them", "of them")) gone before it was due" : ""
        return [
            "\(grouped(greeting.inWindow)) of \(grouped(greeting.due)) in the window"
                + interval(greeting.share),
            "\(grouped(greeting.early)) early, \(grouped(greeting.late)) late, "
                + "\(grouped(greeting.never)) never\(short)",
            waits ?? "fewer than half were greeted",
        ]
    }

    private var farewell: [String] {
        let farewell = summary.farewell
        guard farewell.due > 0 else { return ["none was due"] }
        return [
            "\(grouped(farewell.said)) of \(grouped(farewell.due)) said"
                + interval(farewell.share),
            "\(grouped(farewell.thanked)) with thanks, "
                + "\(grouped(farewell.invited)) with an invitation back",
        ]
    }

    private var visits: [String] {
        let (visits, outcomes) = (summary.visits, summary.farewell.outcomes)
        guard visits.n > 0 else { return ["none"] }
        func complete(_ rate: Rate, _ which: String) -> [String] {
            rate.value.map {
                [
                    "of \(grouped(rate.n)) that \(which), \(percent($0)) were greeted and taken leave of"
                ]
            } ?? []
        }
        let known = Outcome.allCases.filter { outcomes[$0] > 0 }
            .map { "\(Self.words($0)) \(grouped(outcomes[$0]))" }
        let unknown = "came away with: not known \(grouped(outcomes.unknown))"
        let stay = summary.phases.stay
        return complete(visits.complete.certain, "certainly ended")
            + complete(visits.complete.guessed, "ended by a guess")
            + (stay.n > 0
                ? ["looked in on while inside\(interval(stay)), of \(grouped(stay.n))"] : [])
            + [([unknown] + known).joined(separator: ", ")]
    }

    private static func words(_ outcome: Outcome) -> String {
        switch outcome {
        case .browsed: "browsed"
        case .asked: "asked"
        case .accompanied: "accompanied somebody"
        case .cameForGift: "came for a gift"
        case .bought: "bought"
        }
    }

    private var feedback: [String] {
        let feedback = summary.feedback
        guard feedback.n + feedback.flagged > 0 else { return ["nobody pressed a face"] }
        let faces = feedback.faces.map(grouped).joined(separator: ", ")
        let index = feedback.index.map { "index \(Int($0.rounded()))" } ?? "too few for an index"
        let out = feedback.flagged > 0 ? "; \(grouped(feedback.flagged)) left out" : ""
        return ["worst to best \(faces): \(index)\(out)"]
    }

    private var checklist: [String] {
        let noted = summary.checklist.items.filter { $0.counts.yes + $0.counts.no > 0 }
        guard !noted.isEmpty else { return ["nothing was noted"] }
        return noted.map {
            "\($0.id): \(grouped($0.counts.yes)) yes, \(grouped($0.counts.no)) no, "
                + "\(grouped($0.counts.notObserved)) not observed"
        }
    }

    private func interval(_ rate: Rate) -> String {
        guard let value = rate.value, let low = rate.low, let high = rate.high else { return "" }
        return ": \(percent(value)) (95 % interval \(percent(low)) to \(percent(high)))"
    }

    /// `2026-11-21T19:15:00.000+01:00` → `2026-11-21 19:15`: already the shop's own time.
    private func plain(_ text: String) -> String { "\(text.prefix(10)) \(time(text))" }

    private func time(_ text: String) -> String { String(text.dropFirst(11).prefix(5)) }
}
