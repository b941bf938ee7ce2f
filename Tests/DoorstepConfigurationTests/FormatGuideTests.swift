import DoorstepDelivery
import Testing

@testable import DoorstepConfiguration

@Suite struct FormatGuideTests {
    @Test(
        "a URL that looks like another tool's is remarked upon",
        arguments: [
            ("slack", "https://hooks.slack.com/services/T0/B0/abc", false),
            ("slack", "https://hooks.slack.com/triggers/T0/1/abc", true),
            ("slack", "https://discord.com/api/webhooks/1/abc", true),
            (
                "teams", "https://prod-1.westeurope.logic.azure.com:443/workflows/a/triggers/x",
                false
            ),
            ("teams", "https://a.webhook.office.com/webhookb2/abc", true),
            ("teams", "https://logic.azure.com.example/workflows/a", true),
            ("discord", "https://discord.com/api/webhooks/1/abc", false),
            ("discord", "https://ptb.discord.com/api/webhooks/1/abc", false),
            ("discord", "https://discord.com/channels/1/2", true),
            ("googlechat", "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t", false),
            ("googlechat", "https://chat.googleapis.com/v1/spaces/A/messages", true),
            ("mattermost", "https://chat.example/team/hooks/abc", false),
            ("mattermost", "https://chat.example/abc", true),
            ("ntfy", "https://ntfy.sh/topic", false), ("ntfy", "https://ntfy.sh/", true),
            ("homeassistant", "https://ha.example/api/webhook/abc", false),
            ("homeassistant", "https://ha.example/webhook/abc", true),
            ("standard", "https://anything.example/", false),
        ])
    func oddity(_ format: String, _ url: String, _ isOdd: Bool) throws {
        let guide = try #require(FormatGuide.all.first { $0.format.rawValue == format })
        #expect((guide.oddity(of: url) != nil) == isOdd)
    }
}
