import DoorstepCore
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("What receivers answer in a way of their own")
struct ReceiversTests {
    /// One attempt at a receiver that answers so.
    private static func recording(
        _ format: MessageFormat, _ status: Int, _ body: String
    ) async throws -> MemoryOutbox.Recording {
        let answer =
            "HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let bench = Bench(.fixture())
        try await withListener(.ipv4, .answer(answer)) { listener in
            try await bench.run(destination(format, listener)) { recordings in
                _ = await recordings.next()
            }
        }
        return try #require(bench.outbox.recordings.first)
    }

    private static func destination(
        _ format: MessageFormat, _ listener: Listener
    ) throws -> Destination {
        Destination(
            Correspondent(name: "manager", format: format),
            url: try WebhookURL("http://127.0.0.1:\(listener.port)/hook", allowHTTP: true),
            allowHTTP: true, allowPrivateAddress: true)
    }

    private static let second = DeliveryStep.retry(at: Bench.start + .seconds(5))

    @Test(
        "Slack's words become sentences that say what to do",
        arguments: [
            (
                400, "invalid_payload",
                "it could not read the message; please report this as a mistake"
            ),
            (
                403, "action_prohibited",
                "the workspace’s administrators forbid this: ask them to allow the webhook"
            ),
            (
                404, "channel_not_found",
                "the webhook’s channel was deleted: make a webhook for another channel"
            ),
            (
                404, "no_service",
                "the webhook was removed or switched off: make a new one and configure its URL"
            ),
        ])
    func slack(status: Int, word: String, meaning: String) async throws {
        let recording = try await Self.recording(.slack, status, word)
        #expect(recording.attempt.error == "Slack answered \(status) \(word): \(meaning)")
        #expect(recording.step == Self.second)
    }

    @Test(
        "an archived channel of Slack switches the destination off, and says why and how to go on")
    func archived() async throws {
        let recording = try await Self.recording(.slack, 410, "channel_is_archived")
        #expect(recording.step == .switchOff)
        #expect(
            recording.attempt.error
                == "Slack answered 410 channel_is_archived: the channel is archived: unarchive it, or make "
                + "a webhook for another channel; the destination is switched off until "
                + "`doorstep destination resume manager`")
    }

    @Test("a word of Slack's that is not known, or of another receiver, is an ordinary failure")
    func unknownWord() async throws {
        #expect(
            try await Self.recording(.slack, 400, "new_word").attempt.error
                == "the receiver answered 400")
        #expect(
            try await Self.recording(.mattermost, 404, "no_service").attempt.error
                == "the receiver answered 404")
    }

    @Test("an error inside a 200 of Teams is not delivered, and tried again")
    func teams() async throws {
        let body =
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error "
            + "429 with ContextId tcid=0"
        let recording = try await Self.recording(.teams, 200, body)
        #expect(
            recording.attempt.error
                == "Teams answered 200, but not delivered: HTTP error 429 inside")
        #expect(recording.attempt.status == 200)
        #expect(recording.step == Self.second)
        #expect(try await Self.recording(.teams, 200, "1").step == .delivered)
        #expect(try await Self.recording(.teams, 202, "").step == .delivered)
        // Others may speak of it as they like.
        #expect(try await Self.recording(.standard, 200, body).step == .delivered)
    }

    @Test(
        "Discord's own delay is obeyed, in fractions of a second too",
        arguments: [
            (
                #"{"message":"You are being rate limited.","retry_after":64.57,"global":false}"#,
                64_570
            ),
            (#"{"retry_after":120}"#, 120_000), (#"{"retry_after":0.3}"#, 5000),
            (#"{"retry_after":-1}"#, 5000), (#"{"retry_after":"soon"}"#, 5000),
            (#"{"retry_after":1e300}"#, 24 * 3_600_000), ("<html>", 5000), ("", 5000),
        ])
    func discord(body: String, milliseconds: Int) async throws {
        let recording = try await Self.recording(.discord, 429, body)
        #expect(recording.step == .retry(at: Bench.start + .milliseconds(milliseconds)))
    }

    @Test("Discord is asked to wait until it has the message")
    func waiting() throws {
        func url(_ text: String, _ format: MessageFormat = .discord) throws -> String {
            try Destination(Correspondent(name: "m", format: format), url: try WebhookURL(text))
                .request(for: .fixture(), attemptAt: Bench.start).url
        }
        let hook = "https://discord.com/api/webhooks/1/key"
        #expect(try url(hook) == hook + "?wait=true")
        #expect(try url(hook + "?thread_id=5") == hook + "?thread_id=5&wait=true")
        #expect(try url(hook + "?wait=true") == hook + "?wait=true")
        #expect(try url(hook, .slack) == hook)
    }

    @Test("a test of Home Assistant says that its 200 means little, a failed one does not")
    func homeAssistant() async throws {
        try await withListener { listener in
            let courier = Bench().courier(to: [try Self.destination(.homeassistant, listener)])
            let test = try #require(try await courier.test("manager"))
            #expect(test.isDelivered)
            #expect(
                test.note
                    == "accepted; Home Assistant answers 200 also to an unknown id, so look whether the "
                    + "automation ran")
        }
        try await withListener(.ipv4, .answer("HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n")) {
            listener in
            let courier = Bench().courier(to: [try Self.destination(.homeassistant, listener)])
            #expect(try #require(try await courier.test("manager")).note == nil)
            let slack = Bench().courier(to: [try Self.destination(.slack, listener)])
            #expect(try #require(try await slack.test("manager")).note == nil)
        }
    }

    @Test("a message's own headers go with it")
    func headers() async throws {
        try await withListener { listener in
            let courier = Bench().courier(to: [try Self.destination(.ntfy, listener)])
            _ = try await courier.test("manager")
            let request = SeenRequest(try #require(listener.requests.first))
            #expect(request.header("Title") == "Librairie des Halles")
            #expect(request.header("Tags") == "door")
            #expect(request.header("webhook-id") == nil)
        }
    }
}
