import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The state of the shop around the prompt, and the banner of a lost connection.
extension CounterScreen {
    private var certain: TextStyle { isLive ? .plain : .faint }

    var header: StyledLine {
        var line = StyledLine(state.picture?.shop ?? "Doorstep", isLive ? .strong : .faint)
        if let picture = state.picture {
            line.add(
                " - " + words.count(words.floor.inside, max(0, picture.occupancy)), certain)
            // Every time on this screen is the shop's, so a zone that could be doubted is named.
            if let zone = clock.doubtedZone { line.add(" - \(zone)", certain) }
        }
        if !state.isKnown, isLive { line.add(" - " + words.connection.connecting) }
        return line
    }

    /// The warning of a lost connection or of a daemon that cannot record; empty while all is well.
    var banner: [StyledLine] {
        guard !isLive else {
            guard let why = state.cannotRecord else { return [] }
            return [
                StyledLine(
                    CounterWords.filled(words.connection.cannotRecord, ["why": why]), .alert)
            ]
        }
        guard state.link.broke != nil || state.isKnown else {
            return [StyledLine(words.connection.connecting)]
        }
        var why = CounterWords.filled(words.connection.because, ["why": cause])
        if !state.queue.isEmpty {
            why += " " + words.count(words.connection.waiting, state.queue.count) + "."
        }
        return wrapped(
            state.isKnown ? lostText : words.connection.neverConnected, to: columns - 2
        ).map { StyledLine(" \($0) ", .alert) }
            + wrapped(why, to: columns - 1).map { StyledLine(" " + $0) }
    }

    var lostText: String {
        CounterWords.filled(
            words.connection.lost,
            [
                "since": state.link.lostSince(at: time).map { clock.time($0) } ?? "?",
                "time": state.knownAt.map { clock.time($0) } ?? "?",
            ])
    }

    private var cause: String {
        switch state.link.cause ?? .silent {
        case .noSocket: words.connection.noSocket
        case .nobodyListening: words.connection.nobodyListening
        case .notAllowed: words.connection.notAllowed
        case .tooBusy: words.connection.tooBusy
        case .interrupted: words.connection.interrupted
        case .silent: words.connection.silent
        }
    }

    var today: [StyledLine] {
        guard let today = state.picture?.today else { return [] }
        var parts = [words.count(words.floor.entrances, today.footfall)]
        parts.append(
            CounterWords.filled(
                words.floor.greeted,
                ["n": "\(today.greetedInWindow)", "due": "\(today.greetingsDue)"]))
        parts.append(
            CounterWords.filled(
                words.floor.farewells,
                ["n": "\(today.farewells)", "due": "\(today.farewellsDue)"]))
        parts.append(
            today.happyIndex.map {
                CounterWords.filled(words.floor.happyIndex, ["n": "\(Int($0.rounded()))"])
            } ?? words.floor.happyIndexUnknown)
        return broken(
            parts, after: words.floor.today + words.colon, by: " - ", atMost: 2
        ).map { StyledLine($0, certain) }
    }

    var doors: StyledLine {
        guard let doors = state.picture?.doors, !doors.isEmpty else { return StyledLine() }
        var line = StyledLine(
            (doors.count == 1 ? words.floor.door.one : words.floor.door.many)
                + words.colon, certain)
        // Doors that are down come first: the line may be too short for all.
        let sorted =
            doors.filter { $0.state != "up" } + doors.filter { $0.state == "up" }
        for (index, door) in sorted.enumerated() {
            if index > 0 { line.add(" - ", certain) }
            let isUp = door.state == "up"
            let text =
                isUp
                ? words.floor.doorUp
                : CounterWords.filled(
                    words.floor.doorDown,
                    [
                        "time": door.since.map { String(clock.time($0).prefix(5)) } ?? "?",
                        "why": door.reason ?? "?",
                    ])
            line.add("\(door.name) \(text)", isUp || !isLive ? certain : .alert)
        }
        return line
    }

    /// Lines for doors that report more crossings than people can make, now or earlier today; empty on most days.
    var madDoors: [StyledLine] {
        (state.picture?.madDoors ?? []).flatMap { mad in
            let text = CounterWords.filled(
                mad.over ? words.floor.doorWasMad : words.floor.doorMad,
                [
                    "door": mad.door, "time": clock.hour(mad.from), "until": clock.hour(mad.to),
                    "n": "\(mad.over ? mad.crossings : mad.perMinute)",
                ])
            return wrapped(text, to: columns - 1).map {
                StyledLine($0, mad.over || !isLive ? certain : .alert)
            }
        }
    }

    /// The line that messages did not reach the managers; empty when none is undelivered.
    var undelivered: [StyledLine] {
        guard let count = state.picture?.undelivered, count > 0 else { return [] }
        let text = words.count(words.floor.undelivered, count)
        return [StyledLine(text + words.colon + "doorstep deliveries", isLive ? .alert : certain)]
    }

    func facts(atMost limit: Int) -> [StyledLine] {
        guard let recent = state.picture?.recent else { return [] }
        guard !recent.isEmpty else {
            return [StyledLine(words.facts.title + words.colon + words.facts.none, certain)]
        }
        return recent.prefix(limit).map { fact in
            StyledLine(
                "  " + line(of: fact),
                certain == .plain && !state.isUndone(fact) ? .plain : .faint)
        }
    }

    /// `11:15:02  greeted (own words)  (here)`.
    func line(of fact: RecentFactBody) -> String {
        var parts = [clock.time(fact.at), fact.words[words.language] ?? fact.kind.rawValue]
        if state.isUndone(fact) { parts.append("(\(words.facts.undone))") }
        if state.own.contains(fact.sequence) { parts.append("(\(words.facts.here))") }
        return parts.joined(separator: "  ")
    }
}
