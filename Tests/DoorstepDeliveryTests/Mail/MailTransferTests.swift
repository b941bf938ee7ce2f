import Foundation
import TestSupport
import Testing
import Transfer

/// What one transfer makes of servers that do not answer, and of requests that must not be made.
@Suite("The transfer of a mail")
struct MailTransferTests {
    private static func mail(
        _ port: Int, limits: TransferLimits = TransferLimits()
    ) -> TransferMail {
        TransferMail(
            server: "smtp://127.0.0.1:\(port)", sender: "a@shop.example",
            recipients: ["b@shop.example"], message: Array("Subject: x\r\n\r\n.\r\n..\r\n".utf8),
            allowPlain: true, allowPrivateAddress: true, limits: limits)
    }

    private static let peer: Comment =
        "needs a Python with aiosmtpd: see Tests/Peers/requirements.txt"

    @Test("is given up in time when the server says nothing more", .timeLimit(.minutes(20)))
    func silent() async throws {
        try await withListener(.ipv4, .hang("")) { listener in
            let limits = TransferLimits(total: .seconds(1), lowSpeed: nil)
            await #expect(throws: TransferError.timedOut) {
                try await Transfer.send(Self.mail(listener.port, limits: limits))
            }
        }
    }

    @Test(
        "is given up in time in the middle, too", .enabled(if: MailPeer.isAvailable, peer),
        .timeLimit(.minutes(20)), arguments: ["EHLO", "RCPT b@shop.example", "DATA"])
    func hanging(command: String) async throws {
        let peer = try await MailPeer(MailPeer.Manner(hang: command))
        let limits = TransferLimits(total: .seconds(15), lowSpeed: nil)
        await #expect(throws: TransferError.timedOut) {
            try await Transfer.send(Self.mail(peer.port, limits: limits))
        }
        #expect(try await peer.stop().contains { $0.hanging == true })
    }

    @Test(
        "ends when nobody wants it any more", .enabled(if: MailPeer.isAvailable, peer),
        .timeLimit(.minutes(20)))
    func cancelled() async throws {
        let peer = try await MailPeer(MailPeer.Manner(hang: "DATA"))
        let mail = Self.mail(peer.port, limits: TransferLimits(total: nil, lowSpeed: nil))
        let task = Task { try await Transfer.send(mail) }
        #expect(try await peer.event()?.hanging == true)
        task.cancel()
        await #expect(throws: TransferError.cancelled) { try await task.value }
    }

    @Test(
        "waits for nobody's goodbye once the mail is taken",
        .enabled(if: MailPeer.isAvailable, peer), .timeLimit(.minutes(20)))
    func goodbye() async throws {
        let peer = try await MailPeer(MailPeer.Manner(hang: "QUIT"))
        // With no limit of ours libcurl would wait for two minutes.
        let limits = TransferLimits(total: nil, lowSpeed: nil)
        let answer = try await Transfer.send(Self.mail(peer.port, limits: limits))
        #expect(answer.status == 250 && answer.mailStep == .message)
        #expect(String(decoding: answer.body, as: UTF8.self) == "250 2.0.0 Ok: queued as 4F1A2")
        // Lines of dots are lines of dots.
        #expect(try await peer.stop().compactMap(\.mail).map(\.text) == [".\n..\n"])
    }

    @Test(
        "of what could be more than one mail, or go in clear text, does not begin",
        arguments: [
            ("sender", "the sender's address holds a line break or another character"),
            ("recipient", "a recipient's address holds a line break or another character"),
            ("nobody", "a recipient's address holds a line break or another character"),
            ("login", "a password without TLS is not allowed"),
            ("zero", "the user name or the password holds a line break"),
            ("scheme", "http is not allowed"), ("path", "a path in a mail server's URL"),
            ("user", "a user name in a URL is not allowed"),
        ])
    func refused(what: String, sentence: String) async throws {
        try await withListener { listener in
            var mail = Self.mail(listener.port)
            switch what {
            case "sender": mail.sender = "a@shop.example>\r\nRCPT TO:<x@evil.example"
            case "recipient": mail.recipients.append("b@shop.example\r\nDATA")
            case "nobody": mail.recipients = []
            case "login": mail.login = MailLogin(user: "a", password: "b")
            case "zero":
                mail.allowPlain = false
                mail.login = MailLogin(user: "a", password: "b\0")
            case "scheme": mail.server = "http://127.0.0.1:\(listener.port)"
            case "path": mail.server += "/me"
            default: mail.server = "smtp://me:too@127.0.0.1:\(listener.port)"
            }
            let error = await #expect(throws: TransferError.self) { try await Transfer.send(mail) }
            #expect(error?.message.hasPrefix(sentence) == true, "\(String(describing: error))")
            try #expect(listener.connections() == 0)
        }
    }
}
