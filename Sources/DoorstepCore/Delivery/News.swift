/// What one message tells.
package struct News: Hashable, Sendable, Codable {
    /// At least one, in the order in which they were made; several where one message takes the place of those that
    /// could not be sent. Of a period the last revision alone.
    package let summaries: [Summary]

    /// Since when the oldest of them waited; nil when nothing was held up.
    package let heldUpSince: Timestamp?

    /// What other destinations were not told since this one heard last.
    package let undelivered: [Undelivered]

    /// Messages given up, or held because their destination wants no more.
    package struct Undelivered: Hashable, Sendable, Codable {
        package let destination: String
        package let count: Int

        /// When the oldest was made.
        package let since: Timestamp

        package init(destination: String, count: Int, since: Timestamp) {
            self.destination = destination
            self.count = count
            self.since = since
        }
    }

    package init(_ summary: Summary, undelivered: [Undelivered] = []) {
        summaries = [summary]
        heldUpSince = nil
        self.undelivered = undelivered
    }

    /// How long the first of several waits before they become one message: an hour is no hiccup any more.
    package static let bundledAfter = Duration.seconds(3600)

    /// One message for what several would have told, oldest first.
    package init(bundling news: [(news: News, createdAt: Timestamp)]) {
        var summaries: [Summary] = []
        for summary in news.flatMap(\.news.summaries) {
            summaries.removeAll { $0.period == summary.period }
            summaries.append(summary)
        }
        self.summaries = summaries
        heldUpSince = news.map { $0.news.heldUpSince ?? $0.createdAt }.min()
        undelivered = news.flatMap(\.news.undelivered)
    }
}
