import DoorstepCore

/// How a destination wants to be told. Another format is a case here, and a type in `Formats`.
package enum MessageFormat: String, Hashable, Sendable, CaseIterable {
    /// The summary itself as JSON, signed as Standard Webhooks has it.
    case standard

    /// The same as the data of a CloudEvent.
    case cloudevents
    case slack, teams, discord, mattermost, googlechat, ntfy

    /// A mail, by the shop's own provider.
    case email

    /// Flat JSON for automations.
    case homeassistant

    /// The shop's own words, by a template of its own.
    case template

    /// Whether the receiver can check a signature, so that the destination may have secrets.
    package var isSigned: Bool { self == .standard || self == .cloudevents }

    /// Whether there is no message without one.
    package var needsSecret: Bool { self == .standard }

    /// Whether each message bears its id, in its head or in its body, so that a receiver knows one that it has had.
    var bearsID: Bool { self == .standard || self == .cloudevents }

    /// Whether its receiver answers in a way of its own, which never is a web page.
    var isNeverAnsweredByPage: Bool {
        switch self {
        case .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .homeassistant: true
        case .standard, .cloudevents, .email, .template: false
        }
    }

    /// How people read it; nil of what is made for programs, or is more than a page.
    var page: (any PageFormat.Type)? {
        switch self {
        case .standard, .cloudevents, .email, .homeassistant, .template: nil
        case .slack: SlackMessage.self
        case .teams: TeamsMessage.self
        case .discord: DiscordMessage.self
        case .mattermost: MattermostMessage.self
        case .googlechat: GoogleChatMessage.self
        case .ntfy: NtfyMessage.self
        }
    }

    /// What must be known before an answer is believed; nil of most receivers.
    package var caveat: String? {
        self == .homeassistant
            ? "accepted; Home Assistant answers 200 also to an unknown id, so look whether the automation ran"
            : nil
    }
}
