import DoorstepCore
import GRDB

/// Makes summaries inside a transaction, with the deliveries that are owed of them: when a period closes, when
/// somebody asks, and when a correction changes one that was made before.
struct SummaryWriter: Sendable {
    let destinations: [any LedgerDestination]

    /// Closes the day: its `dayClosed`, its summary, and those of the week and the month that end with it.
    func close(_ date: LocalDate, _ context: WriteContext) throws {
        _ = try context.carryOut(Command(.closeDay(date), source: "doorstepd"))
        context.corrections.markStale(date)
        try make(.day(date), isClosing: true, context)
        for kind in [SummaryPeriod.Kind.week, .month] {
            let period = SummaryPeriod(kind, containing: date)
            if period.last == date { try make(period, context) }
        }
        // Visitors who came after the day before was closed, if the daemon was not there when that day ended.
        context.corrections.add(date.previous)
        try KeyTable.forget(before: context.clock.now - KeyTable.kept, context.db)
    }

    /// Makes the period's summary as it is now and queues it, changed or not.
    func deliver(
        _ period: SummaryPeriod, to destination: String?, _ context: WriteContext
    ) throws -> [Delivery] {
        let (summary, isNew, _) = try summary(period, context)
        if isNew { try SummaryTable.keep(summary, context.db) }
        guard let destination else { return try enqueue(NewSummary(summary), context) }
        return try enqueue(summary, to: destinations.filter { $0.name == destination }, context)
    }

    /// Makes new revisions of closed periods that the facts of the batch have changed: one for each period, however
    /// many facts there were. The last step of a batch.
    func revise(_ context: WriteContext) throws {
        try renewTotals(context)
        // While the clock is wrong nothing is revised. When it is set, the facts recorded meanwhile are noted again.
        guard context.clock.stamp.isTrusted else { return }
        let dates = try context.corrections.closedDays(context.db)
        guard !dates.isEmpty else { return }
        let longer = Set(
            dates.flatMap { date in
                [SummaryPeriod.Kind.week, .month].map { SummaryPeriod($0, containing: date) }
            }
        ).sorted { ($0.first, $0.last) < ($1.first, $1.last) }
        for date in dates { try make(.day(date), context) }
        for period in longer where try SummaryTable.hasAny(period, context.db) {
            try make(period, context)
        }
    }

    /// Makes and queues the period's summary, unless the last one still holds. There is none of a period in which the
    /// shop was shut and nobody came; when such a day closes, destinations that want it get a line.
    private func make(
        _ period: SummaryPeriod, isClosing: Bool = false, _ context: WriteContext
    ) throws {
        let (summary, isNew, former) = try summary(period, context)
        guard isNew else { return }
        guard !summary.isOfNothing || summary.data.revision > 1 else {
            if isClosing { _ = try enqueue(NewSummary(summary, isOfShutDay: true), context) }
            return
        }
        try SummaryTable.keep(summary, context.db)
        _ = try enqueue(NewSummary(summary, former: former), context)
    }

    private func summary(
        _ period: SummaryPeriod, _ context: WriteContext
    ) throws -> (summary: Summary, isNew: Bool, former: Summary?) {
        try renewTotals(context)
        return try SummaryTable.summary(
            period, shop: context.floor.shop, at: context.clock.now, context.days, context.db)
    }

    /// The changes of the batch so far must be in the totals before a summary is made from them.
    private func renewTotals(_ context: WriteContext) throws {
        try context.corrections.renewTotals(
            before: context.floor.day.date, context.days, context.db)
    }

    private func enqueue(_ fresh: NewSummary, _ context: WriteContext) throws -> [Delivery] {
        try enqueue(fresh.summary, to: destinations.filter { $0.wants(fresh) }, context)
    }

    private func enqueue(
        _ summary: Summary, to destinations: [any LedgerDestination], _ context: WriteContext
    ) throws -> [Delivery] {
        try destinations.map { destination in
            let undelivered = try DeliveryTable.undelivered(besides: destination.name, context.db)
            return try context.enqueue(
                MessageContent(
                    summary, undelivered: undelivered,
                    outlook: context.floor.outlook(at: context.clock.now)), to: destination)
        }
    }
}
