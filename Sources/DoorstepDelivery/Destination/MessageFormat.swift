import DoorstepCore

/// The format of a destination's messages. Another format is a case here, and a type in `Formats`.
package enum MessageFormat: String, Hashable, Sendable, CaseIterable {
    /// The summary itself as JSON, signed as Standard Webhooks has it.
    case standard

    /// The summary as the data of a CloudEvent.
    case cloudevents
    case slack, teams, discord, mattermost, googlechat, ntfy

    /// A mail through the shop's own provider.
    case email

    /// Flat JSON for automations.
    case homeassistant

    /// The shop's own words, through a template of its own.
    case template

    /// Whether the receiver can check a signature, so that the destination may have secrets.
    package var isSigned: Bool { self == .standard || self == .cloudevents }

    /// Whether a destination must have a secret.
    package var needsSecret: Bool { self == .standard }

    /// Whether each message carries its id, in its head or in its body, so that a receiver recognises a repeat.
    var carriesID: Bool { self == .standard || self == .cloudevents }

    /// Whether the receiver never answers with a web page.
    var isNeverAnsweredByPage: Bool {
        switch self {
        case .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .homeassistant: true
        case .standard, .cloudevents, .email, .template: false
        }
    }

    /// The page for people; nil for formats that are made for programs, or are more than a page.
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

    /// A caution about a success, as a sentence without its full stop; nil for most receivers.
    package var caveat: String? {
        self == .homeassistant
            ? "accepted; Home Assistant answers 200 also to an unknown id, so look whether the automation ran"
            : nil
    }
}
