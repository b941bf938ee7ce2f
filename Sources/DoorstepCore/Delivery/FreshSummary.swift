/// A summary that has just been made, and what destinations must know to tell whether it is news to them.
package struct FreshSummary: Hashable, Sendable {
    package let summary: Summary

    /// The revision that it puts right. Nil for the first one, for one that somebody asked for, and when the one before
    /// was made by a version that knew fewer figures.
    package let former: Summary?

    /// The day ends on which the shop was shut and nobody came: of it there is no summary in the ledger, and no more
    /// than a line to say.
    package let isOfShutDay: Bool

    package init(_ summary: Summary, former: Summary? = nil, isOfShutDay: Bool = false) {
        self.summary = summary
        self.former = former
        self.isOfShutDay = isOfShutDay
    }

    /// Whether people want to hear of it: a correction that leaves the headline where it was is for programs.
    package var isNewsToPeople: Bool { former.map(summary.isNews(after:)) ?? true }
}
