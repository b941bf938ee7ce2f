import DoorstepAPI
import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

private let login = ["comptoir@shop.example": "Sésame ouvre-toi"]

@Suite(
    "Adding a mailbox, at a real mail server",
    .enabled(
        if: MailPeer.isAvailable,
        "needs a Python with aiosmtpd: see Tests/Peers/requirements.txt"),
    .timeLimit(.minutes(20)))
struct MailAddingTests {
    @Test(
        "tries it out by either way to TLS, then keeps the password in a file of its own",
        arguments: [("smtp", MailPeer.Manner.TLS.starttls), ("smtps", .implicit)])
    func adds(_ scheme: String, _ tls: MailPeer.Manner.TLS) async throws {
        let shop = try Shop()
        let peer = try await MailPeer(MailPeer.Manner(tls: tls, login: login))
        let talk = try await shop.add(try shop.wish(peer, scheme: scheme))

        let mails = try await peer.stop().compactMap(\.mail)
        #expect(mails.map(\.user) == ["comptoir@shop.example"])
        #expect(mails.first?.isSecure == true)
        #expect(mails.first?.recipients == ["anne@shop.example", "jean@shop.example"])
        #expect(talk.shown == ["Added anne to \(shop.path)."])
        #expect(talk.said.contains("Sending a test to \(scheme)://127.0.0.1:\(peer.port)\n"))
        #expect(talk.said.contains("The server accepted the mail."))
        #expect(!talk.said.contains("Sésame"))
        #expect(try shop.text(shop.credentials + "/anne-password") == "Sésame ouvre-toi\n")
        #expect(try shop.mode(shop.credentials + "/anne-password") == 0o600)
        #expect(
            try shop.text(shop.path) == ConfigurationFixture.plain + """

                [[destination]]
                name = "anne"
                format = "email"
                url = "\(scheme)://127.0.0.1:\(peer.port)"
                from = "Librairie d’Été <comptoir@shop.example>"
                to = ["anne@shop.example", "Jean <jean@shop.example>"]
                user = "comptoir@shop.example"
                passwordFile = "credentials/anne-password"
                send = ["day"]
                allowPrivateAddress = true
                caFile = "\(peer.certificate)"

                """)
        let (configuration, _) = try Configuration.load(path: shop.path, environment: [:])
        #expect(configuration.destinations.map(\.name) == ["anne"])
    }

    @Test(
        "a server's no is explained, and nothing is left behind",
        arguments: [
            (
                "MAIL", "530 5.7.0 log in first",
                "the sender: 530 5.7.0 log in first; it wants a login: set user and passwordFile",
                "most providers take no account password here, but an app password: "
                    + "make one in the account's settings, under security"
            ),
            (
                "MAIL", "553 5.7.1 not yours",
                "the sender: 553 5.7.1 not yours; check from: most servers accept only an address of the login’s own",
                "give an address that belongs to the login"
            ),
            (
                "RCPT jean@shop.example", "550 5.1.1 no such user",
                "the recipient jean@shop.example: 550 5.1.1 no such user; check to",
                "the mail was sent to nobody; correct that address, or leave it out"
            ),
            (
                "RCPT anne@shop.example", "450 4.2.0 greylisted",
                "the recipient anne@shop.example for now: 450 4.2.0 greylisted",
                "the server refuses mails for now: wait some minutes and try the same again"
            ),
            ("DATA", "554 5.6.0 spam", "the message: 554 5.6.0 spam", nil),
        ])
    func refused(_ command: String, _ answer: String, _ why: String, _ hint: String?) async throws {
        let shop = try Shop()
        let peer = try await MailPeer(
            MailPeer.Manner(tls: .implicit, answers: [command: [answer]]))
        #expect(
            try await shop.refusal(try shop.wish(peer, password: nil))
                == AdditionRefused(
                    "the test message did not arrive: the mail server refused \(why)", hint: hint))
    }

    @Test("a refused login is told of app passwords, and not the password")
    func badLogin() async throws {
        let shop = try Shop()
        let peer = try await MailPeer(MailPeer.Manner(tls: .implicit, login: login))
        let refused = try #require(
            try await shop.refusal(try shop.wish(peer, password: "hunter22")))
        #expect(refused.message.contains("the mail server refused the login: 535"))
        #expect(refused.hint?.contains("an app password") == true)
        #expect(!refused.lines(after: "").contains("hunter"))
    }

    @Test(
        "a server that speaks TLS another way, or not at all, names the ways that there are",
        arguments: [
            ("smtp", "the mail server offers no STARTTLS", "smtps://127.0.0.1:465"),
            ("smtps", "no secure connection: ", "smtp://127.0.0.1:587"),
        ])
    func otherTLS(_ scheme: String, _ message: String, _ way: String) async throws {
        let shop = try Shop()
        let peer = try await MailPeer()
        var wish = try shop.wish(peer, scheme: scheme)
        wish.caFile = nil
        let refused = try #require(try await shop.refusal(wish))
        #expect(refused.message.contains(message))
        #expect(
            refused.hint
                == "for the other kind of TLS give  \(way); for a relay of the shop's own without TLS give  "
                + "--allow-plain")
    }

    @Test("a certificate that nobody vouches for names the option that would")
    func certificate() async throws {
        let shop = try Shop()
        let peer = try await MailPeer(MailPeer.Manner(tls: .implicit))
        var wish = try shop.wish(peer)
        wish.caFile = nil
        #expect(try await shop.refusal(wish)?.hint?.contains("--ca-file FILE") == true)
    }

    @Test("a relay of the shop's own gets no login, and nothing is kept in a file")
    func relay() async throws {
        let shop = try Shop()
        let peer = try await MailPeer()
        var wish = try shop.wish("127.0.0.1:\(peer.port)", password: nil)
        wish.allowPlain = true
        wish.user = nil
        wish.usesCredentials = true
        let talk = try await shop.add(wish)
        #expect(try await peer.stop().compactMap(\.mail).count == 1)
        #expect(talk.said.contains("taken for smtp://127.0.0.1:\(peer.port)\n"))
        #expect(!talk.said.contains("Written") && !talk.said.contains("systemd"))
        let text = try shop.text(shop.path)
        #expect(text.contains("allowPlain = true\n") && !text.contains("user"))
        #expect(!FileManager.default.fileExists(atPath: shop.credentials))
    }

    @Test("a person is asked again what was refused, and never sees the password")
    func asked() async throws {
        let shop = try Shop()
        let peer = try await MailPeer(
            MailPeer.Manner(
                tls: .implicit, login: login,
                answers: ["RCPT jaen@shop.example": ["550 5.1.1 no such user"]]))
        var wish = DestinationWish(config: shop.path)
        wish.caFile = peer.certificate
        wish.allowPrivateAddress = true
        let talk = try await shop.add(
            wish,
            answers: [
                "anne", "1", "", "http://mail.example", "smtps://127.0.0.1:\(peer.port)",
                "the shop", "comptoir@shop.example", "anne@shop.example,jaen@shop.example", "", "",
                "hunter22", "", "Sésame ouvre-toi", "anne@shop.example, jean@shop.example",
            ])
        #expect(talk.unused.isEmpty)
        let questions = talk.said.split(separator: "\n").filter { $0.contains("Control-C") }
        #expect(
            questions == [
                "Another login, or Control-C to leave everything as it was.",
                "Other recipients, or Control-C to leave everything as it was.",
            ])
        #expect(talk.said.contains("  1  email          a mail, by your provider's mail server\n"))
        #expect(talk.said.contains("User (- for none) [comptoir@shop.example]:"))
        #expect(talk.said.contains("commas between) [anne@shop.example, jaen@shop.example]:"))
        #expect(talk.said.contains("\n  there is no password\n"))
        #expect(!talk.said.contains("hunter") && !talk.said.contains("Sésame"))
        let mails = try await peer.stop().compactMap(\.mail)
        #expect(mails.map(\.recipients) == [["anne@shop.example", "jean@shop.example"]])
        #expect(try shop.text(shop.credentials + "/anne-password") == "Sésame ouvre-toi\n")
    }
}
