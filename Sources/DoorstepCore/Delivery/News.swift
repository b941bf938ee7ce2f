/// What one message tells.
package struct News: Hashable, Sendable, Codable {
    /// At least one, in the order in which they were made; several where one message takes the place of those that
    /// could not be sent. Of a period the last revision alone.
    package let summaries: [Summary]

    /// When the message is made.
    package let at: Timestamp

    /// What other destinations were not told since this one heard last.
    package let undelivered: [Undelivered]

    /// Messages given up, or held because their destination wants no more.
    package struct Undelivered: Hashable, Sendable, Codable {
        package let destination: String
        package let count: Int

        /// Whether some of them may have arrived after all; nil where none may.
        package let isUncertain: Bool?

        package init(destination: String, count: Int, isUncertain: Bool = false) {
            self.destination = destination
            self.count = count
            self.isUncertain = isUncertain ? true : nil
        }
    }

    package init(_ summary: Summary, undelivered: [Undelivered] = []) {
        summaries = [summary]
        at = summary.timestamp
        self.undelivered = undelivered
    }

    /// The one that a message is about: the last to end, of those that end together the longest. Nil of none.
    package var latest: Summary? {
        // Texts with the shop's offset: where two offsets differ, the dates do too.
        summaries.max { one, other in
            (one.period.to, other.period.from) < (other.period.to, one.period.from)
        }
    }

    /// How old news is, or how long it waits, before it becomes one message with what waits behind it: an hour is no
    /// hiccup any more.
    package static let bundledAfter = Duration.seconds(3600)

    /// The end of the period that ended first. A machine that was off makes messages late, and none of them is news.
    package var firstEnd: Timestamp? { summaries.compactMap { Timestamp($0.period.to) }.min() }

    /// One message for what several would have told, oldest first. `undelivered` is what has come to that since.
    package init(bundling news: [News], undelivered: [Undelivered] = [], at now: Timestamp) {
        at = now
        var summaries: [Summary] = []
        for summary in news.flatMap(\.summaries) {
            let known = summaries.firstIndex { $0.period == summary.period }
            // What was sent again after it had been given up may come behind its own correction.
            if let known, summaries[known].data.revision > summary.data.revision { continue }
            if let known { summaries.remove(at: known) }
            summaries.append(summary)
        }
        self.summaries = summaries
        let lost = Dictionary(
            grouping: news.flatMap(\.undelivered) + undelivered, by: \.destination)
        self.undelivered = lost.sorted { $0.key < $1.key }.map { destination, lost in
            Undelivered(
                destination: destination, count: lost.reduce(0) { $0 + $1.count },
                isUncertain: lost.contains { $0.isUncertain == true })
        }
    }
}
