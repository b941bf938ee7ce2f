/// One press of a face by a visitor.
package struct FacePress: Hashable, Sendable {
    /// The number of its fact; zero for a press that is in no ledger.
    package let sequence: Sequence

    /// The time of the press, re-dated if the clock was wrong.
    package let at: Timestamp

    /// 0 (worst) to 3 (best).
    package let face: Int
    package let device: String?

    /// The reason why the press looks like misuse; nil when it does not.
    package let flag: FeedbackFlag?

    /// Whether a person has reviewed the press.
    package let isReviewed: Bool

    /// Whether the press counts. One without a flag does, one with a flag does not, unless a review says otherwise.
    package let counts: Bool

    package init(
        sequence: Sequence = .zero, at: Timestamp, face: Int, device: String? = nil,
        flag: FeedbackFlag? = nil, isReviewed: Bool = false, counts: Bool
    ) {
        self.sequence = sequence
        self.at = at
        self.face = face
        self.device = device
        self.flag = flag
        self.isReviewed = isReviewed
        self.counts = counts
    }
}
