import DoorstepCore

/// `POST /v1/outbox/{id}/attempts`: one try, and what it leads to.
package struct AttemptReportBody: Hashable, Sendable, Codable {
    package let attempt: AttemptBody

    /// The delivery's when the attempt was begun.
    package let round: Int
    package let step: Step

    /// Of `retry` and `waitForNetwork`, and of no other step.
    package let until: Timestamp?

    package enum Step: String, Hashable, Sendable, Codable, CaseIterable {
        case delivered, retry, waitForNetwork, dead, switchOff, refuseLogin

        var hasTime: Bool { self == .retry || self == .waitForNetwork }
    }

    package init(_ attempt: Attempt, begunIn round: Int, leadingTo step: DeliveryStep) {
        self.attempt = AttemptBody(attempt.withinLimits)
        self.round = round
        (self.step, until) =
            switch step {
            case .delivered: (.delivered, nil)
            case .retry(let at): (.retry, at)
            case .waitForNetwork(let until): (.waitForNetwork, until)
            case .dead: (.dead, nil)
            case .switchOff: (.switchOff, nil)
            case .refuseLogin: (.refuseLogin, nil)
            }
    }

    /// `until` fits the step.
    init(_ attempt: AttemptBody, begunIn round: Int, _ step: Step, until: Timestamp?) {
        self.attempt = attempt
        self.round = round
        self.step = step
        self.until = until
    }

    package var deliveryStep: DeliveryStep {
        switch (step, until) {
        case (.delivered, _): .delivered
        case (.retry, let until?): .retry(at: until)
        case (.waitForNetwork, let until?): .waitForNetwork(until: until)
        case (.switchOff, _): .switchOff
        case (.refuseLogin, _): .refuseLogin
        case (.dead, _), (.retry, nil), (.waitForNetwork, nil): .dead
        }
    }
}

extension Attempt {
    /// As the recorder takes it, or it would be told for ever: a machine that slept through a day made a long attempt.
    fileprivate var withinLimits: Attempt {
        Attempt(
            number: number, at: at, duration: min(duration, .seconds(86_400)),
            status: status.flatMap { (100...999).contains($0) ? $0 : nil },
            error: error.map { String($0.prefix(2000)) }, answer: answer, address: address,
            mayHaveArrived: mayHaveArrived)
    }
}

extension AttemptBody {
    package var attempt: Attempt {
        Attempt(
            number: number, at: at, duration: .milliseconds(milliseconds), status: status,
            error: error, answer: answer, address: address,
            mayHaveArrived: mayHaveArrived ?? false)
    }
}
