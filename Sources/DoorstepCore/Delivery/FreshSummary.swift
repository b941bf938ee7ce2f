/// A summary that has just been made, with the facts that tell destinations whether it is news to them.
package struct FreshSummary: Hashable, Sendable {
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
