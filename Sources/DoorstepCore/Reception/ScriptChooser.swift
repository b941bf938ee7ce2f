/// Chooses the words for a prompt: among the scripts that fit, the most specific, then the one said longest
/// ago; never the same twice running while another fits.
///
/// It is asked three times for each crossing, on the way to the answer: scripts are numbers here, and sorted by
/// moment and language beforehand.
package struct ScriptChooser: Sendable {
    private let scripts: [Script]
    private let calendar: ShopCalendar

    private let candidates: [Occasion: [Int]]
    private let numbers: [ScriptID: Int]

    /// By script: the prompt it was last chosen for, 0 for never. Later prompts have higher sequences.
    private var lastSaid: [Int64]

    private struct Occasion: Hashable {
        let moment: Moment
        let language: String
    }

    package init(scripts: [Script], calendar: ShopCalendar) {
        self.scripts = scripts
        self.calendar = calendar
        candidates = Dictionary(grouping: scripts.indices) { number in
            Occasion(moment: scripts[number].moment, language: scripts[number].id.language)
        }
        numbers = Dictionary(scripts.indices.map { (scripts[$0].id, $0) }) { first, _ in first }
        lastSaid = Array(repeating: 0, count: scripts.count)
    }

    /// The wordings to offer at `moment`, best first, in one language; the rest of the list are the
    /// alternatives. Empty when no script fits.
    package func choose(
        _ moment: Moment, language: String, at time: Timestamp, atMost limit: Int = 3
    ) -> [Script] {
        guard let candidates = candidates[Occasion(moment: moment, language: language)] else {
            return []
        }
        let (date, clock) = calendar.wallClock(at: time)
        let weekday = date.weekday
        var fitting = candidates.filter { scripts[$0].fits(weekday: weekday, time: clock) }
        let latest = fitting.map { lastSaid[$0] }.max() ?? 0
        fitting.sort { a, b in
            // What was said last goes to the back, however specific it is.
            let aRepeats = latest > 0 && lastSaid[a] == latest
            let bRepeats = latest > 0 && lastSaid[b] == latest
            if aRepeats != bRepeats { return bRepeats }
            if scripts[a].specificity != scripts[b].specificity {
                return scripts[a].specificity > scripts[b].specificity
            }
            if lastSaid[a] != lastSaid[b] { return lastSaid[a] < lastSaid[b] }
            return scripts[a].id < scripts[b].id
        }
        return fitting.prefix(limit).map { scripts[$0] }
    }

    package mutating func noteSaid(_ script: ScriptID, for prompt: Sequence) {
        guard let number = numbers[script] else { return }
        lastSaid[number] = max(lastSaid[number], prompt.value)
    }
}
