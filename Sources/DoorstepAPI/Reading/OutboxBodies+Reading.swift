import DoorstepCore

// What couriers send.

extension CourierBody {
    fileprivate init(of body: BodyReader) throws(BodyError) {
        self.init(
            courier: try body.required("courier", try body.text("courier", atMost: 64)),
            resuming: try body.bool("resuming") ?? false)
    }
}

extension ClaimBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(
            json, known: ["courier", "resuming", "version", "waitSeconds"])
        self.init(
            try CourierBody(of: body), version: try body.text("version", atMost: 64),
            waitSeconds: try body.integer("waitSeconds", in: Limit.claimWait))
    }
}

extension OutgoingRequestBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["courier", "resuming", "begins"])
        self.init(try CourierBody(of: body), begins: try body.bool("begins") ?? false)
    }
}

extension AttemptReportBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(json, known: ["attempt", "round", "step", "until"])
        let attempt = try AttemptBody(reading: body)
        let round = try body.required("round", try body.integer("round", in: Limit.rounds))
        let step = try body.required("step", try body.choice("step", of: Step.self))
        let until = try body.time("until")
        if step.hasTime, until == nil {
            throw .outOfRange("until", found: "left out", wanted: "a time with \(step.rawValue)")
        }
        if !step.hasTime, until != nil {
            throw .outOfRange(
                "until", found: "a time with \(step.rawValue)",
                wanted: "a time with retry or waitForNetwork alone")
        }
        self.init(attempt, begunIn: round, step, until: until)
    }
}

extension DestinationTestBody {
    package init(reading json: JSON) throws(BodyError) {
        let body = try BodyReader(
            json,
            known: [
                "destination", "delivered", "host", "contentType", "body", "attempt", "note",
            ])
        self.init(
            destination: try body.required("destination", try body.text("destination", atMost: 64)),
            delivered: try body.required("delivered", try body.bool("delivered")),
            host: try body.required("host", try body.prose("host", atMost: 300)),
            contentType: try body.required(
                "contentType", try body.prose("contentType", atMost: 200)),
            body: try body.required("body", try body.prose("body", atMost: 200_000)),
            attempt: try AttemptBody(reading: body), note: try body.prose("note", atMost: 1000))
    }
}

extension AttemptBody {
    fileprivate init(reading body: BodyReader) throws(BodyError) {
        let object = try body.object(
            "attempt",
            known: [
                "number", "at", "milliseconds", "status", "error", "answer", "address",
                "mayHaveArrived",
            ])
        let attempt = try body.required("attempt", object)
        let number = try attempt.integer("number", in: 1...1_000_000)
        let milliseconds = try attempt.integer("milliseconds", in: 0...86_400_000)
        self.init(
            Attempt(
                number: try attempt.required("number", number),
                at: try attempt.required("at", try attempt.time("at")),
                duration: .milliseconds(try attempt.required("milliseconds", milliseconds)),
                status: try attempt.integer("status", in: 100...999),
                error: try attempt.prose("error", atMost: 2000),
                answer: try attempt.prose("answer", atMost: 2048),
                address: try attempt.text("address", atMost: 64),
                mayHaveArrived: try attempt.bool("mayHaveArrived") ?? false))
    }
}
