/// The content of a fact, by kind.
package enum Event: Hashable, Sendable {
    case entrance(Crossing)
    case exit(Crossing, FarewellLink)
    /// `madSince` is that of a crossing.
    case opening(door: String, madSince: Timestamp? = nil)
    case greeting(Answer)
    case farewell(Answer)
    /// A visitor has been inside for a good while and nobody is known to have looked after them: it opens the
    /// prompt of a look-in. The crossing's door and people are those of the visit.
    case stay(Crossing, visit: Sequence)
    case lookIn(Answer)
    /// The outcome of the visit that the exit `prompt` ended, noted after its farewell was answered.
    case outcome(prompt: Sequence, Outcome)
    case lapse(prompt: Sequence)
    case exclusion(prompt: Sequence, reason: ExclusionReason)
    /// Excludes the crossings that a door reported from one moment to another.
    case dismissal(Dismissal)
    /// The party that came in had only just left: neither crossing begins or ends a visit, and the visit goes on.
    case reentry(entrance: Sequence, exit: Sequence)
    /// Ties an exit to the visit that it ended, as a person saw: from then on the link is certain.
    case tie(exit: Sequence, visit: Sequence)
    case void(voids: Sequence, reason: String?)
    case occupancy(people: Int, reason: String?)
    /// `flag` is why it looks like misuse; it is then kept and left out of the figures.
    case feedback(face: Int, device: String?, flag: FeedbackFlag?)
    /// Decides whether a visitor's feedback counts, whatever its flag.
    case review(feedback: Sequence, counts: Bool)
    case doorDown(door: String, reason: String)
    case doorUp(door: String)
    case dayClosed(LocalDate)
    /// The clock was wrong since boot and has been set: facts of that boot that carry an untrusted stamp
    /// happened `shift` milliseconds later than they say.
    case clockSet(boot: String, shift: Int64)

    /// The numbers of people that a recount may find inside.
    package static let recounts = 0...100_000

    /// The faces of a visitor's feedback, from the saddest to the happiest.
    package static let faces = 0...3

    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case entrance, exit, opening, greeting, farewell, stay, lookIn, outcome, lapse, exclusion
        case dismissal, reentry, tie, void, occupancy, feedback, review, doorDown, doorUp, dayClosed
        case clockSet
    }

    package var kind: Kind {
        switch self {
        case .entrance: .entrance
        case .exit: .exit
        case .opening: .opening
        case .greeting: .greeting
        case .farewell: .farewell
        case .stay: .stay
        case .lookIn: .lookIn
        case .outcome: .outcome
        case .lapse: .lapse
        case .exclusion: .exclusion
        case .dismissal: .dismissal
        case .reentry: .reentry
        case .tie: .tie
        case .void: .void
        case .occupancy: .occupancy
        case .feedback: .feedback
        case .review: .review
        case .doorDown: .doorDown
        case .doorUp: .doorUp
        case .dayClosed: .dayClosed
        case .clockSet: .clockSet
        }
    }
}

/// People crossed a door at one moment.
package struct Crossing: Hashable, Sendable {
    package static let sizes = 1...500

    package let door: String

    /// A party that comes or goes together; within `sizes`.
    package let people: Int

    /// The words chosen for the prompt that it opened; nil when no script fits.
    package let script: ScriptID?

    /// The opening whose prompt was answered with this crossing.
    package let opening: Sequence?

    /// Whether it comes from an old counter's history: it is counted, and nobody was prompted for it.
    package let isImported: Bool

    /// The beginning of the mad episode of the door, if this crossing is one too many: it is counted, and owed nothing.
    /// Nil for any other crossing.
    package let madSince: Timestamp?

    package init(
        door: String, people: Int = 1, script: ScriptID? = nil, opening: Sequence? = nil,
        isImported: Bool = false, madSince: Timestamp? = nil
    ) {
        self.door = door
        self.people = people
        self.script = script
        self.opening = opening
        self.isImported = isImported
        self.madSince = madSince
    }
}

/// The visit that an exit ends, as far as can be known without recognising anybody.
package struct FarewellLink: Hashable, Sendable {
    /// The entrance that began the visit; nil when no visit was open.
    package let visit: Sequence?

    /// True when only one visit was open; else it is a guess, the oldest.
    package let isCertain: Bool

    package init(visit: Sequence?, isCertain: Bool) {
        self.visit = visit
        self.isCertain = isCertain
    }
}

/// The staff's answer to a prompt.
package struct Answer: Hashable, Sendable {
    package let prompt: Sequence
    package let reply: Reply
    package let script: ScriptID?
    package let observed: Observed
    package let outcome: Outcome?

    package init(
        prompt: Sequence, reply: Reply, script: ScriptID? = nil, observed: Observed = Observed(),
        outcome: Outcome? = nil
    ) {
        self.prompt = prompt
        self.reply = reply
        self.script = script
        self.observed = observed
        self.outcome = outcome
    }

    /// `said` and `ownWords` are equal in every figure.
    package enum Reply: String, Codable, Hashable, Sendable, CaseIterable {
        case said, ownWords, missed
    }
}

/// The outcome of a visit. Outcomes are not ranked; nil, unknown, is the default.
package enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
    case browsed, asked, accompanied, cameForGift, bought
}

/// The reason why a visitor's feedback looks like misuse.
package enum FeedbackFlag: String, Codable, Hashable, Sendable, CaseIterable {
    /// The same device within two seconds.
    case repeated
    /// More from one device in a minute than visitors could give.
    case burst
    /// The shop was not open.
    case closed
}

/// The reason why a crossing is excluded.
package enum ExclusionReason: String, Codable, Hashable, Sendable, CaseIterable {
    case staff, delivery, test
    /// The sensor was at fault: nobody need have crossed at all.
    case fault

    /// The reasons that name a kind of people, as staff and quiet periods give them.
    package static let ofPeople: [ExclusionReason] = [.staff, .delivery, .test]
}
