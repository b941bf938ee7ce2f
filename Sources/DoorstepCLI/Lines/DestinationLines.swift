import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The destinations and their states, for people.
struct DestinationLines {
    let destinations: [DestinationBody]
    let clock: WallClock

    var lines: [String] {
        guard !destinations.isEmpty else {
            return ["Summaries go nowhere yet. To make a destination:  doorstep destination add"]
        }
        var table = Table(rightAligned: [3, 4])
        table.add(["Name", "Format", "State", "Waiting", "Dead", "Last delivered"])
        for destination in destinations {
            table.add([
                clipped(destination.name, to: 24), destination.format, destination.state.rawValue,
                english.count(destination.waiting), english.count(destination.dead),
                destination.lastDeliveredAt.map(clock.timeOrDate) ?? "never",
            ])
        }
        let rows = table.lines
        return rows.prefix(1)
            + zip(rows.dropFirst(), destinations).flatMap { row, destination in
                [row] + details(destination).flatMap { indented($0) }
            } + clock.footnote
    }

    private func details(_ destination: DestinationBody) -> [String] {
        let periods = destination.periods.map(\.rawValue).joined(separator: ", ")
        let language = destination.language == .fr ? "French" : "English"
        let place = destination.host.map { "\($0), " } ?? ""
        return ["\(place)each \(periods), in \(language)"]
            + SwitchedOffLines(destination, clock: clock).lines
    }
}

/// The reason why a destination gets nothing, with the command to type; no lines while it is on.
struct SwitchedOffLines {
    let destination: DestinationBody
    let clock: WallClock

    init(_ destination: DestinationBody, clock: WallClock) {
        self.destination = destination
        self.clock = clock
    }

    var lines: [String] {
        guard let why else { return [] }
        let since = destination.since.map { " since \(clock.marked(clock.timeOrDate($0)))" } ?? ""
        let owed = destination.waiting + destination.dead
        let waits =
            owed == 0 ? "" : "; \(english.counted(owed, "delivery waits", "deliveries wait"))"
        // Only a test that arrives shows that the login works again.
        let command = destination.state == .login ? "test" : "resume"
        return wrapped("\(destination.name) \(why.0)\(since)\(why.1)\(waits).", to: 80) + [
            "  doorstep destination \(command) \(destination.name)"
        ]
    }

    private var why: (String, String)? {
        switch destination.state {
        case .on: nil
        case .paused: ("is paused", "")
        case .gone:
            (
                "is switched off",
                ", when its receiver answered that it accepts no more (410)"
            )
        case .login:
            ("gets nothing", ": \(destination.reason ?? "its mail server refused the login")")
        }
    }
}

/// The text indented by two columns, in lines of at most 80.
func indented(_ text: String) -> [String] {
    // A command stays on one line, so that it can be copied.
    guard !text.hasPrefix("  ") else { return ["  " + text] }
    return wrapped(text, to: 78).map { "  " + $0 }
}

/// The text cut to at most `columns`, with “…” where it was cut.
func clipped(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var clipped = ""
    for character in text {
        guard width(clipped) + width(String(character)) < columns else { break }
        clipped.append(character)
    }
    return clipped + "…"
}
