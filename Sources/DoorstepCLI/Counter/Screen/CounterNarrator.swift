import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The counter as lines that are only added, for screen readers, `TERM=dumb` and pipes. Each change adds a line;
/// passing time adds none.
struct CounterNarrator {
    private var shown: Sequence?
    private var moment: Moment?
    private var banner: String?
    private var notice: CounterNotice?
    private var menu: CounterMenu?
    private var wording = 0
    private var draft = CounterDraft()
    private var language: String?
    private var isKnown = false

    /// The lines that are new since the last call.
    mutating func lines(
        _ state: CounterState, at time: CounterTime, _ clock: WallClock
    ) -> [String] {
        let screen = CounterScreen(
            state: state, time: time, clock: clock, columns: 1000, rows: 100)
        var lines: [String] = []
        if banner != screen.banner.first?.text {
            banner = screen.banner.first?.text
            lines += screen.banner.map { $0.text.trimmed }
        }
        if isKnown != state.isKnown {
            isKnown = state.isKnown
            lines +=
                [screen.header.text] + screen.today.map(\.text) + [screen.doors.text]
                + screen.undelivered.map(\.text)
        }
        if notice != state.notice {
            notice = state.notice
            // A request on its way gets its line when the daemon has answered.
            if let notice, !notice.isSending {
                lines.append(CounterNoticeText(state: state, clock: clock).text(of: notice))
            }
        }
        lines += prompt(state, screen)
        if menu != state.menu || language != state.words.language {
            menu = state.menu
            if case .help = menu {
                lines += screen.help(skipped: 0).map { $0.text.trimmed }
            } else {
                lines += (screen.menu ?? []).map { $0.text.trimmed }
            }
        }
        language = state.words.language
        return lines.filter { !$0.isEmpty }
    }

    private mutating func prompt(
        _ state: CounterState, _ screen: CounterScreen
    ) -> [String] {
        let (words, clock) = (state.words, screen.clock)
        var lines: [String] = []
        if shown != state.shown || (language != nil && language != words.language) {
            if shown != nil, state.shown == nil, screen.isLive {
                lines.append(words.floor.nobodyWaiting)
            }
            shown = state.shown
            wording = state.draft.wording
            draft = state.draft
            guard let prompt = state.current else { return lines }
            lines.append(
                words[prompt.moment].title.uppercased() + words.colon
                    + words.count(words.floor.people, prompt.people) + ", "
                    + CounterWords.filled(
                        words.floor.at,
                        ["door": prompt.door, "time": clock.time(prompt.openedAt)])
                    + ". " + screen.shortStanding(prompt))
            lines.append("  " + screen.scriptText(prompt))
            return lines
        }
        guard let prompt = state.current else { return [] }
        if wording != state.draft.wording {
            wording = state.draft.wording
            lines.append("  " + screen.scriptText(prompt))
        } else if draft != state.draft, let noted = screen.noted(prompt) {
            lines.append("  " + noted.text.trimmed)
        }
        draft = state.draft
        return lines
    }
}

extension CounterNotice {
    fileprivate var isSending: Bool {
        if case .sending = self { true } else { false }
    }
}

extension String {
    /// The text without the spaces at both ends.
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
