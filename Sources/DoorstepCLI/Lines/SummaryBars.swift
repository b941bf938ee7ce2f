import DoorstepCore

/// The rows of a summary's hours and days, each with a bar of its entrances.
enum SummaryBars {
    static func hours(_ hours: [Summary.Traffic.Hour]) -> [String] {
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
                bar(hour.entrances, of: most) + (hour.covered == false ? " not all observed" : ""),
            ])
        }
        return table.lines
    }

    /// Days on which the shop was shut and nobody came are left out.
    static func days(_ days: [Summary.Traffic.Day]) -> [String] {
        let shown = days.filter { $0.openMinutes > 0 || $0.entrances + $0.exits > 0 }
        guard !shown.isEmpty else { return ["The shop was shut, and nobody came."] }
        let most = days.map(\.entrances).max() ?? 0
        var table = Table(rightAligned: [2, 3, 4, 5, 6])
        table.add(["Day", "", "observed", "in", "out", "due", "in time", ""])
        for day in shown {
            table.add([
                String(day.day.weekday.rawValue.prefix(3)).capitalizedFirst, "\(day.day)",
                day.coverage.map(percent) ?? "not known", grouped(day.entrances),
                grouped(day.exits), grouped(day.due), grouped(day.inWindow),
                bar(day.entrances, of: most),
            ])
        }
        return table.lines
    }

    /// At most 30 columns, in eighths.
    private static func bar(_ value: Int, of most: Int) -> String {
        guard most > 0 else { return "" }
        let eighths = (value * 240 + most / 2) / most
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
