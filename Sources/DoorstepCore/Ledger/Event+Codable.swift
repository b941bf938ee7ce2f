/// The members that each kind adds to a fact, flat: used on the wire and in the ledger's `detail` column.
extension Event: Encodable {
    fileprivate enum Key: String, CodingKey {
        case door, people, script, opening, imported, visit, certain, forPrompt, answer, observed
        case outcome, reason, exit, voids, face, device, flag, feedback, counts, day, boot
        case shiftMilliseconds, madSince, from, to
    }

    package init(kind: Kind, from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func crossing() throws -> Crossing {
            Crossing(
                door: try container.decode(String.self, forKey: .door),
                people: try container.decode(Int.self, forKey: .people),
                script: try container.decodeIfPresent(ScriptID.self, forKey: .script),
                opening: try container.decodeIfPresent(Sequence.self, forKey: .opening),
                isImported: try container.decodeIfPresent(Bool.self, forKey: .imported) ?? false,
                madSince: try madSince())
        }
        func madSince() throws -> Timestamp? {
            try container.decodeIfPresent(Timestamp.self, forKey: .madSince)
        }
        func answer() throws -> Answer {
            Answer(
                prompt: try container.decode(Sequence.self, forKey: .forPrompt),
                reply: try container.decode(Answer.Reply.self, forKey: .answer),
                script: try container.decodeIfPresent(ScriptID.self, forKey: .script),
                observed: try container.decodeIfPresent(Observed.self, forKey: .observed)
                    ?? Observed(),
                outcome: try container.decodeIfPresent(Outcome.self, forKey: .outcome))
        }
        func reason() throws -> String? {
            try container.decodeIfPresent(String.self, forKey: .reason)
        }
        func door() throws -> String { try container.decode(String.self, forKey: .door) }
        func prompt() throws -> Sequence { try container.decode(Sequence.self, forKey: .forPrompt) }

        switch kind {
        case .entrance: self = .entrance(try crossing())
        case .exit:
            let visit = try container.decodeIfPresent(Sequence.self, forKey: .visit)
            let certain = try container.decodeIfPresent(Bool.self, forKey: .certain) ?? false
            self = .exit(try crossing(), FarewellLink(visit: visit, isCertain: certain))
        case .opening: self = .opening(door: try door(), madSince: try madSince())
        case .greeting: self = .greeting(try answer())
        case .farewell: self = .farewell(try answer())
        case .stay:
            self = .stay(
                try crossing(), visit: try container.decode(Sequence.self, forKey: .visit))
        case .lookIn: self = .lookIn(try answer())
        case .lapse: self = .lapse(prompt: try prompt())
        case .exclusion:
            self = .exclusion(
                prompt: try prompt(),
                reason: try container.decode(ExclusionReason.self, forKey: .reason))
        case .dismissal:
            self = .dismissal(
                Dismissal(
                    door: try door(), from: try container.decode(Timestamp.self, forKey: .from),
                    to: try container.decode(Timestamp.self, forKey: .to),
                    reason: try container.decode(ExclusionReason.self, forKey: .reason)))
        case .reentry:
            self = .reentry(
                entrance: try prompt(), exit: try container.decode(Sequence.self, forKey: .exit))
        case .tie:
            self = .tie(
                exit: try prompt(), visit: try container.decode(Sequence.self, forKey: .visit))
        case .void:
            self = .void(
                voids: try container.decode(Sequence.self, forKey: .voids), reason: try reason())
        case .occupancy:
            self = .occupancy(
                people: try container.decode(Int.self, forKey: .people), reason: try reason())
        case .feedback:
            self = .feedback(
                face: try container.decode(Int.self, forKey: .face),
                device: try container.decodeIfPresent(String.self, forKey: .device),
                flag: try container.decodeIfPresent(FeedbackFlag.self, forKey: .flag))
        case .review:
            self = .review(
                feedback: try container.decode(Sequence.self, forKey: .feedback),
                counts: try container.decode(Bool.self, forKey: .counts))
        case .doorDown: self = .doorDown(door: try door(), reason: try reason() ?? "")
        case .doorUp: self = .doorUp(door: try door())
        case .dayClosed:
            self = .dayClosed(try container.decode(LocalDate.self, forKey: .day))
        case .clockSet:
            self = .clockSet(
                boot: try container.decode(String.self, forKey: .boot),
                shift: try container.decode(Int64.self, forKey: .shiftMilliseconds))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .entrance(let crossing): try crossing.encode(to: &container)
        case .exit(let crossing, let link):
            try crossing.encode(to: &container)
            try container.encodeIfPresent(link.visit, forKey: .visit)
            try container.encode(link.isCertain, forKey: .certain)
        case .opening(let door, let madSince):
            try container.encode(door, forKey: .door)
            try container.encodeIfPresent(madSince, forKey: .madSince)
        case .doorUp(let door): try container.encode(door, forKey: .door)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            try answer.encode(to: &container)
        case .stay(let crossing, let visit):
            try crossing.encode(to: &container)
            try container.encode(visit, forKey: .visit)
        case .reentry(let entrance, let exit):
            try container.encode(entrance, forKey: .forPrompt)
            try container.encode(exit, forKey: .exit)
        case .tie(let exit, let visit):
            try container.encode(exit, forKey: .forPrompt)
            try container.encode(visit, forKey: .visit)
        case .lapse(let prompt): try container.encode(prompt, forKey: .forPrompt)
        case .exclusion(let prompt, let reason):
            try container.encode(prompt, forKey: .forPrompt)
            try container.encode(reason, forKey: .reason)
        case .dismissal(let dismissal):
            try container.encode(dismissal.door, forKey: .door)
            try container.encode(dismissal.from, forKey: .from)
            try container.encode(dismissal.to, forKey: .to)
            try container.encode(dismissal.reason, forKey: .reason)
        case .void(let voids, let reason):
            try container.encode(voids, forKey: .voids)
            try container.encodeIfPresent(reason, forKey: .reason)
        case .occupancy(let people, let reason):
            try container.encode(people, forKey: .people)
            try container.encodeIfPresent(reason, forKey: .reason)
        case .feedback(let face, let device, let flag):
            try container.encode(face, forKey: .face)
            try container.encodeIfPresent(device, forKey: .device)
            try container.encodeIfPresent(flag, forKey: .flag)
        case .review(let feedback, let counts):
            try container.encode(feedback, forKey: .feedback)
            try container.encode(counts, forKey: .counts)
        case .doorDown(let door, let reason):
            try container.encode(door, forKey: .door)
            try container.encode(reason, forKey: .reason)
        case .dayClosed(let day): try container.encode(day, forKey: .day)
        case .clockSet(let boot, let shift):
            try container.encode(boot, forKey: .boot)
            try container.encode(shift, forKey: .shiftMilliseconds)
        }
    }
}

extension Crossing {
    fileprivate func encode(
        to container: inout KeyedEncodingContainer<Event.Key>
    ) throws {
        try container.encode(door, forKey: .door)
        try container.encode(people, forKey: .people)
        try container.encodeIfPresent(script, forKey: .script)
        try container.encodeIfPresent(opening, forKey: .opening)
        if isImported { try container.encode(true, forKey: .imported) }
        try container.encodeIfPresent(madSince, forKey: .madSince)
    }
}

extension Answer {
    fileprivate func encode(
        to container: inout KeyedEncodingContainer<Event.Key>
    ) throws {
        try container.encode(prompt, forKey: .forPrompt)
        try container.encode(reply, forKey: .answer)
        try container.encodeIfPresent(script, forKey: .script)
        if !observed.isEmpty { try container.encode(observed, forKey: .observed) }
        try container.encodeIfPresent(outcome, forKey: .outcome)
    }
}
