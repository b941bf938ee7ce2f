/// Feedback that looks like misuse. It is kept with a flag, and left out of the figures unless a review says otherwise.
extension Floor {
    /// The time within which a second press of one device is flagged as repeated.
    package static let shortestBetweenFeedback = Duration.seconds(2)

    /// The most presses of one device within a time; more of them are flagged as a burst.
    package static let burst = (most: 5, within: Duration.seconds(60))

    /// The reason why feedback at `at` looks like misuse; nil when it does not. Presses without a device count as those
    /// of one device.
    func flag(at: Timestamp, device: String?) -> FeedbackFlag? {
        let day = shop.calendar.tradingDay(containing: at)
        guard shop.calendar.openIntervals(of: day).contains(where: { $0.contains(at) }) else {
            return .closed
        }
        var presses = 0
        for press in state.presses.reversed() where press.at <= at {
            guard at - press.at <= Self.burst.within else { break }
            guard press.device == device else { continue }
            if at - press.at <= Self.shortestBetweenFeedback { return .repeated }
            presses += 1
        }
        return presses >= Self.burst.most ? .burst : nil
    }
}
