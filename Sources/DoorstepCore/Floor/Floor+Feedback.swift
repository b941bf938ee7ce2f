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
        for press in state.presses.reversed() where press.at <= at {
            guard at - press.at <= Self.burst.within else { break }
            guard press.device == device else { continue }
            if at - press.at <= Self.shortestBetweenFeedback { return .repeated }
            presses += 1
        }
        return presses >= Self.burst.most ? .burst : nil
    }
}
