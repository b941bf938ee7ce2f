import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

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
        "what does not fit is refused by its name",
        arguments: [
            ("--name", "there is a destination manager already"),
            (
                "--format",
                "\"slak\" is no format: email, slack, teams, discord, googlechat, mattermost, ntfy, homeassistant, standard, cloudevents"
            ),
            ("template", "the format template needs settings that are not asked for here"),
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
                So that systemd passes these secrets on, first type  systemctl edit doorstep-courier  and add:

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
        let begun = Timestamp(Date())
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
            let stamp = fields.first { $0.0.lowercased() == "webhook-timestamp" }?.1
            let signed = Timestamp(seconds: try #require(stamp.flatMap { Int64($0) }))
            #expect(begun - .seconds(1) < signed && signed <= Timestamp(Date()))
            #expect(throws: Never.self) {
                // When it came: on a busy machine minutes may have passed since.
                try StandardWebhooks.verify(
                    headers: fields, body: body, secrets: [SigningSecret(kept)], now: signed)
            }
        }
    }
}
