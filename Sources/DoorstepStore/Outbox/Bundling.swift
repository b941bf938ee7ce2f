import DoorstepCore

extension WriteContext {
    /// Makes the delivery that tells `news`, due now. `attempts` are those that were made of it under other names.
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
    /// `head`, or one message in the place of it and all that waits behind it, for people whose messages were held up
    /// for long. Nil when it waits no more.
    func bundle(from head: Delivery) async throws -> Delivery? {
        guard clock().now - head.createdAt >= News.bundledAfter,
            let addressee = summaries.addressees.first(where: { $0.name == head.destination }),
            !addressee.isForPrograms
        else { return head }
        let waiting = try await read { try DeliveryTable.bundle(for: head.destination, $0) }
        guard waiting.count > 1 else { return head }
        return try await writer.perform { context in
            try context.atomically { try Self.bundle(from: head, for: addressee, context) }
        }
    }

    /// The schedule goes on where the head was in it: who refuses for days is given up, however much comes in behind.
    private static func bundle(
        from head: Delivery, for addressee: any Addressee, _ context: WriteContext
    ) throws -> Delivery? {
        guard try DeliveryTable.delivery(head.id, context.db)?.state == .waiting else { return nil }
        let waiting = try DeliveryTable.bundle(for: head.destination, context.db)
        guard waiting.count > 1, waiting.contains(where: { $0.id == head.id }) else { return head }
        let news = News(
            bundling: waiting.map(\.news),
            undelivered: try DeliveryTable.undelivered(besides: head.destination, context.db),
            at: context.clock.now)
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
