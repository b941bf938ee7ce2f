/// Presses of a face that no visitor meant: they are kept, with the reason, and left out of the figures until
/// somebody says otherwise.
extension Floor {
    /// Presses of one device that are closer than this are one visitor's finger, or a child's.
    package static let shortestBetweenFeedback = Duration.seconds(2)

    /// More than `most` presses of one device in this time are not those of so many visitors.
    package static let burst = (most: 5, within: Duration.seconds(60))

    /// Why feedback at `at` looks like misuse; nil when it does not. Devices that do not say who they are count
    /// as one.
    func flag(at: Timestamp, device: String?) -> FeedbackFlag? {
        let day = shop.calendar.tradingDay(containing: at)
        guard shop.calendar.openIntervals(of: day).contains(where: { $0.contains(at) }) else {
            return .closed
        }
        var presses = 0
        for other in (state.feedback[device ?? ""] ?? []).reversed() where other <= at {
            if at - other <= Self.shortestBetweenFeedback { return .repeated }
            guard at - other <= Self.burst.within else { break }
            presses += 1
        }
        return presses >= Self.burst.most ? .burst : nil
    }

    /// Keeps the presses of a device in the order in which they happened.
    mutating func noteFeedback(at: Timestamp, device: String?) {
        var presses = state.feedback.removeValue(forKey: device ?? "") ?? []
        var index = presses.endIndex
        while index > 0, presses[index - 1] > at { index -= 1 }
        presses.insert(at, at: index)
        state.feedback[device ?? ""] = presses
    }

    func checkReview(of sequence: Sequence, _ history: some History) throws {
        guard let fact = try history.fact(sequence), case .feedback = fact.event else {
            throw Refusal.unknownFeedback(sequence)
        }
        if let voider = try history.voider(of: sequence) {
            throw Refusal.alreadyVoided(sequence, by: voider)
        }
    }
}
