import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// One fact in the words of the counter: `#1042  entrance  front  2 people  11:15:02`.
struct FactLine {
    let fact: Fact
    let clock: WallClock

    init(_ fact: Fact, clock: WallClock) {
        self.fact = fact
        self.clock = clock
    }

    var text: String {
        (["#\(fact.sequence)", fact.kind.rawValue] + details
            + [clock.marked(clock.timeOrDate(fact.at))])
            .joined(separator: "  ")
    }

    /// The line with the time first, for a list that grows downwards.
    var logged: String {
        ([clock.time(fact.at), "#\(fact.sequence)", fact.kind.rawValue] + details)
            .joined(separator: "  ")
    }

    private var details: [String] {
        fact.kind.members.compactMap { member in
            fact.event.members[member.name].flatMap { words(member.name, $0) }
        }
    }

    /// The words of a member; nil for a member that a line does not show.
    private func words(_ name: FactMember.Name, _ value: FieldValue) -> String? {
        switch (name, value) {
        case (.script, _), (.opening, _), (.imported, _), (.madSince, _), (.certain, _),
            (.observed, _), (.boot, _):
            nil
        case (.people, .number(let count)):
            fact.kind == .occupancy ? "\(people(count)) inside" : people(count)
        case (.about, .reference(let other)):
            fact.kind == .void ? "undoes #\(other)" : "of #\(other)"
        case (.visit, .reference(let visit)):
            // The visit that an exit ended may be a guess.
            fact.kind == .exit ? nil : "visit #\(visit)"
        case (.answer, .text("ownWords")): "in own words"
        case (.face, .number(let face)): ScreenLanguage.en.face(face)
        case (.flag, .text(let flag)): "left out: \(flag)"
        case (.counts, .flag(let counts)): counts ? "counts" : "left out"
        case (.shiftMilliseconds, .number(let shift)): "by \(english.signed(shift / 1000)) s"
        case (_, .text(let text)): text
        case (_, .time(let time)): "\(name.rawValue) \(clock.timeOrDate(time))"
        case (_, .date(let date)): "\(date)"
        case (_, .number(let number)): "\(name.rawValue) \(number)"
        case (_, .reference(let other)): "\(name.rawValue) #\(other)"
        case (_, .id(let id)): "\(name.rawValue) \(id)"
        case (_, .flag(let flag)): "\(name.rawValue) \(flag ? "yes" : "no")"
        case (_, .items): nil
        }
    }
}

extension Recorded {
    /// The line of the fact and, if it opened a prompt, a line with that prompt.
    func lines(_ clock: WallClock) -> [String] {
        let line = FactLine(fact, clock: clock).text
        guard let prompt, prompt.id == fact.sequence else { return [line] }
        return [line, "  " + PromptLine(prompt, clock: clock).invitation]
    }
}
