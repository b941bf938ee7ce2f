import DoorstepDelivery
import Foundation

/// A guide to one format: words to choose it by, the place of its URL or server, and the look of such a URL.
struct FormatGuide: Sendable {
    let format: MessageFormat
    let words: String

    /// The place where the URL or the mail server is found, a sentence without its full stop.
    let place: String

    /// A typical URL, for the warning about another one; nil when every server has URLs of its own.
    let example: String?
    let fits: @Sendable (WebhookParts) -> Bool

    /// The guides in the order of the menu. A format without one needs more answers than the questions here ask for.
    static let all: [FormatGuide] = [
        FormatGuide(
            format: .email, words: "a mail, by your provider's mail server",
            place: "your provider's help pages, under SMTP or “outgoing mail”", example: nil
        ) { _ in true },
        FormatGuide(
            format: .slack, words: "Slack",
            place: "api.slack.com/apps, your app, Incoming Webhooks, Add New Webhook",
            example: "https://hooks.slack.com/services/T…/B…/…"
        ) {
            ["hooks.slack.com", "hooks.slack-gov.com"].contains($0.host) && $0.starts("services", 4)
        },
        FormatGuide(
            format: .teams, words: "Microsoft Teams, by a workflow",
            place: "the channel's menu (…), Workflows, “Send webhook alerts to a channel”",
            example: "https://….logic.azure.com/workflows/… or https://….powerplatform.com/…"
        ) { parts in
            ["logic.azure.com", "powerplatform.com"].contains { parts.host.hasSuffix(".\($0)") }
                && parts.path.contains("workflows")
        },
        FormatGuide(
            format: .discord, words: "Discord",
            place: "the channel's settings, Integrations, Webhooks, Copy Webhook URL",
            example: "https://discord.com/api/webhooks/…/…"
        ) { parts in
            ["discord.com", "discordapp.com"].contains {
                parts.host == $0 || parts.host.hasSuffix(".\($0)")
            } && parts.path.starts(with: ["api", "webhooks"]) && parts.path.count >= 4
        },
        FormatGuide(
            format: .googlechat, words: "Google Chat",
            place: "the space's name, Apps & integrations, Webhooks",
            example: "https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…"
        ) { $0.host == "chat.googleapis.com" && $0.path.last == "messages" && $0.hasQuery },
        FormatGuide(
            format: .mattermost, words: "Mattermost",
            place: "Integrations, Incoming Webhooks", example: "https://SERVER/hooks/…"
        ) { $0.path.dropLast().last == "hooks" },
        FormatGuide(
            format: .ntfy, words: "ntfy, notifications on telephones",
            place: "the server and a topic that nobody guesses; subscribe to it on the telephone",
            example: "https://ntfy.sh/TOPIC"
        ) { $0.path.count == 1 },
        FormatGuide(
            format: .homeassistant, words: "Home Assistant, flat JSON for an automation",
            place: "an automation with a webhook trigger: the address and /api/webhook/ID",
            example: "https://SERVER/api/webhook/ID"
        ) { $0.path.suffix(3).starts(with: ["api", "webhook"]) },
        FormatGuide(
            format: .standard, words: "a program: JSON signed by Standard Webhooks",
            place: "whoever wrote the program knows", example: nil
        ) { _ in true },
        FormatGuide(
            format: .cloudevents, words: "a program: the same as a CloudEvent",
            place: "whoever wrote the program knows", example: nil
        ) { _ in true },
    ]

    /// A warning, as a sentence, about a URL that does not look like the format's; nil when it does.
    func oddity(of url: String) -> String? {
        guard let example, let parts = WebhookParts(url), !fits(parts) else { return nil }
        return "This does not look like a URL of \(format.rawValue), as in \(example)."
    }
}

/// The parts of a URL by which its service is recognised.
struct WebhookParts {
    let host: String
    let path: [String]
    let hasQuery: Bool

    init?(_ text: String) {
        guard let parts = URLComponents(string: text), let host = parts.host else { return nil }
        self.host = host.lowercased()
        path = parts.path.split(separator: "/").map(String.init)
        hasQuery = !(parts.query ?? "").isEmpty
    }

    /// Whether the path begins with `first` and has `count` parts.
    func starts(_ first: String, _ count: Int) -> Bool {
        path.first == first && path.count == count
    }
}
