import DoorstepAPI
import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

@Suite("What is asked about a mailbox")
struct MailQuestionsTests {
    @Test(
        "a host alone is taken for TLS from the start, and said to be",
        arguments: [
            (
                "mail.example", false, "smtps://mail.example:465",
                "taken for smtps://mail.example:465"
            ),
            ("relay.example", true, "smtp://relay.example:25", "taken for smtp://relay.example:25"),
            ("smtp://mail.example", false, "smtp://mail.example:587", nil),
            (
                "mail.example:587", false, "smtps://mail.example:587",
                "taken for smtps://mail.example:587; port 587 usually takes STARTTLS: write smtp://, not smtps://"
            ),
        ])
    func host(_ text: String, _ allowPlain: Bool, _ server: String, _ remark: String?) throws {
        let answer = try MailServerAnswer(text, allowPlain: allowPlain)
        #expect(answer.server.description == server)
        #expect(answer.remark == remark.map { "  " + $0 })
    }

    @Test(
        "what does not fit is refused before anything is sent",
        arguments: [
            ("server", "\"https://a.example\" will not do: https:// leads to no mail server"),
            ("plain", "--allow-plain does not go with smtps://mail.example:465, which speaks TLS"),
            ("relay", "a password is never sent without TLS"),
            (
                "from",
                "\"shop\" will not do: wanted is an address like \"anne@shop.example\" or "
                    + "\"Anne <anne@shop.example>\""
            ),
            ("to", "a recipient is there twice"),
            ("many", "21 recipients will not do: 1 to 20 fit"),
            ("user", "there is a password, and no user"), ("lines", "there is more than one line"),
            ("nothing", "there is no password"),
            (
                "host",
                "the test message did not arrive: no address is known for mail.doorstep.invalid"
            ),
            ("--url-file", "--url-file does not go with email"),
            ("--url-stdin", "--url-stdin does not go with email"),
            ("--secret-file", "--secret-file does not go with email, which has no signature"),
            ("--allow-http", "--allow-http does not go with email"),
        ])
    func unfit(_ what: String, _ message: String) async throws {
        let shop = try Shop()
        var wish = try shop.wish(
            "smtps://mail.example",
            password: what == "lines" ? "one\ntwo" : what == "nothing" ? "" : "one")
        // A name under which there is no server, should it come to a test.
        if what == "host" { wish.mailServer = "smtps://mail.doorstep.invalid" }
        switch what {
        case "server": wish.mailServer = "https://a.example"
        case "plain": wish.allowPlain = true
        case "relay":
            wish.mailServer = "smtp://relay.example"
            wish.allowPlain = true
        case "from": wish.from = "shop"
        case "to": wish.to = ["anne@shop.example", "Anne <ANNE@shop.example>"]
        case "many": wish.to = (0..<21).map { "a\($0)@shop.example" }
        case "user": wish.user = ""
        case "--url-file": wish.urlFile = "url"
        case "--url-stdin": wish.urlComesIn = true
        case "--secret-file": wish.secretFile = "secret"
        case "--allow-http": wish.allowHTTP = true
        default: break
        }
        let found = try await shop.refusal(wish)?.message
        #expect(what == "host" ? found?.hasPrefix(message) == true : found == message)
    }

    @Test(
        "an option of a mail does not go with a webhook",
        arguments: [
            "--mail-server", "--from", "--to", "--user", "--password-file", "--password-stdin",
            "--allow-plain",
        ])
    func stranger(_ option: String) async throws {
        let shop = try Shop()
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        wish.isTested = false
        switch option {
        case "--mail-server": wish.mailServer = "mail.example"
        case "--from": wish.from = "a@shop.example"
        case "--to": wish.to = ["a@shop.example"]
        case "--user": wish.user = "a"
        case "--password-file": wish.passwordFile = "password"
        case "--password-stdin": wish.passwordComesIn = true
        default: wish.allowPlain = true
        }
        #expect(
            try await shop.refusal(wish)
                == AdditionRefused(
                    "\(option) does not go with slack", hint: "it belongs to  --format email"))
    }

    @Test("nobody is asked where nobody is there: what is missing is named")
    func missing() async throws {
        let shop = try Shop()
        var wish = DestinationWish(config: shop.path)
        wish.name = "anne"
        wish.format = "email"
        #expect(try await shop.refusal(wish)?.message == "--mail-server is missing")
        wish.mailServer = "mail.example"
        #expect(try await shop.refusal(wish)?.message == "--from is missing")
        wish.from = "comptoir@shop.example"
        #expect(try await shop.refusal(wish)?.message == "--to is missing")
        wish.to = ["anne@shop.example"]
        #expect(
            try await shop.refusal(wish)?.message
                == "--password-file or --password-stdin (or --user \"\" for no login) is missing")
    }

    @Test("systemd's credentials are named, and names of all kinds are written as they are")
    func credentials() async throws {
        let shop = try Shop()
        var wish = try shop.wish("smtp://mail.example")
        wish.from = "La \"Bonne\" \\ 👩‍🌾 <comptoir@shop.example>"
        wish.isTested = false
        wish.usesCredentials = true
        let talk = try await shop.add(wish)
        #expect(
            talk.said.contains("LoadCredential=anne-password:\(shop.credentials)/anne-password"))
        let text = try shop.text(shop.path)
        #expect(text.contains("passwordCredential = \"anne-password\"\n"))
        let (configuration, _) = try Configuration.load(
            path: shop.path, environment: ["CREDENTIALS_DIRECTORY": shop.credentials])
        let parties = configuration.destinations.first?.subscription.parties
        #expect(parties?.from.name == "La \"Bonne\" \\ 👩‍🌾")
        #expect(parties?.to.map(\.address) == ["anne@shop.example", "jean@shop.example"])
    }
}
