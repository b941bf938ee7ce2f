import DoorstepCore

// Each body is read from the JSON it came in; an error names the member.

extension CrossingBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["door", "people", "at", "source"])
        self.init(
            door: try body.text("door", atMost: 64),
            people: try body.integer("people", in: Limit.people),
            at: try body.time("at"), source: try body.text("source", kept: .source))
    }
}

extension OpeningBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["door", "at", "source"])
        self.init(
            door: try body.text("door", atMost: 64), at: try body.time("at"),
            source: try body.text("source", kept: .source))
    }
}

extension DismissalBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["door", "from", "to"])
        self.init(
            door: try body.text("door", atMost: 64),
            from: try body.required("from", try body.time("from")),
            to: try body.required("to", try body.time("to")))
    }
}

extension VoidBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["reason"])
        self.init(reason: try body.text("reason", kept: .reason))
    }
}

extension AnswerBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(
            json, known: ["answer", "script", "observed", "outcome", "reason", "exit", "at"])
        let answer = try body.choice("answer", of: Command.Reply.self)
        self.init(
            answer: try body.required("answer", answer),
            script: try body.text("script", kept: .script),
            observed: try Observed(reading: body),
            outcome: try body.choice("outcome", of: Outcome.self),
            reason: try body.choice("reason", of: ExclusionReason.self),
            exit: try body.sequence("exit"), at: try body.time("at"))
    }
}

extension Observed {
    /// Items of any name: which of them are on the checklist, the shop knows.
    init?(reading body: BodyReader) throws(BodyError) {
        guard let items = try body.flags("observed") else { return nil }
        self.init()
        for (item, value) in items { self[item] = value }
    }
}

extension DeliverBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["destination"])
        self.init(destination: try body.text("destination", atMost: 64))
    }
}

extension PairingRequestBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["role", "name"])
        let role = try body.required("role", try body.choice("role", of: DeviceRole.self))
        guard DeviceRole.screens.contains(role) else {
            throw .outOfRange(
                "role", found: "“\(role.rawValue)”",
                wanted: "one of " + DeviceRole.screens.map(\.rawValue).joined(separator: ", "))
        }
        self.init(role: role, name: try body.text("name", kept: .device))
    }
}

extension TokenRequestBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["role", "name"])
        let role = try body.required("role", try body.choice("role", of: DeviceRole.self))
        guard !DeviceRole.screens.contains(role) else {
            throw .outOfRange("role", found: "“\(role.rawValue)”", wanted: "metrics")
        }
        self.init(role: role, name: try body.text("name", kept: .device))
    }
}

extension TieBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["visit"])
        self.init(visit: try body.required("visit", try body.sequence("visit")))
    }
}

extension RecountBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["people", "reason"])
        self.init(
            people: try body.required("people", try body.integer("people", in: 0...100_000)),
            reason: try body.text("reason", kept: .reason))
    }
}

extension FeedbackBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["face", "device", "at"])
        self.init(
            face: try body.required("face", try body.integer("face", in: 0...3)),
            device: try body.text("device", kept: .device), at: try body.time("at"))
    }
}

extension ReviewBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["counts"])
        self.init(counts: try body.required("counts", try body.bool("counts")))
    }
}

extension ImportLine {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(
            json,
            known: [
                "id", "kind", "at", "source", "door", "people", "script", "imported", "refers",
                "certain", "answer", "observed", "outcome", "reason", "face", "device",
                "flag", "counts", "madSince", "from", "to",
            ])
        self.init(
            id: try body.required("id", try body.id("id")),
            kind: try body.required("kind", try body.choice("kind", of: Event.Kind.self)),
            at: try body.required("at", try body.time("at")),
            source: try body.required("source", try body.text("source", kept: .source)))
        door = try body.text("door", atMost: 64)
        // A recount may say 0; what a crossing may say is checked where it becomes one.
        people = try body.integer("people", in: 0...100_000)
        script = try body.text("script", kept: .script).map { ScriptID(rawValue: $0) }
        imported = try body.bool("imported")
        let references = ["prompt", "visit", "voids", "opening", "exit", "feedback"]
        if let refers = try body.object("refers", known: references) {
            self.refers = References(
                prompt: try refers.id("prompt"), visit: try refers.id("visit"),
                voids: try refers.id("voids"), opening: try refers.id("opening"),
                exit: try refers.id("exit"), feedback: try refers.id("feedback"))
        }
        certain = try body.bool("certain")
        answer = try body.choice("answer", of: Answer.Reply.self)
        observed = try Observed(reading: body)
        outcome = try body.choice("outcome", of: Outcome.self)
        reason =
            switch kind {
            case .exclusion, .dismissal:
                try body.choice("reason", of: ExclusionReason.self)?.rawValue
            case .doorDown: try body.choice("reason", of: GapReason.self)?.rawValue
            default: try body.text("reason", kept: .reason)
            }
        face = try body.integer("face", in: 0...3)
        device = try body.text("device", kept: .device)
        flag = try body.choice("flag", of: FeedbackFlag.self)
        counts = try body.bool("counts")
        madSince = try body.time("madSince")
        from = try body.time("from")
        to = try body.time("to")
    }
}
