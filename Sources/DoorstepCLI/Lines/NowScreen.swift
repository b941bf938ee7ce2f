import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The shop at this moment, for people.
struct NowScreen {
    let now: NowBody
    let clock: WallClock

    var lines: [String] {
        var figures = Table()
        figures.add(["People inside", english.count(max(0, now.occupancy))])
        figures.add(["Today", crossings])
        figures.add(["Greetings", greetings])
        figures.add(["Farewells", farewells])
        figures.add(["Satisfaction", happyIndex])
        figures.add(["Day", closing])
        var lines = [
            "\(now.shop), \(english.date(now.day)), \(clock.marked(clock.time(now.at)))", "",
        ]
        lines += figures.lines + [""]
        lines += prompts + [""] + visits + doors
        return lines
    }

    private var crossings: String {
        let excluded =
            now.today.excluded > 0 ? "; \(people(now.today.excluded)) excluded" : ""
        return english.counted(now.today.entrances, "entrance", "entrances") + ", "
            + english.counted(now.today.exits, "exit", "exits") + excluded
    }

    private var greetings: String {
        guard now.today.greetingsDue > 0 else { return "none due yet" }
        return "\(now.today.greetedInWindow) of \(now.today.greetingsDue) in the window"
            + ", \(now.today.greeted) in all"
    }

    private var farewells: String {
        guard now.today.farewellsDue > 0 else { return "none due yet" }
        return "\(now.today.farewells) of \(now.today.farewellsDue)"
    }

    private var happyIndex: String {
        now.today.happyIndex.map { "\(Int($0.rounded())) of 100" } ?? "too few faces yet"
    }

    private var closing: String {
        let date = clock.date(now.nextClosing)
        let moment =
            date == clock.date(now.at)
            ? clock.hour(now.nextClosing) : "\(date) \(clock.hour(now.nextClosing))"
        return now.dayIsClosed
            ? "closed; the next summary is made at \(moment)" : "its summary is made at \(moment)"
    }

    private var prompts: [String] {
        guard !now.prompts.isEmpty else { return ["No prompt is open."] }
        var table = Table(indent: 2)
        for prompt in now.prompts {
            let line = PromptLine(prompt, clock: clock)
            table.add([
                "#\(prompt.id)", prompt.moment.name, prompt.door, people(prompt.people),
                line.standing(at: now.at), line.words,
            ])
        }
        return ["Open prompts"] + table.lines
    }

    /// The visits to which a farewell may be tied; empty while nobody is inside.
    private var visits: [String] {
        guard !now.visits.isEmpty else { return [] }
        var table = Table(indent: 2)
        for visit in now.visits {
            table.add([
                "#\(visit.id)", people(visit.peopleInside),
                "since \(clock.timeOrDate(visit.enteredAt))",
            ])
        }
        return ["Visits going on"] + table.lines + [""]
    }

    private var doors: [String] {
        var table = Table(indent: 2)
        for door in now.doors {
            var state = "watched"
            if door.state != "up" {
                state = "not watched"
                if let since = door.since { state += " since \(clock.timeOrDate(since))" }
                if let reason = door.reason, !reason.isEmpty { state += ": \(reason)" }
            }
            let seen = door.lastSeen.map { "last seen \(clock.timeOrDate($0))" }
            table.add([door.name, state] + (seen.map { [$0] } ?? []))
        }
        let mad = (now.madDoors ?? []).map { mad in
            mad.over
                ? "Door \(mad.door) reported too many crossings from \(clock.timeOrDate(mad.from)) to \(clock.timeOrDate(mad.to)): "
                    + "\(english.count(mad.crossings)).  To leave them out:  doorstep exclude episode"
                : "Door \(mad.door) has reported too many crossings since \(clock.timeOrDate(mad.from)): "
                    + "\(english.count(mad.perMinute)) a minute. Look at its sensor."
        }
        return ["Doors"] + table.lines + mad
    }
}
