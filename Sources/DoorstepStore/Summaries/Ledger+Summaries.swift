import DoorstepCore

extension Ledger {
    /// Closes the day: its `dayClosed`, its summary and the deliveries of it, in one transaction; on the last day of an
    /// ISO week or of a month also theirs. A period in which the shop was shut and nobody came has no summary.
    package func closeDay(_ date: LocalDate) async throws {
        try await changeOutbox { [summaries] in try summaries.close(date, $0) }
    }

    /// Makes the period's summary as it is now and queues it: for `destination` alone, even if it wants no such
    /// periods, else for every destination that wants them.
    package func deliver(
        _ period: SummaryPeriod, to destination: String? = nil
    ) async throws -> [Delivery] {
        try await changeOutbox { [summaries] in
            try summaries.deliver(period, to: destination, $0)
        }
    }

    /// The period's figures from the facts as they are now. Its revision is that of the last summary made, or
    /// one more when a correction has changed the figures since.
    package func summary(of period: SummaryPeriod) async throws -> Summary {
        let now = clock().now
        return try await read { [shop] in
            try SummaryTable.summary(
                period, shop: shop, at: now, DayReader(shop: shop, now: now, $0), $0
            ).summary
        }
    }

    package func summary(of date: LocalDate) async throws -> Summary {
        try await summary(of: .day(date))
    }

    /// The period's summary and the figures that a report draws beside it, read at one moment.
    package func report(of period: SummaryPeriod) async throws -> Report {
        let now = clock().now
        return try await read { [shop] in
            try SummaryTable.report(period, shop: shop, at: now, $0)
        }
    }

    /// The last closed day that has a summary; nil when there is none yet.
    package func lastReportedDay() async throws -> LocalDate? {
        try await read { try SummaryTable.lastReported($0) }
    }
}
