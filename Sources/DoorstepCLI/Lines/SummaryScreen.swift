import DoorstepCore

/// A day's summary on one screen, for people. What is not known is said, never shown as zero.
struct SummaryScreen {
    let summary: Summary

    /// Below this a total is a lower bound: DESIGN section 8.
    private static let enoughCoverage = 0.8

    var lines: [String] {
        var figures = Table()
        for (name, texts) in [
            ("Coverage", coverage), ("Traffic", traffic), ("Greeting", greeting),
            ("Farewell", farewell),
        ] {
            for (index, text) in texts.enumerated() {
                figures.add([index == 0 ? name : "", text])
            }
        }
        let day = LocalDate(summary.period.id).map(longDate) ?? summary.period.id
        var lines = ["\(summary.shop), \(day)", ""]
        lines += figures.lines
        lines += [""] + hours
        lines += [
            "",
            "Revision \(summary.data.revision), made \(plain(summary.data.madeAt)), "
                + "times in \(summary.period.timeZone)",
        ]
        lines += summary.data.notes.map { "  \($0)" }
        return lines
    }

    private var coverage: [String] {
        let open = summary.coverage.openMinutes
        guard open > 0 else { return ["the shop was not open"] }
        guard let observed = summary.coverage.observedMinutes else {
            return ["not known: how much of the \(grouped(open)) open minutes was observed"]
        }
        let share = summary.coverage.share.map { " (\(percent($0)))" } ?? ""
        return ["\(grouped(observed)) of \(grouped(open)) open minutes observed\(share)"]
            + summary.coverage.gaps.map {
                "\($0.door) not observed \(time($0.from)) to \(time($0.to)): \($0.reason)"
            }
    }

    private var traffic: [String] {
        let traffic = summary.traffic
        let isLowerBound = summary.coverage.share.map { $0 < Self.enoughCoverage } ?? false
        let excluded =
            traffic.excluded > 0 ? " (\(people(traffic.excluded)) excluded)" : ""
        let totals =
            counted(traffic.entrances, "entrance", "entrances") + ", "
            + counted(traffic.exits, "exit", "exits")
        return [
            isLowerBound ? "at least \(totals): too little was observed for more" : totals,
            "footfall \(grouped(traffic.footfall)) in "
                + "\(counted(traffic.parties, "party", "parties"))\(excluded)",
            "at most \(people(traffic.peakOccupancy)) inside at once; "
                + "drift at the end of the day \(signed(traffic.drift))",
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
        return [
            "\(grouped(greeting.inWindow)) of \(grouped(greeting.due)) in the window"
                + interval(greeting.share),
            "\(grouped(greeting.early)) early, \(grouped(greeting.late)) late, "
                + "\(grouped(greeting.never)) never",
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

    private func interval(_ rate: Rate) -> String {
        guard let value = rate.value, let low = rate.low, let high = rate.high else { return "" }
        return ": \(percent(value)) (95 % interval \(percent(low)) to \(percent(high)))"
    }

    private var hours: [String] {
        let hours = summary.traffic.byHour
        let busy = hours.filter { $0.entrances + $0.exits + $0.greeted > 0 }
        guard let first = busy.first, let last = busy.last,
            let from = hours.firstIndex(of: first), let to = hours.lastIndex(of: last)
        else { return ["Nobody came or went."] }
        let most = hours.map(\.entrances).max() ?? 0
        var table = Table(rightAligned: [1, 2, 3])
        table.add(["Hour", "in", "out", "greeted", ""])
        for hour in hours[from...to] {
            table.add([
                hour.hour, grouped(hour.entrances), grouped(hour.exits), grouped(hour.greeted),
                bar(hour.entrances, of: most),
            ])
        }
        return table.lines
    }

    /// At most 30 columns, in eighths.
    private func bar(_ value: Int, of most: Int) -> String {
        guard most > 0 else { return "" }
        let eighths = (value * 240 + most / 2) / most
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }

    /// `2026-11-21T19:15:00.000+01:00` → `2026-11-21 19:15`: already the shop's own time.
    private func plain(_ text: String) -> String { "\(text.prefix(10)) \(time(text))" }

    private func time(_ text: String) -> String { String(text.dropFirst(11).prefix(5)) }
}
