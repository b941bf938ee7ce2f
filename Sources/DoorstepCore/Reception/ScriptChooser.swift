/// Chooses the words for a prompt: among the scripts that fit, the most specific, then the one said longest
/// ago; never the same twice running while another fits.
package struct ScriptChooser: Sendable {
    private let scripts: [Script]
    private let calendar: ShopCalendar

    /// The prompt each script was last chosen for; later prompts have higher sequences.
    private(set) var lastSaid: [ScriptID: Sequence] = [:]

    package init(scripts: [Script], calendar: ShopCalendar) {
        self.scripts = scripts
        self.calendar = calendar
    }

    /// The wordings to offer at `moment`, best first, in one language; the rest of the list are the
    /// alternatives. Empty when no script fits.
    package func choose(
        _ moment: Moment, language: String, at time: Timestamp, atMost limit: Int = 3
    ) -> [Script] {
        let (date, clock) = calendar.wallClock(at: time)
        let fitting = scripts.filter {
            $0.moment == moment && $0.id.language == language
                && $0.fits(weekday: date.weekday, time: clock)
        }
        let latest = fitting.max { said($0) < said($1) }.map(said) ?? .zero
        let ranked = fitting.sorted { a, b in
            // What was said last goes to the back, however specific it is.
            let aRepeats = said(a) == latest && latest > .zero
            let bRepeats = said(b) == latest && latest > .zero
            if aRepeats != bRepeats { return bRepeats }
            if a.specificity != b.specificity { return a.specificity > b.specificity }
            if said(a) != said(b) { return said(a) < said(b) }
            return a.id < b.id
        }
        return Array(ranked.prefix(limit))
    }

    package mutating func noteSaid(_ script: ScriptID, for prompt: Sequence) {
        lastSaid[script] = max(lastSaid[script] ?? .zero, prompt)
    }

    private func said(_ script: Script) -> Sequence { lastSaid[script.id] ?? .zero }
}
