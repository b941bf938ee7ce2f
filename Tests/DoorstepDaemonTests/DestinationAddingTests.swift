import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@testable import DoorstepDaemon

private func answering(_ status: Int, _ body: String) -> Listener.Manner {
    .answer("HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
}

@Suite("Adding a destination")
struct DestinationAddingTests {
    @Test("tries it out, then keeps the URL in a file of its own and names it at the end")
    func adds() async throws {
        let shop = try Shop("[log]\nlevel = \"info\"")
        try await withListener { receiver in
            var wish = try shop.wish("slack", at: "/services/T/B/hunter2", port: receiver.port)
            wish.send = [.day, .week]
            wish.language = .fr
            let talk = try await shop.add(wish)
            #expect(receiver.requests.count == 1)
            #expect(receiver.requests.first?.hasPrefix("POST /services/T/B/hunter2 ") == true)
            #expect(talk.shown == ["Added chat to \(shop.path)."])
            #expect(!talk.said.contains("hunter2"))
            #expect(
                try shop.text(shop.credentials + "/chat-url")
                    == "http://127.0.0.1:\(receiver.port)/services/T/B/hunter2\n")
        }
        #expect(try shop.mode(shop.credentials) == 0o700)
        #expect(try shop.mode(shop.credentials + "/chat-url") == 0o600)
        #expect(try shop.mode(shop.path) == 0o640)
        #expect(
            try shop.text(shop.path) == ConfigurationFixture.plain + """
                [log]
                level = "info"

                [[destination]]
                name = "chat"
                format = "slack"
                language = "fr"
                urlFile = "credentials/chat-url"
                send = ["day", "week"]
                allowHTTP = true
                allowPrivateAddress = true

                """)
        let (configuration, warnings) = try Configuration.load(path: shop.path, environment: [:])
        #expect(configuration.destinations.map(\.name) == ["chat"])
        #expect(warnings.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: shop.fixture.directory).sorted()
                == ["credentials", "doorstep.toml", "given.txt", "scripts"])
    }

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

    @Test(
        "what does not fit is refused by its name",
        arguments: [
            ("--name", "there is a destination manager already"),
            (
                "--format",
                "\"slak\" is no format: email, slack, teams, discord, googlechat, mattermost, ntfy, homeassistant, standard, cloudevents"
            ),
            ("template", "a destination of the format template needs more than is asked here"),
            ("--secret-file", "--secret-file does not go with slack, which checks no signature"),
        ])
    func unfit(_ what: String, _ message: String) async throws {
        let shop = try Shop(
            "[[destination]]\nname = \"manager\"\nformat = \"slack\"\nurl = \"https://a.example/h\"\n"
        )
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        switch what {
        case "--name": wish.name = "manager"
        case "--format": wish.format = "slak"
        case "template": wish.format = "template"
        default: wish.secretFile = "secret"
        }
        #expect(try await shop.refusal(wish)?.message == message)
    }

    @Test(
        "a file that is there is never overwritten",
        arguments: ["chat-url", "chat-secret", "chat-password"])
    func never(_ name: String) async throws {
        let shop = try Shop()
        try shop.fixture.write("older\n", to: "credentials/\(name)")
        let wish = try shop.wish("slack", url: "https://a.example/hook")
        #expect(
            try await shop.refusal(wish)?.message
                == "\(shop.credentials)/\(name) is there already, and nothing is overwritten")
    }

    @Test("a file that appears during the test is not overwritten either")
    func race() async throws {
        let shop = try Shop()
        var wish = try shop.wish("standard", url: "https://a.example/hook")
        wish.isTested = false
        let stanza = DestinationStanza(
            name: "chat", format: .standard,
            whereabouts: Whereabouts(
                lines: [],
                secrets: [
                    KeptSecret(key: .url, text: "https://a.example/hook"),
                    KeptSecret(key: .secret, text: "whsec_"),
                ]), usesCredentials: false, wish: wish, periods: [.day])
        try shop.fixture.write("older\n", to: "credentials/chat-secret")
        let before = try shop.state()
        #expect(throws: AdditionRefused.self) {
            try ConfigurationAddition(config: shop.path, stanza: stanza).write()
        }
        #expect(try shop.state() == before)
    }

    @Test("a configuration that the daemon could not read any more is left as it was")
    func unreadable() async throws {
        let shop = try Shop()
        // A table cannot be added to a list that is closed.
        try shop.fixture.write("destination = []\n" + ConfigurationFixture.plain, mode: 0o640)
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        wish.isTested = false
        let refused = try #require(try await shop.refusal(wish))
        #expect(
            refused.message.hasPrefix("with this destination \(shop.path) could not be read:\n"))
        #expect(!refused.message.contains(shop.path + "."))
    }

    @Test("a configuration that is wrong already is not added to")
    func wrong() throws {
        let shop = try Shop("[log]\nlevel = \"loud\"\n")
        #expect {
            _ = try DestinationAdding(
                DestinationWish(config: shop.path), dialogue: Talk([]).dialogue, environment: [:],
                readAll: { "" })
        } throws: {
            ($0 as? AdditionRefused)?.message.contains("log.level: found \"loud\"") == true
        }
    }

    @Test("the file that a link leads to is changed, and the link stays")
    func link() async throws {
        let shop = try Shop()
        let link = shop.fixture.directory + "/scripts/linked.toml"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "../doorstep.toml")
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        wish.config = link
        wish.isTested = false
        _ = try await shop.add(wish)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../doorstep.toml")
        #expect(try shop.text(shop.path).contains("urlFile = \"credentials/chat-url\""))
        #expect(try shop.mode(shop.credentials + "/chat-url") == 0o600)
    }

    @Test("systemd's credentials are named, with the lines for the courier's unit")
    func credentials() async throws {
        let shop = try Shop()
        var wish = try shop.wish("standard", url: "https://a.example/hook")
        wish.isTested = false
        wish.isPrinted = true
        wish.usesCredentials = true
        let before = try shop.text(shop.path)
        let talk = try await shop.add(wish)
        #expect(
            talk.shown == [
                """
                [[destination]]
                name = "chat"
                format = "standard"
                urlCredential = "chat-url"
                secretCredential = "chat-secret"
                send = ["day"]
                allowHTTP = true
                allowPrivateAddress = true
                """
            ])
        #expect(
            talk.said.hasSuffix(
                """
                For systemd to hand them out, first type  systemctl edit doorstep-courier  and add:

                [Service]
                LoadCredential=chat-url:\(shop.credentials)/chat-url
                LoadCredential=chat-secret:\(shop.credentials)/chat-secret

                then  systemctl restart doorstepd doorstep-courier

                """))
        #expect(try shop.text(shop.path) == before)
        let secret = try shop.text(shop.credentials + "/chat-secret")
        #expect(throws: Never.self) { try SigningSecret(secret) }
        #expect(!talk.said.contains("whsec_"))
    }

    @Test("nobody is asked where nobody is there: what is missing is named")
    func missing() async throws {
        let shop = try Shop()
        var wish = DestinationWish(config: shop.path)
        #expect(try await shop.refusal(wish)?.message == "--name is missing")
        wish.name = "chat"
        #expect(try await shop.refusal(wish)?.message == "--format is missing")
        wish.format = "slack"
        #expect(try await shop.refusal(wish)?.message == "--url-file or --url-stdin is missing")
    }

    @Test("a person is asked again until it fits, and never sees the URL")
    func asked() async throws {
        let shop = try Shop()
        let answers = [404, 200].map { status in
            "HTTP/1.1 \(status) x\r\nContent-Length: 10\r\n\r\nno_service"
        }
        try await withListener(.ipv4, .answers(answers)) { receiver in
            var wish = DestinationWish(config: shop.path)
            wish.allowHTTP = true
            wish.allowPrivateAddress = true
            let url = "http://127.0.0.1:\(receiver.port)/services/T/B/"
            let talk = try await shop.add(
                wish,
                answers: [
                    "two words", "chat", "99", "2", "day year", "week, day", "nonsense",
                    url + "hunter1", url + "hunter2",
                ])
            #expect(talk.unused.isEmpty)
            #expect(!talk.said.contains("hunter"))
            #expect(talk.said.contains("  2  slack          Slack\n"))
            #expect(talk.said.contains("Slack answered 404 no_service"))
            #expect(talk.said.contains("Another URL, or Control-C to leave everything as it was."))
            #expect(try shop.text(shop.credentials + "/chat-url") == url + "hunter2\n")
            #expect(try shop.text(shop.path).contains("send = [\"day\", \"week\"]"))
        }
    }

    @Test("a URL that would be seen while it is typed is not read")
    func pipe() async throws {
        let shop = try Shop()
        var wish = try shop.wish("slack", url: "")
        wish.urlComesIn = true
        wish.send = [.day]
        await #expect(throws: AdditionRefused.self) { _ = try await shop.add(wish, answers: []) }
        let refused = try await shop.refusal(wish)
        // In a pipe, it is: and an empty one is no URL.
        #expect(refused?.message.hasPrefix("the URL cannot be read") == true)
    }

    @Test("a secret that was made is shown once, signs the test, and is what is kept")
    func secret() async throws {
        let shop = try Shop()
        try await withListener { receiver in
            var wish = try shop.wish("standard", at: "/hook", port: receiver.port)
            wish.send = [.day]
            let talk = try await shop.add(wish, answers: ["", ""])
            let kept = try shop.text(shop.credentials + "/chat-secret")
            #expect(talk.said.contains("  \(kept)"))
            let request = try #require(receiver.requests.first)
            let head = request.prefix { $0 != "{" }.split(separator: "\r\n").dropFirst()
            let fields = head.map { line in
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                return (parts[0], parts[1].trimmingCharacters(in: .whitespaces))
            }
            let body = Array(request.drop { $0 != "{" }.utf8)
            #expect(throws: Never.self) {
                try StandardWebhooks.verify(
                    headers: fields, body: body, secrets: [SigningSecret(kept)],
                    now: Timestamp(Date()))
            }
        }
    }

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
