import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The screen of a counter: the prompt is large in the middle, the shop's state around it, the keys below.
///
/// 80×24 shows everything; from 30×8 on the essentials are shown; a smaller terminal shows one line.
struct CounterScreen {
    let state: CounterState
    let time: CounterTime
    let clock: WallClock
    let columns: Int
    let rows: Int

    var words: CounterWords { state.words }
    var isLive: Bool { state.link.isLive(at: time) }

    /// From this size on there is room for block letters, the last facts and the doors.
    private static let whole = (columns: 60, rows: 20)
    private static let small = (columns: 30, rows: 8)

    /// Exactly `rows` lines. A line may be longer than `columns`; `ScreenGrid` cuts it.
    var lines: [StyledLine] {
        if columns < Self.small.columns || rows < Self.small.rows {
            return padded([oneLine], below: [])
        }
        if case .help(let skipped) = state.menu { return padded(help(skipped: skipped), below: []) }
        let isWhole = columns >= Self.whole.columns && rows >= Self.whole.rows
        return isWhole ? wholeLines : smallLines
    }

    private var wholeLines: [StyledLine] {
        var below = today + [doors] + madDoors + undelivered
        below += facts(atMost: rows >= 24 ? 3 : 2)
        below += message + keyLines(atMost: 4)
        var above = [header] + banner
        if above.count == 1 { above.append(StyledLine()) }
        if let menu {
            above += menu
        } else if let prompt = state.current {
            above += whole(prompt)
            above += behind(atMost: max(1, rows - above.count - below.count))
        } else {
            above += idle
        }
        return padded(above, below: below)
    }

    private var smallLines: [StyledLine] {
        let below = message + keyLines(atMost: rows >= 12 ? 3 : 2)
        var above = [header] + banner.prefix(2)
        if let menu {
            above += menu
        } else if let prompt = state.current {
            above += small(prompt, room: rows - above.count - below.count) + behind(atMost: 1)
        } else {
            above.append(StyledLine(standing, isLive ? .plain : .faint))
            above += today + [doors] + madDoors + undelivered
        }
        return padded(above, below: below)
    }

    /// The lines of both parts, with blank lines between them; `above` is cut where both do not fit.
    private func padded(_ above: [StyledLine], below: [StyledLine]) -> [StyledLine] {
        let room = max(0, rows - below.count)
        let upper = Array(above.prefix(room))
        let blank = [StyledLine](repeating: StyledLine(), count: max(0, room - upper.count))
        return Array((upper + blank + below).prefix(rows))
    }

    /// The sentence in place of a prompt: nobody is waiting or, without a connection, the time of the last known state.
    private var standing: String {
        guard !isLive else { return words.floor.nobodyWaiting }
        let time = state.knownAt.map { clock.time($0) }
        return time.map { CounterWords.filled(words.connection.lastKnown, ["time": $0]) } ?? ""
    }

    private var idle: [StyledLine] {
        guard state.isKnown else { return [] }
        var lines = [
            StyledLine(), StyledLine(),
            indented(standing, isLive ? .strong : .faint),
        ]
        if state.picture?.dayIsClosed == true { lines.append(indented(words.floor.dayClosed)) }
        return lines
    }

    /// The line of the smallest screen: the prompt and its script, else the people inside or the lost connection.
    private var oneLine: StyledLine {
        guard isLive else {
            return StyledLine(
                state.isKnown ? lostText : words.connection.neverConnected, .alert)
        }
        guard let prompt = state.current else {
            return StyledLine(
                words.count(words.floor.inside, max(0, state.picture?.occupancy ?? 0)))
        }
        var line = StyledLine(words[prompt.moment].title.uppercased() + " ", .strong)
        line.add(shortStanding(prompt) + " ", style(of: prompt))
        line.add(state.mainKey(of: prompt.moment), .key)
        line.add(" " + scriptText(prompt))
        return line
    }

    /// `start` and the parts in at most `limit` lines; dots at the end of the last line tell that parts are left out.
    func broken(
        _ parts: [String], after start: String, by separator: String, atMost limit: Int
    ) -> [String] {
        var lines = [start]
        var isAtStart = true
        for part in parts {
            let line = lines[lines.count - 1]
            let joined = isAtStart ? line + part : line + separator + part
            // Four columns stay free for the dots.
            if width(joined) <= columns - 4 || (isAtStart && line.isEmpty) {
                lines[lines.count - 1] = joined
            } else if lines.count < limit {
                lines.append("  " + part)
            } else {
                lines[lines.count - 1] = line + " ..."
                return lines
            }
            isAtStart = false
        }
        return lines
    }

    func indented(_ text: String, _ style: TextStyle = .plain) -> StyledLine {
        StyledLine("  " + text, style)
    }
}
