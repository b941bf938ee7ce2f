import DoorstepCore
import DoorstepWords

/// A mail with the digest as text and as HTML, between which a mail program chooses (RFC 5322, RFC 2046).
///
/// The whole mail is fixed from the start, heading included, so that every attempt sends the same bytes. It is ASCII
/// alone, so that it needs no extension of any server on its way.
package struct EmailMessage {
    let page: DigestPage
    let parties: MailParties
    let id: String
    let madeAt: Timestamp

    /// `id` is the delivery's.
    package init(_ digest: Digest, _ parties: MailParties, id: String, at madeAt: Timestamp) {
        page = .whole(digest)
        self.parties = parties
        self.id = id
        self.madeAt = madeAt
    }

    func message() -> Message {
        let text = heading.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + parts
        return Message(contentType: "message/rfc822", body: Array(text.utf8))
    }

    /// The mail in readable form: the important fields of the heading, and the text.
    package var legible: String {
        let from = parties.from.legible
        let to = parties.to.map(\.legible).joined(separator: ", ")
        return "From: \(from)\nTo: \(to)\nSubject: \(subject)\n\n\(text)"
    }

    /// The fields in their order. Text from outside is either an address that was checked, or encoded.
    private var heading: [(String, String)] {
        [
            ("Date", madeAt.forMail),
            ("From", parties.from.forMail),
            ("To", parties.to.map(\.forMail).joined(separator: ",\r\n ")),
            ("Subject", subject.forMailHeader),
            // Mail programs show only one of several mails with the same id.
            ("Message-ID", "<\(id.percentEncoded)@\(parties.from.domain)>"),
            // Keeps automatic replies, such as holiday notices, from being sent.
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Language", page.words.language.rawValue),
            ("Content-Type", "multipart/alternative; boundary=\"\(Self.boundary)\""),
        ]
    }

    /// Quoted-printable text cannot hold the boundary, because no `=` stands before a `_` there.
    private static let boundary = "=_doorstep"

    /// The text and then the HTML: mail programs prefer the last part.
    private var parts: String {
        [("plain", text), ("html", EmailPage.html(page))].map { type, text in
            """
            --\(Self.boundary)\r
            Content-Type: text/\(type); charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r
            \(text.quotedPrintable)\r\n
            """
        }.joined() + "--\(Self.boundary)--\r\n"
    }

    /// The title in one line, even if the shop's name holds line ends.
    private var subject: String {
        page.title.escapingScalars { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            default: nil
            }
        }
    }

    private var text: String {
        let paragraphs =
            page.sections.map { $0.lines(page.words).joined(separator: "\n") }
            + page.closing
        return paragraphs.joined(separator: "\n\n") + "\n"
    }
}

extension MailAddress {
    fileprivate var forMail: String {
        name.isEmpty ? address : "\(name.forMailPhrase) <\(address)>"
    }

    fileprivate var legible: String { name.isEmpty ? address : "\(name) <\(address)>" }
}

extension Timestamp {
    /// The date as RFC 5322 writes it, in UTC: `Sun, 22 Nov 2026 03:15:00 +0000`
    fileprivate var forMail: String {
        // `2026-11-22T03:15:00.000Z`
        let text = description
        guard let date = LocalDate(String(text.prefix(10))) else { return text }
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return
            "\(weekdays[date.weekday.index]), \(date.day) \(months[date.month - 1]) \(date.year) "
            + "\(text.dropFirst(11).prefix(8)) +0000"
    }
}
