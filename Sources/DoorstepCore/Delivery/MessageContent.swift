/// The content of one message: summaries, and messages that did not reach other destinations.
package struct MessageContent: Hashable, Sendable, Codable {
    /// At least one summary, in the order in which they were made; several where one message takes the place of others
    /// that could not be sent. Each period has only its last revision.
    package let summaries: [Summary]

    /// The moment at which the message is made.
    package let at: Timestamp

    /// Messages that other destinations did not get since this one's last message.
    package let undelivered: [Undelivered]

    /// Nil in a message that was made without a floor.
    package let outlook: Outlook?

    /// The messages of one destination that were given up, or held because it wants no more.
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

    package init(
        _ summary: Summary, undelivered: [Undelivered] = [], outlook: Outlook? = nil
    ) {
        summaries = [summary]
        at = summary.timestamp
        self.outlook = outlook
        self.undelivered = undelivered
    }

    /// The summary that a message is about: the last to end, the longest of those that end together. Nil if there is
    /// none.
    package var latest: Summary? {
        // The texts have the shop's offset: where two offsets differ, the dates do too.
        summaries.max { one, other in
            (one.period.to, other.period.from) < (other.period.to, one.period.from)
        }
    }

    /// The age, or the wait, from which a message is bundled with those behind it. A shorter fault is not worth a
    /// bundle.
    package static let bundledAfter = Duration.seconds(3600)

    /// The end of the period that ended first. It dates the content, since a machine that was off makes messages late.
    package var firstEnd: Timestamp? { summaries.compactMap { Timestamp($0.period.to) }.min() }

    /// One message in place of several, oldest first. `undelivered` is added to theirs.
    package init(
        bundling contents: [MessageContent], undelivered: [Undelivered] = [],
        outlook: Outlook? = nil, at now: Timestamp
    ) {
        at = now
        self.outlook = outlook
        var summaries: [Summary] = []
        for summary in contents.flatMap(\.summaries) {
            let known = summaries.firstIndex { $0.period == summary.period }
            // A revision that was sent again after it had been given up may come behind its own correction.
            if let known, summaries[known].data.revision > summary.data.revision { continue }
            if let known { summaries.remove(at: known) }
            summaries.append(summary)
        }
        self.summaries = summaries
        let lost = Dictionary(
            grouping: contents.flatMap(\.undelivered) + undelivered, by: \.destination)
        self.undelivered = lost.sorted { $0.key < $1.key }.map { destination, lost in
            Undelivered(
                destination: destination, count: lost.reduce(0) { $0 + $1.count },
                isUncertain: lost.contains { $0.isUncertain == true })
        }
    }
}
