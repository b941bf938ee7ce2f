import DoorstepCore

extension Destination {
    /// What is owed to it of a summary that was just made; nil when that is no news to it. The id is the delivery's.
    package func message(
        of fresh: FreshSummary
    ) -> ((DeliveryID) throws -> Message)? {
        if fresh.isOfShutDay && !hearsOfShutDays { return nil }
        // Programs get every revision; people only what they would want to hear of.
        if !isForPrograms && !fresh.isNewsToPeople { return nil }
        return { id in try message(of: fresh.summary, id: id.rawValue) }
    }

    /// Whether a program reads it, so that each revision counts.
    package var isForPrograms: Bool {
        switch format {
        case .standard, .cloudevents: true
        case .template: template?.isJSON ?? false
        case .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .homeassistant: false
        }
    }

    func message(of summary: Summary, id: String) throws -> Message {
        switch format {
        case .standard:
            Message(contentType: "application/json", body: try JSONWriter.bytes(summary))
        case .cloudevents: try CloudEvent(summary, id: id).message()
        default: try message(of: Digest(summary, language: language), summary)
        }
    }

    /// What a person sends to see whether anything arrives.
    package func testMessage(shop: String, id: String, at timestamp: Timestamp) throws -> Message {
        switch format {
        case .standard:
            Message(
                contentType: "application/json",
                body: try JSONWriter.bytes(StandardTest(timestamp: timestamp, shop: shop)))
        case .cloudevents: try CloudEvent(testOf: shop, id: id, at: timestamp).message()
        default: try message(of: Digest(testOf: shop, language: language), nil)
        }
    }

    private func message(of digest: Digest, _ summary: Summary?) throws -> Message {
        if let page = format.page { return try page.message(digest) }
        if let template { return template.message(digest, summary) }
        return try HomeAssistantMessage(digest, summary).written()
    }
}
