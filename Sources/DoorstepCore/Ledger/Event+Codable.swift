/// The members that each kind adds to a fact, flat: used on the wire and in the ledger's `detail` column.
extension Event: WritesMembers {
    private enum Key: String, CodingKey {
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

    package func writeMembers(to json: inout JSONText) {
        switch self {
        case .entrance(let crossing): crossing.writeMembers(to: &json)
        case .exit(let crossing, let link):
            crossing.writeMembers(to: &json)
            json.member("visit", ifPresent: link.visit)
            json.member("certain", link.isCertain)
        case .opening(let door, let madSince):
            json.member("door", door)
            json.member("madSince", ifPresent: madSince)
        case .doorUp(let door): json.member("door", door)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer):
            answer.writeMembers(to: &json)
        case .stay(let crossing, let visit):
            crossing.writeMembers(to: &json)
            json.member("visit", visit)
        case .reentry(let entrance, let exit):
            json.member("forPrompt", entrance)
            json.member("exit", exit)
        case .tie(let exit, let visit):
            json.member("forPrompt", exit)
            json.member("visit", visit)
        case .lapse(let prompt): json.member("forPrompt", prompt)
        case .exclusion(let prompt, let reason):
            json.member("forPrompt", prompt)
            json.member("reason", reason.rawValue)
        case .dismissal(let dismissal):
            json.member("door", dismissal.door)
            json.member("from", dismissal.from)
            json.member("to", dismissal.to)
            json.member("reason", dismissal.reason.rawValue)
        case .void(let voids, let reason):
            json.member("voids", voids)
            json.member("reason", ifPresent: reason)
        case .occupancy(let people, let reason):
            json.member("people", people)
            json.member("reason", ifPresent: reason)
        case .feedback(let face, let device, let flag):
            json.member("face", face)
            json.member("device", ifPresent: device)
            json.member("flag", ifPresent: flag?.rawValue)
        case .review(let feedback, let counts):
            json.member("feedback", feedback)
            json.member("counts", counts)
        case .doorDown(let door, let reason):
            json.member("door", door)
            json.member("reason", reason)
        case .dayClosed(let day): json.member("day", day)
        case .clockSet(let boot, let shift):
            json.member("boot", boot)
            json.member("shiftMilliseconds", shift)
        }
    }
}

extension Crossing {
    fileprivate func writeMembers(to json: inout JSONText) {
        json.member("door", door)
        json.member("people", people)
        json.member("script", ifPresent: script?.rawValue)
        json.member("opening", ifPresent: opening)
        if isImported { json.member("imported", true) }
        json.member("madSince", ifPresent: madSince)
    }
}

extension Answer {
    fileprivate func writeMembers(to json: inout JSONText) {
        json.member("forPrompt", prompt)
        json.member("answer", reply.rawValue)
        json.member("script", ifPresent: script?.rawValue)
        if !observed.isEmpty { json.member("observed", observed) }
        json.member("outcome", ifPresent: outcome?.rawValue)
    }
}
