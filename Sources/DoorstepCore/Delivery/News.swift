/// What one message tells.
package struct News: Hashable, Sendable, Codable {
    /// At least one, in the order in which they were made; several where one message takes the place of those that
    /// could not be sent. Of a period the last revision alone.
    package let summaries: [Summary]

    /// When the message is made.
    package let at: Timestamp

    /// When the oldest of them was made, in the shop's own time (RFC 3339); nil when nothing was held up.
    package let heldUpSince: String?

    /// What other destinations were not told since this one heard last.
    package let undelivered: [Undelivered]

    /// Messages given up, or held because their destination wants no more.
    package struct Undelivered: Hashable, Sendable, Codable {
        package let destination: String
        package let count: Int

        package init(destination: String, count: Int) {
            self.destination = destination
            self.count = count
        }
    }

    package init(_ summary: Summary, undelivered: [Undelivered] = []) {
        summaries = [summary]
        at = summary.timestamp
        heldUpSince = nil
        self.undelivered = undelivered
    }

    /// The one that a message is about: the last to end, of those that end together the longest. Nil of none.
    package var latest: Summary? {
        // Texts with the shop's offset: where two offsets differ, the dates do too.
        summaries.max { one, other in
            (one.period.to, other.period.from) < (other.period.to, one.period.from)
        }
    }

    /// How long the first of several waits before they become one message: an hour is no hiccup any more.
    package static let bundledAfter = Duration.seconds(3600)

    /// One message for what several would have told, oldest first.
    package init(bundling news: [News], at now: Timestamp) {
        at = now
        let oldest = news.first
        heldUpSince = oldest?.heldUpSince ?? oldest?.summaries.first?.data.madeAt
        var summaries: [Summary] = []
        for summary in news.flatMap(\.summaries) {
            summaries.removeAll { $0.period == summary.period }
            summaries.append(summary)
        }
        self.summaries = summaries
        let counts = Dictionary(
            news.flatMap(\.undelivered).map { ($0.destination, $0.count) }, uniquingKeysWith: +)
        undelivered = counts.sorted { $0.key < $1.key }
            .map { Undelivered(destination: $0.key, count: $0.value) }
    }
}
