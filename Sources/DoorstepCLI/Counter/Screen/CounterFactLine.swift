import DoorstepAPI
import DoorstepCore

/// The line of one fact in the list of the last facts: `11:15:02  greeted (own words)  here`.
struct CounterFactLine {
    let fact: Fact
    let state: CounterState
    let clock: WallClock

    init(_ fact: Fact, state: CounterState, clock: WallClock) {
        self.fact = fact
        self.state = state
        self.clock = clock
    }

    private var words: CounterWords { state.words }

    var text: String {
        var parts = [clock.time(fact.at), what]
        if state.undone.contains(fact.sequence) { parts.append("(\(words.facts.undone))") }
        if state.own.contains(fact.sequence) { parts.append("(\(words.facts.here))") }
        return parts.joined(separator: "  ")
    }

    /// The fact without its time: `came in, front, 2 people`.
    var what: String {
        switch fact.event {
        case .entrance(let crossing): of(words.facts.entrance, crossing)
        case .exit(let crossing, _): of(words.facts.exit, crossing)
        case .opening(let door, _): "\(words.facts.opening), \(door)"
        case .greeting(let answer): of(words.facts.greeted, answer)
        case .farewell(let answer): of(words.facts.farewell, answer)
        case .lookIn(let answer): of(words.facts.lookedAfter, answer)
        case .stay(let crossing, _): of(words.facts.stay, crossing)
        case .lapse: words.facts.lapse
        case .exclusion(_, let reason): words.facts.exclusion + words.colon + words[reason]
        case .dismissal(let dismissal): "\(words.facts.dismissal), \(dismissal.door)"
        case .reentry: words.facts.reentry
        case .tie: words.facts.tie
        case .void(let voids, _):
            state.facts.first { $0.sequence == voids }.map {
                words.facts.void + words.colon
                    + CounterFactLine($0, state: state, clock: clock).what
            } ?? words.facts.void
        case .occupancy(let people, _): words.count(words.facts.occupancy, people)
        case .feedback(let face, _, _):
            CounterWords.filled(words.facts.feedback, ["n": "\(face)"])
        case .review: words.facts.review
        case .doorDown(let door, _): "\(words.facts.doorDown), \(door)"
        case .doorUp(let door): "\(words.facts.doorUp), \(door)"
        case .dayClosed: words.facts.dayClosed
        case .clockSet: words.facts.clockSet
        }
    }

    private func of(_ word: String, _ crossing: Crossing) -> String {
        "\(word), \(crossing.door), \(words.count(words.floor.people, crossing.people))"
    }

    private func of(_ word: String, _ answer: Answer) -> String {
        switch answer.reply {
        case .said: word
        case .ownWords: "\(word) (\(words.facts.ownWords))"
        case .missed: words.facts.missed
        }
    }
}
