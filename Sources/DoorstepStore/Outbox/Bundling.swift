import DoorstepCore

extension WriteContext {
    /// Makes a delivery of `news`, due now. `attempts` are those of the deliveries that it takes the place of.
    func enqueue(
        _ news: News, to addressee: any Addressee, attempts: Int = 0
    ) throws -> Delivery {
        var chance = SystemRandomNumberGenerator()
        let id = DeliveryID(rawValue: "msg_\(FactID(at: clock.now, using: &chance))")
        let delivery = Delivery(
            id: id, destination: addressee.name, subject: news.subject,
            message: try addressee.message(of: news, id: id), createdAt: clock.now,
            attempts: attempts, state: .waiting, dueAt: clock.now)
        try DeliveryTable.insert(delivery, news: addressee.isForPrograms ? nil : news, db)
        hasQueued = true
        return delivery
    }
}

extension Ledger {
    /// The delivery that goes out in the place of `head`: itself, or one message for all that wait with it, so that old
    /// news does not reach people as many messages.
    ///
    /// The schedule goes on where the head was in it: a receiver that refuses for days is given up, however many
    /// deliveries come in behind.
    static func bundle(
        from head: Delivery, for addressee: any Addressee, _ context: WriteContext
    ) throws -> Delivery {
        let now = context.clock.now
        let waiting = try DeliveryTable.bundle(for: head.destination, at: now, context.db)
        guard waiting.count > 1, let first = waiting.first(where: { $0.id == head.id }),
            now - min(head.createdAt, first.news.firstEnd ?? now) >= News.bundledAfter
        else { return head }
        let news = News(
            bundling: waiting.map(\.news),
            undelivered: try DeliveryTable.undelivered(besides: head.destination, context.db),
            at: now)
        let delivery = try context.enqueue(news, to: addressee, attempts: head.attempts)
        try DeliveryTable.end(waiting.map(\.id), bundledIn: delivery.id, context.db)
        return delivery
    }
}

extension News {
    /// `summary.day 2026-11-21, revision 1`
    fileprivate var subject: String {
        summaries.map { "\($0.type) \($0.period.id), revision \($0.data.revision)" }
            .joined(separator: "; ")
    }
}
