import DoorstepCore
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepDelivery

@Suite("A mail")
struct EmailMessageTests {
    private static let madeAt = Timestamp(at: "2026-11-22T03:15:00Z")

    private static func mail(
        _ digest: Digest, _ parties: MailParties? = nil
    ) throws -> EmailMessage {
        EmailMessage(digest, try parties ?? .fixture(), id: "msg_7", at: madeAt)
    }

    private static func text(_ mail: EmailMessage) -> String {
        String(decoding: mail.message().body, as: UTF8.self)
    }

    @Test("is these bytes, and no others")
    func bytes() throws {
        let digest = Digest(
            language: .fr, title: "Librairie des Halles", headline: "60\u{a0}visiteurs",
            warnings: [], figures: [], course: nil, moved: ["Plus de monde."], suggestion: nil,
            provenance: "")
        let text = Self.text(try Self.mail(digest))
        #expect(try Self.mail(digest).message().contentType == "message/rfc822")
        let head = """
            Date: Sun, 22 Nov 2026 03:15:00 +0000
            From: =?UTF-8?B?TGlicmFpcmllIGTigJnDiXTDqQ==?= <comptoir@shop.example>
            To: "Anne Petit" <anne@shop.example>,
             jean@shop.example
            Subject: Librairie des Halles
            Message-ID: <msg_7@shop.example>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Language: fr
            Content-Type: multipart/alternative; boundary="=_doorstep"

            --=_doorstep
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            60=C2=A0visiteurs

            =E2=80=A2 Plus de monde.

            --=_doorstep
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <!DOCTYPE html>
            <html lang=3D"fr">

            """.replacing("\n", with: "\r\n")
        #expect(text.hasPrefix(head))
        #expect(text.hasSuffix("</html>\r\n\r\n--=_doorstep--\r\n"))
    }

    private static let digests = (1...60 as ClosedRange<UInt64>).map {
        Digest.worst(seed: $0, $0 % 2 == 0 ? .fr : .en)
    }

    @Test("is ASCII in lines of 76 at most, whatever there is to say")
    func lines() throws {
        for digest in Self.digests {
            let mail = try Self.mail(digest)
            let body = mail.message().body
            #expect(body.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0D || $0 == 0x0A })
            let lines = String(decoding: body, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.unicodeScalars.contains("\r") })
            #expect(!lines.contains { $0.unicodeScalars.contains("\n") })
            // One boundary before each part, and the last one.
            #expect(lines.count { $0.hasPrefix("--=_doorstep") } == 3)
        }
    }

    @Test(
        "is read by Python's email package as it was meant",
        .enabled(
            if: MailPeer.isAvailable,
            "needs a Python with aiosmtpd: see Tests/Peers/requirements.txt"))
    func python() async throws {
        let mails = try await MailPeer.read(Self.digests.map { try Self.mail($0).message().body })
        try #require(mails.count == Self.digests.count)
        for (digest, mail) in zip(Self.digests, mails) {
            #expect(mail.defects == [])
            #expect(mail.types == ["multipart/alternative", "text/plain", "text/html"])
            // By scalars: to characters a line that ends in a return is another one before a line feed.
            let page = DigestPage.whole(digest)
            let text = page.lines.map { $0.unicodeScalars }
            #expect(text.allSatisfy(mail.text.unicodeScalars.contains))
            let legible = try Self.mail(digest).legible.unicodeScalars
            #expect(
                legible.suffix(mail.text.unicodeScalars.count).elementsEqual(
                    mail.text.unicodeScalars))
            let subject = legible.split(separator: "\n")[2].dropFirst("Subject: ".count)
            #expect(mail.subject.unicodeScalars.elementsEqual(subject))
            let said =
                [digest.headline, digest.provenance] + digest.warnings + digest.moved
                + digest.figures.flatMap { [$0.name, $0.value] }
            let texts = mail.htmlTexts.joined().unicodeScalars
            #expect(said.allSatisfy { texts.contains($0.unicodeScalars) })
            let known: Set<String> = [
                "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "table", "tr",
                "th", "td", "strong", "br", "span", "ul", "li",
            ]
            #expect(Set(mail.htmlTags).isSubset(of: known), "\(mail.htmlTags)")
        }
    }

    @Test("has a heading that nothing said can add to")
    func injection() throws {
        let digest = Digest(
            language: .en, title: "x\r\nBcc: evil@evil.example\r\n\r\n<script>", sentence: "")
        let parties = try MailParties.fixture(
            from: "\"x\", =?UTF-8?Q?a?= \"b\\\" <a@shop.example>", to: ["y, z <b@shop.example>"])
        let head = Self.text(try Self.mail(digest, parties)).split(separator: "\r\n\r\n")[0]
        let lines = head.split(separator: "\r\n")
        #expect(lines.filter { !$0.hasPrefix(" ") }.count == 9)
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
        #expect(lines[2] == "To: \"y, z\" <b@shop.example>")
        #expect(lines[1].hasPrefix("From: =?UTF-8?B?") && lines[1].hasSuffix("<a@shop.example>"))
        #expect(throws: MailAddress.Invalid.badName) {
            try MailAddress("x\r\nBcc: evil@evil.example <a@shop.example>")
        }
    }

    @Test("asks for nothing from elsewhere, runs nothing, and sets no colour of text or ground")
    func html() {
        let html = EmailPage.html(.whole(Digest(.fixture(), language: .fr)))
        for word in ["http", "src=", "url(", "<style", "<script", "<link", "<img", " color:"] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("<html lang=\"fr\">"))
        #expect(html.contains("content=\"light dark\""))
        #expect(
            html.contains("<h2 style=\"margin: 0 0 8px; font-size: 16px\">Ce qui a changé</h2>"))
    }

    @Test("says the same in HTML as in text: a mark with an accent on it is escaped, too")
    func escaped() {
        let html = EmailPage.html(
            .whole(Digest(language: .en, title: "", sentence: "<\u{301}b \"\u{301} &\u{301} '")))
        #expect(html.contains("&lt;\u{301}b &quot;\u{301} &amp;\u{301} &#39;"))
    }

    @Test(
        "is written in quoted-printable",
        arguments: [
            ("", ""), ("a b", "a b"), ("a ", "a=20"), ("\ta\t", "=09a=09"), ("=", "=3D"),
            ("é", "=C3=A9"), ("a\nb", "a\r\nb"), ("a\r\nb", "a=0D\r\nb"), ("\0", "=00"),
            (String(repeating: "a", count: 76), String(repeating: "a", count: 76)),
            (
                String(repeating: "a", count: 77),
                String(repeating: "a", count: 75) + "=\r\naa"
            ),
            (
                String(repeating: "a", count: 74) + "é",
                String(repeating: "a", count: 74) + "=\r\n=C3=A9"
            ),
        ])
    func quotedPrintable(text: String, expected: String) {
        #expect(text.quotedPrintable == expected)
    }

    @Test(
        "goes to addresses that are some",
        arguments: [
            ("anne@shop.example", "anne@shop.example", ""),
            (" Anne Petit <anne@shop.example> ", "anne@shop.example", "Anne Petit"),
            ("\"Petit, Anne\" <a.b+c@s-h.example>", "a.b+c@s-h.example", "Petit, Anne"),
            ("<root@localhost>", "root@localhost", ""),
        ])
    func addresses(text: String, address: String, name: String) throws {
        let read = try MailAddress(text)
        #expect(read.address == address && read.name == name)
    }

    @Test(
        "goes to no address that is none",
        arguments: [
            "", "anne", "@shop.example", "anne@", "a b@shop.example", "a@b@c", "a@shop..example",
            ".a@shop.example", "a@-shop.example", "a@[127.0.0.1]", "a@shop.example\r\n.", "<a@b",
            "a@" + String(repeating: "b", count: 253),
        ])
    func noAddress(text: String) {
        #expect(throws: MailAddress.Invalid.noAddress) { try MailAddress(text) }
    }

    @Test("goes to no address with other letters than ASCII’s")
    func foreign() {
        #expect(throws: MailAddress.Invalid.notASCII) { try MailAddress("anne@été.example") }
    }
}
