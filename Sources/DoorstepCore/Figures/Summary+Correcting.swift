extension Summary {
    /// Whether the shop was shut, no door opened, and nobody came.
    package var isOfNothing: Bool {
        coverage.openMinutes == 0 && traffic.byHour.isEmpty && openings.all == 0
    }

    /// Whether a figure of the headline left the interval of chance of the former revision: visitors its Poisson
    /// interval, the shares of greetings and farewells their Wilson intervals. A total that begins or ceases to be a
    /// lower bound or doubtful is news too.
    package func isNews(after former: Summary) -> Bool {
        let footfall = PoissonInterval(Double(former.traffic.footfall))
        return isLowerBound != former.isLowerBound || isDoubtful != former.isDoubtful
            || !(footfall.low...footfall.high).contains(Double(traffic.footfall))
            || greeting.share.isOutside(former.greeting.share)
            || farewell.share.isOutside(former.farewell.share)
    }
}

extension Rate {
    /// Whether the share left the interval of `former`; false where either has no case, since the number of visitors
    /// tells.
    fileprivate func isOutside(_ former: Rate) -> Bool {
        guard let value, let low = former.low, let high = former.high else { return false }
        return value < low || value > high
    }
}
