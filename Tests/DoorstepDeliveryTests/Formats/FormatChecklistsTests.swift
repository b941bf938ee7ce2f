import DoorstepCore
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepDelivery

/// Receivers that publish no schema: what their documentation asks for, and where it says so. Each line is checked by
/// the test of that receiver: forms on ordinary messages and on those that are hardest to make, advice on sizes on
/// ordinary ones.
///
/// Mattermost
/// - JSON, and said to be: <https://developers.mattermost.com/integrate/webhooks/incoming/>, "Use an incoming webhook"
/// - `text` is there and not empty: the same page, "Parameters"
/// - at most 16,383 characters: `PostMessageMaxRunesV2`,
///   <https://github.com/mattermost/mattermost/blob/master/server/public/model/post.go>
///
/// ntfy
/// - at most 4,096 bytes: <https://docs.ntfy.sh/publish/#limitations>
/// - a field outside ASCII is written as RFC 2047 has it: <https://docs.ntfy.sh/publish/#list-of-all-parameters>
/// - an encoded word has at most 75 characters: <https://www.rfc-editor.org/rfc/rfc2047#section-2>
/// - tags stand between commas; `door` and `warning` are pictures: <https://docs.ntfy.sh/emojis/>
///
/// Home Assistant
/// - `json` is in the media type, or the body is read as a form:
///   <https://github.com/home-assistant/core/blob/dev/homeassistant/components/webhook/trigger.py>
/// - an object, of which templates read members: <https://www.home-assistant.io/docs/automation/templating/#webhook>
/// - at most 16 MiB: `MAX_CLIENT_SIZE`,
///   <https://github.com/home-assistant/core/blob/dev/homeassistant/components/http/server.py>
///
/// Standard Webhooks, <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
/// - `type` is made of names of letters, digits and low lines with full stops between them: "Event types"
/// - `timestamp` is ISO 8601, `data` is an object, and both are there: "Payload structure"
/// - usually below 20 kB: "Payload size"
///
/// CloudEvents
/// - everybody on the way takes 64 KiB:
///   <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#size-limits>
///
/// A template of the shop's own
/// - the receiver is unknown: JSON is JSON whatever the names are, and the media type is the one configured
@Suite("Formats keep to their receivers' documentation")
struct FormatChecklistsTests {
    private static let shop = "Librairie des Halles"

    private static func messages(
        _ format: MessageFormat, template: MessageTemplate? = nil
    ) throws -> [Message] {
        let digests = (1...60 as ClosedRange<UInt64>).map {
            Digest.worst(seed: $0, $0 % 2 == 0 ? .fr : .en)
        }
        let destinations = try ScreenLanguage.allCases.map {
            try Subscription.fixture(format, $0, template: template)
        }
        let summaries: [Summary] = try [.fixture(), .shut(), .longest()]
        let named = digests.map { Summary.fixture(shop: .fixture(name: $0.title)) }
        return try destinations.flatMap { destination in
            try (summaries + named).map { try destination.message(of: $0, id: "msg_1") } + [
                destination.testMessage(
                    shop: shop, id: "msg_1", at: Timestamp(at: "2026-11-22T03:15:00Z"))
            ]
        } + digests.compactMap { try format.page?.message($0) }
    }

    private static func object(_ message: Message) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
    }

    @Test("Mattermost")
    func mattermost() throws {
        for message in try Self.messages(.mattermost) {
            #expect(message.contentType == "application/json")
            let object = try Self.object(message)
            #expect(Array(object.keys) == ["text"])
            let text = try #require(object["text"] as? String)
            #expect((1...16_383).contains(text.unicodeScalars.count))
        }
    }

    @Test("ntfy")
    func ntfy() throws {
        for message in try Self.messages(.ntfy) {
            #expect(message.contentType == "text/plain; charset=utf-8")
            #expect((1...4096).contains(message.body.count))
            #expect(message.headers.map(\.name) == ["Title", "Tags"])
            for header in message.headers {
                #expect(header.value.utf8.allSatisfy { (0x20...0x7e).contains($0) })
                let words = header.value.split(separator: " ").filter { $0.hasPrefix("=?") }
                #expect(words.allSatisfy { $0.hasSuffix("?=") && $0.count <= 75 })
            }
            let tags = try #require(message.headers.last).value.split(separator: ",")
            #expect(Set(tags).isSubset(of: ["door", "warning"]) && !tags.isEmpty)
        }
    }

    @Test("Home Assistant")
    func homeAssistant() throws {
        for message in try Self.messages(.homeassistant) {
            #expect(message.contentType.contains("json"))
            let object = try Self.object(message)
            #expect(object["title"] is String && object["message"] is String)
            #expect(message.body.count <= 16 << 20)
        }
    }

    @Test("Standard Webhooks")
    func standard() throws {
        let name = /[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*/
        for message in try Self.messages(.standard) {
            #expect(message.contentType == "application/json")
            let object = try Self.object(message)
            #expect(try #require(object["type"] as? String).wholeMatch(of: name) != nil)
            #expect(Timestamp(try #require(object["timestamp"] as? String)) != nil)
            #expect(object["data"] is [String: Any])
        }
        #expect(try Self.ordinarySizes(.standard).allSatisfy { $0 < 20_000 })
    }

    @Test("CloudEvents")
    func cloudEvents() throws {
        #expect(try Self.ordinarySizes(.cloudevents).allSatisfy { $0 < 64 << 10 })
    }

    /// Of a day, and of a month in which a door fell silent once a day.
    private static func ordinarySizes(_ format: MessageFormat) throws -> [Int] {
        try [Summary.fixture(), .longest(gapsADay: 1)].map {
            try Subscription.fixture(format).message(of: $0, id: "msg_1").body.count
        }
    }

    @Test("a template of the shop's own")
    func template() throws {
        let template = try MessageTemplate(
            #"{"text": "{{title}}", "lines": "{{text}}", "visitors": {{visitors}}}"#,
            contentType: "application/json; charset=utf-8")
        for message in try Self.messages(.template, template: template) {
            #expect(message.contentType == "application/json; charset=utf-8")
            let object = try Self.object(message)
            #expect(object["text"] is String && object["lines"] is String)
            #expect(object["visitors"] is Int || object["visitors"] is NSNull)
        }
    }
}
