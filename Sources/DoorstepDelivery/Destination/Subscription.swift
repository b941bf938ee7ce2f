import DoorstepCore
import DoorstepWords

/// The subscription of a destination: the summaries that it gets, and the format and language of its messages. The
/// transport and its secrets are apart, so that a recorder without a courier has a subscription alone.
package struct Subscription: Hashable, Sendable {
    package let name: String
    package let format: MessageFormat

    /// The kinds of period whose summaries it gets.
    package let periods: Set<SummaryPeriod.Kind>

    /// The language of messages for people.
    package let language: ScreenLanguage

    /// Whether a message is sent for a day on which the shop was shut.
    package let hearsOfShutDays: Bool

    /// Nil for every format but `template`.
    package let template: MessageTemplate?

    /// Nil for every format but `email`.
    package let parties: MailParties?

    /// Where browsers see the pages, `https://comptoir.example`: messages for people link to the report there. Nil for
    /// no link.
    package let pages: String?

    package init(
        name: String, format: MessageFormat = .standard,
        periods: Set<SummaryPeriod.Kind> = [.day], language: ScreenLanguage = .en,
        hearsOfShutDays: Bool = false, template: MessageTemplate? = nil,
        parties: MailParties? = nil, pages: String? = nil
    ) {
        self.name = name
        self.format = format
        self.periods = periods
        self.language = language
        self.hearsOfShutDays = hearsOfShutDays
        self.template = template
        self.parties = parties
        self.pages = pages
    }
}

extension Subscription: LedgerDestination {
    package var isForPrograms: Bool {
        switch format {
        case .standard, .cloudevents: true
        case .template: template?.isJSON ?? false
        case .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .email, .homeassistant:
            false
        }
    }

    package var knowsRepeats: Bool { format.carriesID }

    package func wants(_ fresh: NewSummary) -> Bool {
        guard periods.map(\.rawValue).contains(fresh.summary.period.kind) else { return false }
        return fresh.isOfShutDay ? hearsOfShutDays : isForPrograms || fresh.isNewsToPeople
    }

    package func message(of news: MessageContent, id: DeliveryID) throws -> Message {
        guard let latest = news.latest else { throw NothingToTell() }
        switch format {
        case .standard:
            return Message(contentType: "application/json", body: try JSONWriter.bytes(latest))
        case .cloudevents: return try CloudEvent(latest, id: id.rawValue).message()
        default:
            var digest = Digest(news, language: language)
            digest.link = pages.flatMap { pages in latest.named.map { pages + $0.reportPath } }
            return try message(of: digest, latest, id: id.rawValue, at: news.at)
        }
    }

    private struct NothingToTell: Error {}

    /// The message that tests a destination.
    package func testMessage(shop: String, id: String, at timestamp: Timestamp) throws -> Message {
        switch format {
        case .standard:
            Message(
                contentType: "application/json",
                body: try JSONWriter.bytes(StandardTest(timestamp: timestamp, shop: shop)))
        case .cloudevents: try CloudEvent(testOf: shop, id: id, at: timestamp).message()
        default:
            try message(of: Digest(testOf: shop, language: language), nil, id: id, at: timestamp)
        }
    }

    /// The test message in readable form for the format `email`; nil for others, whose bodies are shown as they are.
    func legibleTest(shop: String, id: String, at timestamp: Timestamp) -> String? {
        parties.map {
            EmailMessage(Digest(testOf: shop, language: language), $0, id: id, at: timestamp)
                .legible
        }
    }

    private func message(
        of digest: Digest, _ summary: Summary?, id: String, at madeAt: Timestamp
    ) throws -> Message {
        if let page = format.page { return try page.message(digest) }
        if let template { return template.message(digest, summary) }
        if let parties {
            return EmailMessage(digest, parties, id: id, at: madeAt).message()
        }
        return try HomeAssistantMessage(digest, summary).written()
    }
}
