import DoorstepCore

// The readers of the bodies that couriers send.

extension CourierBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        courier = try body.needed("courier", .text(atMost: 64))
        resuming = try body.optional("resuming", .flag) ?? false
    }
}

extension ClaimBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            try CourierBody(from: &body), version: try body.optional("version", .text(atMost: 64)),
            waitSeconds: try body.optional("waitSeconds", .number(Limit.claimWait)))
    }
}

extension OutgoingRequestBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            try CourierBody(from: &body), begins: try body.optional("begins", .flag) ?? false)
    }
}

extension AttemptReportBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        attempt = try body.needed("attempt")
        round = try body.needed("round", .number(Limit.rounds))
        step = try body.needed("step", .word(of: Step.self))
        until = try body.optional("until", .time)
        if step.hasTime, until == nil {
            throw .outOfRange("until", found: "left out", wanted: "a time with \(step.rawValue)")
        }
        if !step.hasTime, until != nil {
            throw .outOfRange(
                "until", found: "a time with \(step.rawValue)",
                wanted: "a time with retry or waitForNetwork alone")
        }
    }
}

extension AttemptReportBody.Step: FieldConvertible {}

extension DestinationTestBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        self.init(
            destination: try body.needed("destination", .text(atMost: 64)),
            delivered: try body.needed("delivered", .flag),
            host: try body.needed("host", .lines(atMost: 300)),
            contentType: try body.needed("contentType", .lines(atMost: 200)),
            body: try body.needed("body", .lines(atMost: 200_000)),
            attempt: try body.needed("attempt"),
            note: try body.optional("note", .lines(atMost: 1000)))
    }
}

extension AttemptBody: RequestBody {
    package init(from body: inout BodyReader) throws(BodyError) {
        let milliseconds: Int
        number = try body.needed("number", .number(1...1_000_000))
        at = try body.needed("at", .time)
        milliseconds = try body.needed("milliseconds", .number(0...86_400_000))
        self.milliseconds = Int64(milliseconds)
        status = try body.optional("status", .number(100...999))
        error = try body.optional("error", .lines(atMost: 2000))
        answer = try body.optional("answer", .lines(atMost: 2048))
        address = try body.optional("address", .text(atMost: 64))
        let mayHaveArrived: Bool? = try body.optional("mayHaveArrived", .flag)
        self.mayHaveArrived = mayHaveArrived == true ? true : nil
    }
}
