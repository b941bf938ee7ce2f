import DoorstepAPI
import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

private func answering(_ status: Int, _ body: String) -> Listener.Manner {
    .answer("HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
}

@Suite("Trying a destination out before it is added")
struct DestinationTrialTests {
    @Test(
        "a receiver's no is explained, and nothing is left behind",
        arguments: [
            (
                "slack", 404, "no_service",
                "Slack answered 404 no_service: the webhook was removed or switched off: make a new one "
                    + "and configure its URL",
                "api.slack.com/apps, your app, Incoming Webhooks, Add New Webhook"
            ),
            (
                "discord", 404, #"{"message": "Unknown Webhook", "code": 10015}"#,
                "Discord answered 404: the webhook was deleted; make a new one and configure its URL",
                "the channel's settings, Integrations, Webhooks, Copy Webhook URL"
            ),
            (
                "mattermost", 410, "", "410 Gone: the receiver wants no more messages",
                "Integrations, Incoming Webhooks"
            ),
        ])
    func revoked(
        _ format: String, _ status: Int, _ body: String, _ why: String, _ place: String
    ) async throws {
        let shop = try Shop()
        try await withListener(.ipv4, answering(status, body)) { receiver in
            let wish = try shop.wish(format, at: "/hook", port: receiver.port)
            #expect(
                try await shop.refusal(wish)
                    == AdditionRefused(
                        "the test message did not arrive: \(why)",
                        hint: "the URL is wrong, or its webhook was taken away; a new one: \(place)"
                    ))
        }
    }

    @Test("a receiver that refuses a signature may not have the secret yet")
    func unknownSecret() async throws {
        let shop = try Shop()
        try await withListener(.ipv4, answering(401, "")) { receiver in
            let wish = try shop.wish("standard", at: "/hook", port: receiver.port)
            #expect(
                try await shop.refusal(wish)?.hint
                    == "does the receiver have the secret? make one, give it the receiver, then  "
                    + "--secret-file FILE")
        }
    }

    @Test(
        "a URL that cannot do is refused with the reason, before anything is sent",
        arguments: [
            (
                "http://hooks.example/hook", false,
                "http sends the URL, which is a password, and the figures in clear text"
            ),
            ("ftp://hooks.example/hook", true, "ftp is not allowed"),
            (
                "hooks.example", true,
                "the URL cannot be read: it needs a scheme and a host, as in https://hooks.example/…"
            ),
            (
                "https://hooks.doorstep.invalid/hook", true,
                "the test message did not arrive: no address is known for hooks.doorstep.invalid: "
                    + "check its spelling and this machine's name server"
            ),
        ])
    func badURL(_ url: String, _ allowHTTP: Bool, _ message: String) async throws {
        let shop = try Shop()
        var wish = try shop.wish("slack", url: url)
        wish.allowHTTP = allowHTTP
        #expect(try await shop.refusal(wish)?.message == message)
    }

    @Test("an address of the shop's own network names the option that lets it be")
    func network() async throws {
        let shop = try Shop()
        try await withListener { receiver in
            var wish = try shop.wish("slack", at: "/hook", port: receiver.port)
            wish.allowPrivateAddress = false
            #expect(
                try await shop.refusal(wish)?.hint
                    == "if it is in the shop's own network:  --allow-private-address")
        }
    }

    @Test(
        "a certificate that nobody vouches for names the option that would",
        .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"))
    func certificate() async throws {
        let shop = try Shop()
        let receiver = try SecureListener(Certificate(.signedByItself))
        defer { receiver.stop() }
        let wish = try shop.wish("slack", url: "https://127.0.0.1:\(receiver.port)/hook")
        let refused = try #require(try await shop.refusal(wish))
        #expect(
            refused.message.hasPrefix("the test message did not arrive: no secure connection: "))
        #expect(
            refused.hint
                == "the receiver must show a certificate for its name; one of an authority of the shop's "
                + "own:  --ca-file FILE")
    }
}
