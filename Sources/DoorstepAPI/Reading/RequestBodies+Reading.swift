import DoorstepCore

extension CrossingBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        door = try body.optional("door", .door)
        people = try body.optional("people", .number(Crossing.sizes))
        at = try body.optional("at", .time)
        source = try body.optional("source", .kept(.source))
    }
}

extension OpeningBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        door = try body.optional("door", .door)
        at = try body.optional("at", .time)
        source = try body.optional("source", .kept(.source))
    }
}

extension DismissalBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        door = try body.optional("door", .door)
        from = try body.needed("from", .time)
        to = try body.needed("to", .time)
    }
}

extension VoidBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        reason = try body.optional("reason", .kept(.reason))
    }
}

extension AnswerBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        answer = try body.needed("answer", .word(of: Command.Reply.self))
        script = try body.optional("script", .kept(.script))
        observed = try body.optional("observed", .items(ofShop: true))
        outcome = try body.optional("outcome", .word(of: Outcome.self))
        reason = try body.optional("reason", .word(of: ExclusionReason.self))
        exit = try body.optional("exit", .reference)
        at = try body.optional("at", .time)
    }
}

extension DeliverBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(destination: try body.optional("destination", .text(atMost: 64)))
    }
}

extension PairingRequestBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            role: try body.needed("role", .word(DeviceRole.screens.map(\.rawValue))),
            name: try body.optional("name", .kept(.device)))
    }
}

extension TokenRequestBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            role: try body.needed("role", .word([DeviceRole.metrics.rawValue])),
            name: try body.optional("name", .kept(.device)))
    }
}

extension OutcomeBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        outcome = try body.needed("outcome", .word(of: Outcome.self))
        at = try body.optional("at", .time)
    }
}

extension TieBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        visit = try body.needed("visit", .reference)
    }
}

extension RecountBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        people = try body.needed("people", .number(Event.recounts))
        reason = try body.optional("reason", .kept(.reason))
    }
}

extension FeedbackBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            face: try body.needed("face", .number(Event.faces)),
            device: try body.optional("device", .kept(.device)),
            at: try body.optional("at", .time))
    }
}

extension ReviewBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(counts: try body.needed("counts", .flag))
    }
}
