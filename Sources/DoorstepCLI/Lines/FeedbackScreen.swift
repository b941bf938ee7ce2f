import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The trading day's feedback for people, flagged entries first.
struct FeedbackScreen {
    let list: FeedbackListBody
    let clock: WallClock

    var lines: [String] {
        guard !list.feedback.isEmpty else { return ["Nobody has pressed a face today."] }
        let flagged = list.feedback.filter { $0.flag != nil }
        let others = list.feedback.filter { $0.flag == nil }
        var lines: [String] = []
        if !flagged.isEmpty {
            lines += ["Looks like misuse"] + table(flagged)
            lines.append("  decide:  doorstep feedback review NUMBER --count|--leave-out")
        }
        if !flagged.isEmpty, !others.isEmpty { lines.append("") }
        if !others.isEmpty { lines += ["Visitors"] + table(others) }
        return lines + clock.footnote
    }

    private func table(_ entries: [FeedbackListBody.Entry]) -> [String] {
        var table = Table(indent: 2)
        for entry in entries {
            table.add([
                "#\(entry.sequence)", clock.time(entry.at),
                ScreenLanguage.en.face(entry.face),
                entry.device ?? "", entry.counts ? "counts" : "left out", reason(entry),
            ])
        }
        return table.lines
    }

    private func reason(_ entry: FeedbackListBody.Entry) -> String {
        let words =
            switch entry.flag {
            case .repeated: "the same device within 2 seconds"
            case .burst: "more than 5 from one device in a minute"
            case .closed: "the shop was not open"
            case nil: ""
            }
        guard entry.reviewed else { return words }
        return words.isEmpty ? "decided by a person" : words + "; decided by a person"
    }
}
