import DoorstepCore
import DoorstepStore
import DoorstepWords

/// The lines that a counter would show during a replayed day.
struct ReplayScreen: Sendable {
    let calendar: ShopCalendar

    /// The lines of one commit: prompts as they open and end, voids, and the closing of a day.
    func lines(_ commit: Commit) -> [String] {
        commit.recorded.compactMap { recorded in
            switch recorded.fact.event {
            case .dayClosed(let day): return "\(time(recorded.fact.at))  the day \(day) is closed"
            case .void(let voided, _): return "\(time(recorded.fact.at))    #\(voided) is undone"
            default: break
            }
            guard let prompt = recorded.prompt else { return nil }
            let name = "#\(prompt.id) \(prompt.moment.name)"
            guard prompt.id == recorded.fact.sequence else {
                return
                    "\(time(recorded.fact.at))    \(name): \(ending(recorded.fact.event, prompt))"
            }
            let party = WrittenNumbers(language: .en)
                .counted(prompt.people, "person", "people")
            let words =
                prompt.state == .open
                ? "« \(prompt.script?.text ?? "in your own words") »" : "\(prompt.state.rawValue)"
            return "\(time(prompt.openedAt))  \(name), \(prompt.door), \(party): \(words)"
        }
    }

    private func ending(_ event: Event, _ prompt: Prompt) -> String {
        switch event {
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            answer.reply.rawValue
        case .exclusion(_, let reason): "not a visitor (\(reason.rawValue))"
        case .reentry: "they had only gone out for a moment"
        case .outcome(_, let outcome): "the visit was \(outcome.rawValue)"
        case .tie(_, let visit): "of visit #\(visit)"
        default: prompt.state.rawValue
        }
    }

    private func time(_ moment: Timestamp) -> String {
        String(calendar.text(moment).dropFirst(11).prefix(8))
    }
}
