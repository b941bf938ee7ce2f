import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The trading day's feedback for people, flagged entries first.
struct FeedbackScreen {
    let list: FeedbackListBody
    let clock: WallClock
    let words: FeedbackWords

    var lines: [String] {
        guard !list.feedback.isEmpty else { return [words.none] }
        let flagged = list.feedback.filter { $0.flag != nil }
        let others = list.feedback.filter { $0.flag == nil }
        var lines: [String] = []
        if !flagged.isEmpty {
            lines += [words.flagged] + table(flagged)
            lines.append("  " + words.decide)
        }
        if !flagged.isEmpty, !others.isEmpty { lines.append("") }
        if !others.isEmpty { lines += [words.others] + table(others) }
        return lines + (clock.doubtedZone.map { ["", words.zone($0)] } ?? [])
    }

    private func table(_ entries: [FeedbackListBody.Entry]) -> [String] {
        var table = Table(indent: 2)
        for entry in entries {
            table.add([
                "#\(entry.sequence)", clock.time(entry.at), words.language.face(entry.face),
                entry.device ?? "", words.counts(entry.counts), reason(entry),
            ])
        }
        return table.lines
    }

    private func reason(_ entry: FeedbackListBody.Entry) -> String {
        [entry.flag.map(words.reason), entry.reviewed ? words.reviewed : nil]
            .compactMap(\.self).joined(separator: words.and)
    }
}
