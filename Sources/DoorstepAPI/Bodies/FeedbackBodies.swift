import DoorstepCore

/// `POST /v1/feedback`.
package struct FeedbackBody: Hashable, Sendable, Codable {
    /// 0 (worst) to 3 (best).
    package var face: Int
    package var device: String?
    package var at: Timestamp?

    package init(face: Int, device: String? = nil, at: Timestamp? = nil) {
        self.face = face
        self.device = device
        self.at = at
    }
}

/// `POST /v1/feedback/{sequence}/review`.
package struct ReviewBody: Hashable, Sendable, Codable {
    /// False leaves it out of the figures.
    package var counts: Bool

    package init(counts: Bool) {
        self.counts = counts
    }
}

/// `GET /v1/feedback`: the trading day's, in order.
package struct FeedbackListBody: Hashable, Sendable, Codable {
    package let feedback: [Entry]

    package init(feedback: [Entry]) {
        self.feedback = feedback
    }

    package struct Entry: Hashable, Sendable, Codable {
        package let sequence: Sequence
        package let at: Timestamp

        /// 0 (worst) to 3 (best).
        package let face: Int
        package let device: String?

        /// Why it looks like misuse; left out when it does not.
        package let flag: FeedbackFlag?

        /// Whether somebody has looked at it.
        package let reviewed: Bool

        /// Whether the figures contain it.
        package let counts: Bool

        package init(
            sequence: Sequence, at: Timestamp, face: Int, device: String?, flag: FeedbackFlag?,
            reviewed: Bool, counts: Bool
        ) {
            self.sequence = sequence
            self.at = at
            self.face = face
            self.device = device
            self.flag = flag
            self.reviewed = reviewed
            self.counts = counts
        }
    }
}
