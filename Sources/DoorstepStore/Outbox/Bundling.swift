import DoorstepCore

extension WriteContext {
    /// Makes the delivery that tells `news`, due now.
    func enqueue(_ news: News, to addressee: any Addressee) throws -> Delivery {
        var chance = SystemRandomNumberGenerator()
        let id = DeliveryID(rawValue: "msg_\(FactID(at: clock.now, using: &chance))")
        let delivery = Delivery(
            id: id, destination: addressee.name, subject: news.subject,
            message: try addressee.message(of: news, id: id), createdAt: clock.now, attempts: 0,
            state: .waiting, dueAt: clock.now)
        try DeliveryTable.insert(delivery, news: addressee.isForPrograms ? nil : news, db)
        hasQueued = true
        return delivery
    }
}

extension Ledger {
    /// One message in the place of `head` and all that waits behind it, for people whose messages were held up for
    /// long. Nil where everything goes out by itself.
    func bundle(behind head: Delivery) async throws -> Delivery? {
        guard clock().now - head.createdAt >= News.bundledAfter,
            let addressee = summaries.addressees.first(where: { $0.name == head.destination }),
            !addressee.isForPrograms
        else { return nil }
        let waiting = try await read { try DeliveryTable.bundle(for: head.destination, $0) }
        guard waiting.count > 1, waiting.contains(where: { $0.id == head.id }) else { return nil }
        return try await writer.perform { context in
            try context.atomically {
                // What came in since it was looked at is of the same message.
                let waiting = try DeliveryTable.bundle(for: head.destination, context.db)
                let news = News(bundling: waiting.map(\.news), at: context.clock.now)
                let delivery = try context.enqueue(news, to: addressee)
                try DeliveryTable.end(waiting.map(\.id), bundledIn: delivery.id, context.db)
                return delivery
            }
        }
    }
}

extension News {
    /// `summary.day 2026-11-21, revision 1`
    fileprivate var subject: String {
        summaries.map { "\($0.type) \($0.period.id), revision \($0.data.revision)" }
            .joined(separator: "; ")
    }
}
