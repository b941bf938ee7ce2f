import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

/// The courier and a real mail server.
@Suite(
    "Mails",
    .enabled(
        if: MailPeer.isAvailable,
        "needs a Python with aiosmtpd: see Tests/Peers/requirements.txt"),
    .timeLimit(.minutes(20)))
struct MailDeliveryTests {
    private static let password = "Sésame+ouvre-toi"
    private static let login = ["comptoir": password]
    private static let second = DeliveryStep.retry(at: Bench.start + .seconds(5))

    /// One attempt at the mail of Saturday's summary; `also` is what else the server did.
    private static func recording(
        _ peer: MailPeer, _ destination: Destination
    ) async throws -> (recording: MemoryOutbox.Recording, also: [MailPeer.Event], log: String) {
        let bench = Bench(try .mail())
        try await bench.run(destination) { recordings in _ = await recordings.next() }
        let recording = try #require(bench.outbox.recordings.first)
        #expect(bench.outbox.recordings.count == 1)
        return (recording, try await peer.stop(), bench.log.lines.joined(separator: "\n"))
    }

    @Test(
        "arrive once, over TLS and after a login, by either way to TLS",
        arguments: [("smtp", MailPeer.Manner.TLS.starttls), ("smtps", .implicit)])
    func arrives(scheme: String, tls: MailPeer.Manner.TLS) async throws {
        let peer = try await MailPeer(MailPeer.Manner(tls: tls, login: Self.login))
        let (recording, events, _) = try await Self.recording(
            peer, try .fixture(peer, scheme: scheme, password: Self.password))

        #expect(recording.step == .delivered)
        #expect(recording.attempt.status == 250)
        #expect(recording.attempt.error == nil)
        #expect(recording.attempt.answer == "250 2.0.0 Ok: queued as 4F1A2")
        #expect(recording.attempt.address == "127.0.0.1")
        let mails = events.compactMap(\.mail)
        try #require(mails.count == 1)
        let mail = mails[0]
        #expect(mail.isSecure == true && mail.user == "comptoir")
        #expect(mail.greeting == "shop.example")
        #expect(mail.sender == "comptoir@shop.example")
        #expect(mail.recipients == ["anne@shop.example", "jean@shop.example"])
        #expect(mail.from == "Librairie d’Été <comptoir@shop.example>")
        #expect(mail.to == "Anne Petit <anne@shop.example>, jean@shop.example")
        #expect(mail.subject == "Librairie des Halles, samedi 21 novembre 2026")
        #expect(mail.id == "<msg_7@shop.example>")
        #expect(mail.date == "2026-11-22T03:15:00+00:00")
        #expect(mail.automatic == "auto-generated" && mail.language == "fr")
        #expect(mail.types == ["multipart/alternative", "text/plain", "text/html"])
        let headline = "60\u{a0}visiteurs, +20\u{a0}% par rapport à un samedi ordinaire"
        #expect(mail.text.hasPrefix(headline + "\n\n⚠ "))
        #expect(mail.htmlTexts.contains(headline))
        #expect(mail.isASCII && mail.longestLine <= 76 && mail.defects == [])
    }

    @Test("a refused login says so, and the password stands nowhere")
    func badLogin() async throws {
        let peer = try await MailPeer(MailPeer.Manner(tls: .starttls, login: Self.login))
        let (recording, events, log) = try await Self.recording(
            peer, try .fixture(peer, password: "wrong-password"))

        #expect(recording.step == .refuseLogin)
        #expect(recording.attempt.status == 535)
        #expect(
            recording.attempt.error
                == "the mail server refused the login: 535 5.7.8 Authentication credentials invalid; "
                + "check user and password (most providers want one made for programs, an app password)"
        )
        #expect(events.compactMap(\.mail).isEmpty && events.contains { $0.login != nil })
        let base64 = Data("wrong-password".utf8).base64EncodedString()
        for text in [log, "\(recording)"] {
            #expect(!text.contains("wrong-password") && !text.contains(base64))
        }
    }

    /// What providers have answered to others: nodemailer/nodemailer issue 1714, simonrob/email-oauth2-proxy issue 193,
    /// Gmail's help.
    @Test(
        "a refused login is told for what it is, with what to do, and is not tried with every message",
        arguments: [
            (
                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
                "Microsoft takes no password here: have the administrator allow authenticated SMTP"
            ),
            (
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
                "Microsoft takes no password here"
            ),
            (
                "550 5.7.30 Basic authentication is not supported for Client Submission.",
                "an app password does not help"
            ),
            (
                "534 5.7.9 Application-specific password required.",
                "make an app password in its settings"
            ),
            (
                "534 5.7.14 Please log in via your web browser and then try again.",
                "log in with a browser once"
            ),
            ("535 5.7.8 Username and Password not accepted.", "check user and password"),
            ("538 5.7.11 Encryption required for requested authentication mechanism", "check user"),
        ])
    func providers(reply: String, hint: String) throws {
        let answer = Self.reply(reply, .login)
        #expect(answer.isLoginRefused)
        let refusal = try #require(answer.mailRefusal)
        #expect(refusal.hasPrefix("the mail server refused the login: \(reply); "))
        #expect(refusal.contains(hint))
    }

    @Test(
        "a server that only asks for patience is tried again, at the login as at a recipient",
        arguments: [
            ("454 4.7.0 Temporary authentication failure", MailStep.login),
            ("421 4.7.0 Too many login attempts", .login),
            ("450 4.2.0 greylisted", .recipient("anne@shop.example")),
            ("530 5.7.0 Must issue a STARTTLS command first", .starttls),
            ("553 5.7.1 not yours", .sender),
        ])
    func patience(reply: String, step: MailStep) {
        #expect(!Self.reply(reply, step).isLoginRefused)
    }

    private static func reply(_ text: String, _ step: MailStep) -> TransferAnswer {
        TransferAnswer(
            status: Int(text.prefix(3)) ?? 0, headers: [], body: Array(text.utf8),
            isTruncated: false, retryAfter: nil, address: nil, elapsed: .zero, mailStep: step)
    }

    @Test(
        "a mail that was sent whole and got no reply may have arrived, and is not sent again within the hour"
    )
    func unanswered() async throws {
        let peer = try await MailPeer(MailPeer.Manner(tls: .starttls, hang: "DATA"))
        let courier = Bench().courier(to: [try .fixture(peer)], total: .seconds(15))
        let (attempt, step) = try #require(await courier.attempt(.mail()))
        #expect(attempt.mayHaveArrived && attempt.status == nil)
        #expect(step == .retry(at: Bench.start + .seconds(3600)))
        let early = try await MailPeer(MailPeer.Manner(tls: .starttls, hang: "MAIL"))
        let other = Bench().courier(to: [try .fixture(early)], total: .seconds(15))
        let (begun, next) = try #require(await other.attempt(.mail()))
        #expect(!begun.mayHaveArrived && next == Self.second)
    }

    @Test("a server that repeats the password is not repeated")
    func repeated() async throws {
        let peer = try await MailPeer(
            MailPeer.Manner(
                tls: .implicit, login: Self.login,
                answers: ["MAIL": ["550 nice try with \(Self.password.dropFirst(7))"]]))
        let (recording, _, _) = try await Self.recording(
            peer, try .fixture(peer, scheme: "smtps", password: Self.password))
        #expect(recording.attempt.error?.contains("nice try with ouvre-toi") == true)

        let other = try await MailPeer(
            MailPeer.Manner(
                tls: .implicit, login: ["comptoir": "open-sesame"],
                answers: ["MAIL": ["550 nice try with open-sesame"]]))
        let (redacted, _, log) = try await Self.recording(
            other, try .fixture(other, scheme: "smtps", password: "open-sesame"))
        #expect(redacted.attempt.error?.contains("550 nice try with …;") == true)
        #expect(redacted.attempt.answer == "550 nice try with …")
        #expect(!log.contains("open-sesame"))
    }

    @Test(
        "are refused with the server's words and what to do",
        arguments: [
            (
                "RCPT jean@shop.example", "550-5.1.1 no such user\r\n550 5.1.1 here", 550,
                "the mail server refused the recipient jean@shop.example: 550-5.1.1 no such user 5.1.1 here; "
                    + "check to"
            ),
            (
                "RCPT jean@shop.example", "450 4.2.0 greylisted", 450,
                "the mail server refused the recipient jean@shop.example for now: 450 4.2.0 greylisted"
            ),
            (
                "MAIL", "530 5.7.0 log in first", 530,
                "the mail server refused the sender: 530 5.7.0 log in first; it wants a login: set user "
                    + "and passwordFile"
            ),
            (
                "MAIL", "553 5.7.1 not yours", 553,
                "the mail server refused the sender: 553 5.7.1 not yours; check from: most servers accept only an address of the login’s own"
            ),
            (
                "DATA", "554 5.6.0 \u{1B}[31mspam", 554,
                "the mail server refused the message: 554 5.6.0 \u{FFFD}[31mspam"
            ),
            (
                "DATA", "410 this is no HTTP", 410,
                "the mail server refused the message for now: 410 this is no HTTP"
            ),
        ])
    func refused(command: String, answer: String, status: Int, sentence: String) async throws {
        let peer = try await MailPeer(
            MailPeer.Manner(tls: .implicit, answers: [command: [answer]]))
        let (recording, events, _) = try await Self.recording(
            peer, try .fixture(peer, scheme: "smtps"))

        #expect(recording.attempt.error == sentence)
        #expect(recording.attempt.status == status)
        #expect(recording.step == (status == 530 ? .refuseLogin : Self.second))
        // Not even those who were not refused.
        #expect(events.compactMap(\.mail).isEmpty)
    }

    @Test("without STARTTLS nothing is sent, least of all a password")
    func noSTARTTLS() async throws {
        let peer = try await MailPeer(MailPeer.Manner(login: Self.login))
        let (recording, events, _) = try await Self.recording(
            peer, try .fixture(peer, password: Self.password))

        #expect(
            recording.attempt.error
                == "no secure connection: the mail server offers no STARTTLS: use smtps:// if it speaks TLS "
                + "from the start, or set allowPlain = true if it is a relay of your own")
        #expect(recording.attempt.status == nil && recording.step == Self.second)
        #expect(events.isEmpty)
    }

    @Test("go without TLS to a relay where the destination allows it")
    func plain() async throws {
        let peer = try await MailPeer()
        let (recording, events, _) = try await Self.recording(
            peer, try .fixture(peer, allowPlain: true))
        #expect(recording.step == .delivered)
        #expect(events.compactMap(\.mail).map(\.isSecure) == [false])
    }

    @Test("go to nobody whose certificate is not believed", arguments: ["smtp", "smtps"])
    func certificate(scheme: String) async throws {
        let peer = try await MailPeer(
            MailPeer.Manner(tls: scheme == "smtp" ? .starttls : .implicit, login: Self.login))
        let (recording, events, _) = try await Self.recording(
            peer,
            try .fixture(peer, scheme: scheme, password: Self.password, trustsPeer: false))
        #expect(recording.attempt.error?.hasPrefix("no secure connection: SSL certificate") == true)
        #expect(recording.step == Self.second && events.isEmpty)
    }

    @Test("go to no private address unless the destination allows it")
    func privateAddress() async throws {
        try await withListener { listener in
            let server = try MailServer("smtp://127.0.0.1:\(listener.port)", allowPlain: true)
            let bench = Bench(try .mail())
            try await bench.run(
                Destination(
                    Subscription(name: "manager", format: .email, parties: try .fixture()),
                    by: .mail(server))
            ) { recordings in
                let error = try #require(await recordings.next()?.attempt.error)
                #expect(error.hasPrefix("127.0.0.1 is not a public address"))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test("that are not taken now are the same when they are")
    func later() async throws {
        let peer = try await MailPeer(
            MailPeer.Manner(tls: .starttls, answers: ["DATA": ["451 4.3.0 later", nil]]))
        let bench = Bench(try .mail())
        try await bench.run(try .fixture(peer)) { recordings in
            let first = try #require(await recordings.next())
            #expect(first.step == Self.second)
            #expect(
                first.attempt.error
                    == "the mail server refused the message for now: 451 4.3.0 later")
            await bench.clock.sleeper(for: .seconds(5))
            bench.clock.advance(by: .seconds(5))
            #expect(await recordings.next()?.step == .delivered)
        }
        #expect(try await peer.stop().compactMap(\.mail).map(\.id) == ["<msg_7@shop.example>"])
    }

    @Test("one destination that refuses holds up no other")
    func two() async throws {
        let deaf = try await MailPeer(
            MailPeer.Manner(tls: .starttls, answers: ["EHLO": ["554 no"]]))
        let peer = try await MailPeer(MailPeer.Manner(tls: .implicit))
        let bench = Bench(
            try .mail(id: "msg_1", to: "deaf"), try .mail(id: "msg_2", to: "manager"))
        try await bench.run(
            try .fixture(deaf, name: "deaf"), try .fixture(peer, scheme: "smtps")
        ) { recordings in
            for _ in 1...2 { _ = await recordings.next() }
        }
        let steps = Dictionary(
            uniqueKeysWithValues: bench.outbox.recordings.map { ($0.delivery.rawValue, $0.step) })
        #expect(steps == ["msg_1": Self.second, "msg_2": .delivered])
        #expect(
            bench.outbox.recordings.first { $0.delivery.rawValue == "msg_1" }?.attempt.error
                == "the mail server takes no mail from here: 554 no")
        #expect(try await peer.stop().compactMap(\.mail).map(\.id) == ["<msg_2@shop.example>"])
    }

    @Test("a test shows the mail as people read it")
    func test() async throws {
        let peer = try await MailPeer(MailPeer.Manner(tls: .starttls))
        let courier = Bench().courier(to: [try .fixture(peer)])
        let test = try #require(try await courier.test("manager"))
        #expect(test.isDelivered)
        #expect(
            test.text == """
                From: Librairie d’Été <comptoir@shop.example>
                To: Anne Petit <anne@shop.example>, jean@shop.example
                Subject: Librairie des Halles

                Essai\u{a0}: ce message est arrivé, les résumés de la boutique arriveront ici.

                """)
        let mail = try #require(try await peer.stop().compactMap(\.mail).first)
        #expect(test.text.hasSuffix(mail.text) && mail.id == "<msg_test_1@shop.example>")
    }
}
