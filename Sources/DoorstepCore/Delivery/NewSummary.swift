/// A summary that has just been made, with the facts that tell destinations whether it is news to them.
package struct NewSummary: Hashable, Sendable {
    package let summary: Summary

    /// The revision that this one corrects. Nil for the first one, for one that somebody asked for, and when the one
    /// before was made by a version that knew fewer figures.
    package let former: Summary?

    /// Whether a day has ended on which the shop was shut and nobody came. The ledger keeps no summary of it, and its
    /// message is a single line.
    package let isOfShutDay: Bool

    package init(_ summary: Summary, former: Summary? = nil, isOfShutDay: Bool = false) {
        self.summary = summary
        self.former = former
        self.isOfShutDay = isOfShutDay
    }

    /// Whether it is news to people: a correction that leaves the headline unchanged is for programs only.
    package var isNewsToPeople: Bool { former.map(summary.isNews(after:)) ?? true }
}

extension Summary {
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
