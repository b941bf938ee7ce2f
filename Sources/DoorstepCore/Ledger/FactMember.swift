/// A member that a kind of fact has beside those of every fact.
///
/// A fact's row, its JSON, its cells in a CSV export, its line in an import and its schema are all made from these
/// lists: they are the one description of what a fact holds.
package struct FactMember: Hashable, Sendable {
    package let name: Name
    package let form: Form

    /// Whether every fact of the kind has the member.
    package let isNeeded: Bool

    /// The members' names: on the wire, in an export, and as columns of the table of facts.
    package enum Name: String, CaseIterable, CodingKey, Sendable {
        case door, people, script, opening, imported, madSince, visit, certain
        /// The fact that this one speaks of: the prompt that an answer ends, the fact that a void undoes.
        case about
        case answer, observed, outcome, exit, from, to, reason, face, device, flag, counts, day
        case boot, shiftMilliseconds
    }

    fileprivate static func needed(_ name: Name, _ form: Form) -> FactMember {
        FactMember(name: name, form: form, isNeeded: true)
    }

    fileprivate static func optional(_ name: Name, _ form: Form) -> FactMember {
        FactMember(name: name, form: form, isNeeded: false)
    }

    fileprivate static let door = needed(.door, .door)
    fileprivate static let about = needed(.about, .reference)
    fileprivate static let madSince = optional(.madSince, .time)
    fileprivate static let whyCorrected = optional(.reason, .kept(.reason))
    fileprivate static let whyExcluded = needed(.reason, .word(of: ExclusionReason.self))

    fileprivate static let crossing = [
        door, needed(.people, .number(Crossing.sizes)), optional(.script, .kept(.script)),
        optional(.opening, .reference), optional(.imported, .flag), madSince,
    ]

    fileprivate static let answer = [
        about, needed(.answer, .word(of: Answer.Reply.self)), optional(.script, .kept(.script)),
        optional(.observed, .items(ofShop: false)), optional(.outcome, .word(of: Outcome.self)),
    ]
}

extension Event.Kind {
    /// The members of the kind, in the order in which they are written.
    package var members: [FactMember] {
        switch self {
        case .entrance: FactMember.crossing
        case .exit:
            FactMember.crossing + [.optional(.visit, .reference), .optional(.certain, .flag)]
        case .opening: [.door, .madSince]
        case .stay: FactMember.crossing + [.needed(.visit, .reference)]
        case .greeting, .farewell, .lookIn: FactMember.answer
        case .outcome: [.about, .needed(.outcome, .word(of: Outcome.self))]
        case .lapse: [.about]
        case .exclusion: [.about, .whyExcluded]
        case .dismissal: [.door, .needed(.from, .time), .needed(.to, .time), .whyExcluded]
        case .reentry: [.about, .needed(.exit, .reference)]
        case .tie: [.about, .needed(.visit, .reference)]
        case .void: [.about, .whyCorrected]
        case .occupancy: [.needed(.people, .number(Event.recounts)), .whyCorrected]
        case .feedback:
            [
                .needed(.face, .number(Event.faces)), .optional(.device, .kept(.device)),
                .optional(.flag, .word(of: FeedbackFlag.self)),
            ]
        case .review: [.about, .needed(.counts, .flag)]
        case .doorDown: [.door, .optional(.reason, .word(of: GapReason.self))]
        case .doorUp: [.door]
        case .dayClosed: [.needed(.day, .date)]
        case .clockSet:
            [
                .needed(.boot, .text(atMost: 64)),
                .needed(.shiftMilliseconds, .number(Int.min...Int.max)),
            ]
        }
    }

    /// Whether an import takes the kind: false for those that each ledger makes for itself.
    package var isImported: Bool {
        switch self {
        case .lapse, .doorDown, .doorUp, .dayClosed, .clockSet: false
        default: true
        }
    }
}

/// The values of a fact's members, by name.
package struct FactMembers: Hashable, Sendable {
    private var values: [FactMember.Name: FieldValue] = [:]

    package init() {}

    package subscript(name: FactMember.Name) -> FieldValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The members with the references to other facts turned into something else: an id into a number of this ledger,
    /// or a number into an id.
    package func mapReferences<Failure>(
        _ change: (FactMember.Name, FieldValue) throws(Failure) -> FieldValue
    ) throws(Failure) -> FactMembers {
        var result = self
        for (name, value) in values {
            switch value {
            case .reference, .id: result.values[name] = try change(name, value)
            default: break
            }
        }
        return result
    }

    fileprivate func needed<Value: FieldConvertible>(
        _ name: FactMember.Name
    ) throws(FactMemberError) -> Value {
        guard let value: Value = try optional(name) else { throw FactMemberError(name: name) }
        return value
    }

    fileprivate func optional<Value: FieldConvertible>(
        _ name: FactMember.Name
    ) throws(FactMemberError) -> Value? {
        guard let value = values[name] else { return nil }
        guard let result = Value(value) else { throw FactMemberError(name: name) }
        return result
    }

    fileprivate mutating func set(_ name: FactMember.Name, _ value: (some FieldConvertible)?) {
        values[name] = value?.fieldValue
    }
}

/// The error of a member that is missing, or whose value the kind does not know.
package struct FactMemberError: Error, Hashable, Sendable, CustomStringConvertible {
    package let name: FactMember.Name

    package var description: String { "\(name.rawValue) is missing or unknown" }
}

extension Event {
    package init(_ kind: Kind, _ members: FactMembers) throws(FactMemberError) {
        switch kind {
        case .entrance: self = .entrance(try Crossing(members))
        case .exit:
            self = .exit(
                try Crossing(members),
                FarewellLink(
                    visit: try members.optional(.visit),
                    isCertain: try members.optional(.certain) ?? false))
        case .opening:
            self = .opening(
                door: try members.needed(.door), madSince: try members.optional(.madSince))
        case .stay: self = .stay(try Crossing(members), visit: try members.needed(.visit))
        case .greeting: self = .greeting(try Answer(members))
        case .farewell: self = .farewell(try Answer(members))
        case .lookIn: self = .lookIn(try Answer(members))
        case .outcome:
            self = .outcome(
                prompt: try members.needed(.about), try members.needed(.outcome))
        case .lapse: self = .lapse(prompt: try members.needed(.about))
        case .exclusion:
            self = .exclusion(
                prompt: try members.needed(.about), reason: try members.needed(.reason))
        case .dismissal:
            self = .dismissal(
                Dismissal(
                    door: try members.needed(.door), from: try members.needed(.from),
                    to: try members.needed(.to), reason: try members.needed(.reason)))
        case .reentry:
            self = .reentry(entrance: try members.needed(.about), exit: try members.needed(.exit))
        case .tie: self = .tie(exit: try members.needed(.about), visit: try members.needed(.visit))
        case .void:
            self = .void(voids: try members.needed(.about), reason: try members.optional(.reason))
        case .occupancy:
            self = .occupancy(
                people: try members.needed(.people), reason: try members.optional(.reason))
        case .feedback:
            self = .feedback(
                face: try members.needed(.face), device: try members.optional(.device),
                flag: try members.optional(.flag))
        case .review:
            self = .review(
                feedback: try members.needed(.about), counts: try members.needed(.counts))
        case .doorDown:
            self = .doorDown(
                door: try members.needed(.door),
                reason: try members.optional(.reason) ?? GapReason.unknown.rawValue)
        case .doorUp: self = .doorUp(door: try members.needed(.door))
        case .dayClosed: self = .dayClosed(try members.needed(.day))
        case .clockSet:
            let shift: Int = try members.needed(.shiftMilliseconds)
            self = .clockSet(boot: try members.needed(.boot), shift: Int64(shift))
        }
    }

    package var members: FactMembers {
        var members = FactMembers()
        switch self {
        case .entrance(let crossing): crossing.write(to: &members)
        case .exit(let crossing, let link):
            crossing.write(to: &members)
            members.set(.visit, link.visit)
            members.set(.certain, link.isCertain)
        case .opening(let door, let madSince):
            members.set(.door, door)
            members.set(.madSince, madSince)
        case .stay(let crossing, let visit):
            crossing.write(to: &members)
            members.set(.visit, visit)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            answer.write(to: &members)
        case .outcome(let prompt, let outcome):
            members.set(.about, prompt)
            members.set(.outcome, outcome)
        case .lapse(let prompt): members.set(.about, prompt)
        case .exclusion(let prompt, let reason):
            members.set(.about, prompt)
            members.set(.reason, reason)
        case .dismissal(let dismissal):
            members.set(.door, dismissal.door)
            members.set(.from, dismissal.from)
            members.set(.to, dismissal.to)
            members.set(.reason, dismissal.reason)
        case .reentry(let entrance, let exit):
            members.set(.about, entrance)
            members.set(.exit, exit)
        case .tie(let exit, let visit):
            members.set(.about, exit)
            members.set(.visit, visit)
        case .void(let voids, let reason):
            members.set(.about, voids)
            members.set(.reason, reason)
        case .occupancy(let people, let reason):
            members.set(.people, people)
            members.set(.reason, reason)
        case .feedback(let face, let device, let flag):
            members.set(.face, face)
            members.set(.device, device)
            members.set(.flag, flag)
        case .review(let feedback, let counts):
            members.set(.about, feedback)
            members.set(.counts, counts)
        case .doorDown(let door, let reason):
            members.set(.door, door)
            members.set(.reason, reason)
        case .doorUp(let door): members.set(.door, door)
        case .dayClosed(let day): members.set(.day, day)
        case .clockSet(let boot, let shift):
            members.set(.boot, boot)
            members.set(.shiftMilliseconds, Int(shift))
        }
        return members
    }
}

extension Event {
    /// The facts that this one is about: it changes what is known of their days. Empty for a fact that tells of its own
    /// moment, though it may name others.
    package var spokenOf: [Sequence] {
        let members = members
        guard case .reference(let about)? = members[.about] else { return [] }
        return [about]
            + [.exit, .visit].compactMap { (name: FactMember.Name) in
                if case .reference(let other)? = members[name] { other } else { nil }
            }
    }
}

extension Crossing {
    fileprivate init(_ members: FactMembers) throws(FactMemberError) {
        self.init(
            door: try members.needed(.door), people: try members.needed(.people),
            script: try members.optional(.script), opening: try members.optional(.opening),
            isImported: try members.optional(.imported) ?? false,
            madSince: try members.optional(.madSince))
    }

    fileprivate func write(to members: inout FactMembers) {
        members.set(.door, door)
        members.set(.people, people)
        members.set(.script, script)
        members.set(.opening, opening)
        members.set(.imported, isImported ? true : nil)
        members.set(.madSince, madSince)
    }
}

extension Answer {
    fileprivate init(_ members: FactMembers) throws(FactMemberError) {
        self.init(
            prompt: try members.needed(.about), reply: try members.needed(.answer),
            script: try members.optional(.script),
            observed: try members.optional(.observed) ?? Observed(),
            outcome: try members.optional(.outcome))
    }

    fileprivate func write(to members: inout FactMembers) {
        members.set(.about, prompt)
        members.set(.answer, reply)
        members.set(.script, script)
        members.set(.observed, observed.isEmpty ? nil : observed)
        members.set(.outcome, outcome)
    }
}
