import DoorstepCore

extension WriteContext {
    /// Makes the delivery of `content`, due now. `attempts` is the number of attempts at the deliveries that it
    /// replaces.
    func enqueue(
        _ content: MessageContent, to destination: any LedgerDestination, attempts: Int = 0
    ) throws -> Delivery {
        var chance = SystemRandomNumberGenerator()
        let id = DeliveryID(rawValue: "msg_\(FactID(at: clock.now, using: &chance))")
        let delivery = Delivery(
            id: id, destination: destination.name, subject: content.subject,
            message: try destination.message(of: content, id: id), createdAt: clock.now,
            attempts: attempts, state: .waiting, dueAt: clock.now)
        try DeliveryTable.insert(delivery, content: destination.isForPrograms ? nil : content, db)
        hasQueued = true
        return delivery
    }
}

extension Ledger {
    /// The delivery to send in the place of `head`: itself, or one message for all that waits with it. People would
    /// otherwise get many old messages one after the other.
    ///
    /// The schedule goes on where that of `head` was: a destination that refuses for days is given up, however much
    /// comes in behind.
    static func bundle(
        from head: Delivery, for destination: any LedgerDestination, _ context: WriteContext
    ) throws -> Delivery {
        let now = context.clock.now
        let waiting = try DeliveryTable.bundle(for: head.destination, at: now, context.db)
        guard waiting.count > 1, let first = waiting.first(where: { $0.id == head.id }),
            now - min(head.createdAt, first.content.firstEnd ?? now) >= MessageContent.bundledAfter
        else { return head }
        let content = MessageContent(
            bundling: waiting.map(\.content),
            undelivered: try DeliveryTable.undelivered(besides: head.destination, context.db),
            outlook: context.floor.outlook(at: now),
            at: now)
        let delivery = try context.enqueue(content, to: destination, attempts: head.attempts)
        try DeliveryTable.end(waiting.map(\.id), bundledIn: delivery.id, context.db)
        return delivery
    }
}

extension MessageContent {
    /// `summary.day 2026-11-21, revision 1`
    fileprivate var subject: String {
        summaries.map { "\($0.type) \($0.period.id), revision \($0.data.revision)" }
            .joined(separator: "; ")
    }
}
