import DoorstepCore
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepDelivery

/// Whatever a shop is called and however much there is to say: each receiver's documented limits, with room to spare
/// for none of them.
@Suite("Formats keep to their receivers' limits")
struct FormatLimitsTests {
    private static let seeds = Array(1...60 as ClosedRange<UInt64>)

    private static func messages(_ format: any PageFormat.Type) throws -> [(Digest, Message)] {
        try seeds.map { seed in
            let digest = Digest.worst(seed: seed, seed % 2 == 0 ? .fr : .en)
            return (digest, try format.message(digest))
        }
    }

    private static func object(_ message: Message) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
    }

    @Test("Slack: 50 blocks, 3,000 in a section, 150 in a header, and no bare < > &")
    func slack() throws {
        for (_, message) in try Self.messages(SlackMessage.self) {
            #expect(message.body.count <= 12_000)
            let object = try Self.object(message)
            let blocks = try #require(object["blocks"] as? [[String: Any]])
            #expect(blocks.count <= 50)
            var texts = [try #require(object["text"] as? String)]
            #expect(object["mrkdwn"] as? Bool == false)
            for block in blocks {
                let text = block["text"] as? [String: Any]
                let fields = block["fields"] as? [[String: Any]] ?? []
                let elements = block["elements"] as? [[String: Any]] ?? []
                #expect(fields.count <= 10 && elements.count <= 10)
                let one = text?["text"] as? String ?? ""
                #expect(one.utf16.count <= (block["type"] as? String == "header" ? 150 : 3000))
                let many = (fields + elements).compactMap { $0["text"] as? String }
                let most = fields.isEmpty ? 3000 : 2000
                #expect(many.allSatisfy { (1...most).contains($0.utf16.count) })
                // A block has one or the other.
                #expect(text == nil ? !many.isEmpty : !one.isEmpty && many.isEmpty)
                texts += [one] + many
            }
            for text in texts {
                #expect(!text.unicodeScalars.contains("<") && !text.unicodeScalars.contains(">"))
                let rest = ["&amp;", "&lt;", "&gt;"].reduce(text) { $0.replacing($1, with: "") }
                #expect(!rest.contains("&"))
            }
        }
    }

    @Test("Teams: 20,000 bytes, and text only where it is no Markdown")
    func teams() throws {
        for (_, message) in try Self.messages(TeamsMessage.self) {
            #expect(message.body.count <= 20_000)
            let attachments = try #require(
                try Self.object(message)["attachments"] as? [[String: Any]])
            #expect(attachments.count == 1 && attachments[0]["contentUrl"] is NSNull)
            let card = try #require(attachments[0]["content"] as? [String: Any])
            #expect(card["version"] as? String == "1.2")
            let types = try #require(card["body"] as? [[String: Any]]).map { $0["type"] as? String }
            #expect(types.allSatisfy { $0 == "RichTextBlock" || $0 == "FactSet" })
        }
    }

    @Test("Discord: 256, 4,096, 25 fields of 1,024, 6,000 in all, and nobody is mentioned")
    func discord() throws {
        for (_, message) in try Self.messages(DiscordMessage.self) {
            let object = try Self.object(message)
            let mentions = try #require(object["allowed_mentions"] as? [String: [String]])
            #expect(mentions == ["parse": []])
            let embed = try #require((object["embeds"] as? [[String: Any]])?.first)
            let title = embed["title"] as? String ?? ""
            let description = embed["description"] as? String ?? ""
            let footer = (embed["footer"] as? [String: Any])?["text"] as? String ?? ""
            let fields = try #require(embed["fields"] as? [[String: Any]])
            var all = [title, description, footer]
            #expect(title.utf16.count <= 256 && description.utf16.count <= 4096)
            #expect(footer.utf16.count <= 2048 && fields.count <= 25)
            for field in fields {
                let (name, value) = (field["name"] as? String, field["value"] as? String)
                #expect((name ?? "").utf16.count <= 256 && (value ?? "").utf16.count <= 1024)
                all += [name ?? "", value ?? ""]
            }
            #expect(all.reduce(0) { $0 + $1.utf16.count } <= 6000)
            try Self.expectEscaped(title)
        }
    }

    @Test("Mattermost: 16,383 characters")
    func mattermost() throws {
        for (_, message) in try Self.messages(MattermostMessage.self) {
            let text = try #require(try Self.object(message)["text"] as? String)
            #expect(text.utf16.count <= 16_383)
            try Self.expectEscaped(String(text.dropFirst(5).prefix { $0 != "\n" }))
        }
    }

    @Test("Google Chat: 32,000 bytes, and no mention")
    func googleChat() throws {
        for (_, message) in try Self.messages(GoogleChatMessage.self) {
            #expect(message.body.count <= 32_000)
            let text = try #require(try Self.object(message)["text"] as? String)
            #expect(!text.unicodeScalars.contains("<") && !text.unicodeScalars.contains(">"))
            // The title's, the headline's and the course's.
            #expect(text.unicodeScalars.count { $0 == "*" || $0 == "`" } <= 6)
        }
    }

    @Test("ntfy: 4,096 bytes; the title fits into a header, and is whole when it is short")
    func ntfy() throws {
        for (digest, message) in try Self.messages(NtfyMessage.self) {
            #expect(message.body.count <= 4096)
            #expect(message.headers.map(\.name) == ["Title", "Tags"])
            for header in message.headers {
                #expect(header.value.utf8.allSatisfy { (0x20...0x7e).contains($0) })
            }
            let title = try #require(message.headers.first).value
            #expect(
                title.split(separator: " ").allSatisfy { !$0.hasPrefix("=?") || $0.count <= 75 })
            #expect(Self.decoded(title) == digest.title.cut(to: 200) || title == digest.title)
        }
    }

    @Test(
        "what is cut is whole sections from the end, and it is said",
        arguments: [ScreenLanguage.fr, .en])
    func shortened(language: ScreenLanguage) throws {
        let long = String(repeating: "Une phrase. ", count: 200)
        let digest = Digest(
            language: language, title: "Halles", headline: "60 visiteurs", warnings: ["Attention."],
            figures: [], course: nil, moved: [long, long], suggestion: "Dire bonjour.",
            provenance: "Données")
        let words =
            language == .fr
            ? "… abrégé\u{a0}: la suite est dans le rapport"
            : "… shortened: the rest is in the report"
        let ntfy = try NtfyMessage.message(digest)
        #expect(
            String(decoding: ntfy.body, as: UTF8.self) == "60 visiteurs\n⚠ Attention.\n\(words)")
        let google = try GoogleChatMessage.message(digest)
        let text = try #require(try Self.object(google)["text"] as? String)
        #expect(text.contains(long) && text.hasSuffix("Données") && !text.contains(words))
        for format in [SlackMessage.self, DiscordMessage.self] as [any PageFormat.Type] {
            let text = String(decoding: try format.message(digest).body, as: UTF8.self)
            #expect(text.contains("Attention") && text.contains(words))
            #expect(!text.contains("Une phrase") && !text.contains("Données"))
        }
    }

    @Test("a month with hundreds of gaps in a shop with the longest name fits everywhere whole")
    func month() throws {
        let summary = try Summary.longest()
        #expect(summary.coverage.gaps.count > 500)
        for format in MessageFormat.allCases {
            guard let page = format.page else { continue }
            for language in ScreenLanguage.allCases {
                let digest = Digest(summary, language: language)
                let message = try page.message(digest)
                let text = String(decoding: message.body, as: UTF8.self)
                #expect(!text.contains(PageWords(language: language).shortened), "\(format)")
            }
        }
    }

    /// Each mark that could begin something has a backslash before it.
    private static func expectEscaped(_ text: String) throws {
        var isEscaped = false
        for scalar in text.unicodeScalars {
            let isMark = "`*_~[]()<>#|".unicodeScalars.contains(scalar)
            #expect(isEscaped || !isMark, "\(text)")
            isEscaped = scalar == "\\" && !isEscaped
        }
        #expect(!text.contains("@a") && !text.contains("@e") && !text.contains("https://"))
    }

    /// RFC 2047's encoded words, decoded by nothing of ours.
    private static func decoded(_ header: String) -> String {
        var bytes = Data()
        for word in header.split(separator: " ") {
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="),
                let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
            else { return "" }
            bytes += data
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
