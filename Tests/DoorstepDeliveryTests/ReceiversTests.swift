import Dispatch
import DoorstepCore
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("What receivers answer in a way of their own")
struct ReceiversTests {
    /// One attempt at a receiver that answers so. `head` has further lines, each with its end.
    private static func recording(
        _ format: MessageFormat, _ status: Int, _ body: String, head: String = "",
        path: String = "/hook"
    ) async throws -> MemoryOutbox.Recording {
        let answer =
            "HTTP/1.1 \(status) x\r\n\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let bench = Bench(.fixture())
        try await withListener(.ipv4, .answer(answer)) { listener in
            try await bench.run(destination(format, listener, path: path)) { recordings in
                _ = await recordings.next()
            }
        }
        return try #require(bench.outbox.recordings.first)
    }

    private static func destination(
        _ format: MessageFormat, _ listener: Listener, path: String = "/hook"
    ) throws -> Destination {
        Destination(
            Subscription(name: "manager", format: format),
            url: try WebhookURL("http://127.0.0.1:\(listener.port)\(path)", allowHTTP: true),
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
                == "Teams answered 200, but did not deliver the message: HTTP error 429 inside")
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

    /// Discord's documentation has seconds from version 8 on (discord/discord-api-docs, issue 2360).
    @Test(
        "a wait of Discord's that is told in milliseconds, as its own URLs have it, is not a thousand times too long",
        .bug(
            "https://github.com/discord/discord-api-docs/issues/2360",
            "Retry-After of webhooks is in milliseconds"),
        arguments: [
            // As copied from the channel's settings; head and body in milliseconds.
            ("/api/webhooks/1/key", "Retry-After: 43323\r\n", #"{"retry_after":43323}"#, 43_323),
            ("/api/v7/webhooks/1/key", "", #"{"retry_after":43323}"#, 43_323),
            ("/api/v6/webhooks/1/key?thread_id=2", "Retry-After: 60000\r\n", "{}", 60_000),
            // Fractions are seconds wherever they stand.
            ("/api/webhooks/1/key", "", #"{"retry_after":64.57}"#, 64_570),
            ("/api/v10/webhooks/1/key", "Retry-After: 65\r\n", #"{"retry_after":64.57}"#, 65_000),
            ("/api/v8/webhooks/1/key", "", #"{"retry_after":120}"#, 120_000),
            // A firewall before it answers in its own words, and in seconds as all of the web.
            ("/api/webhooks/1/key", "Retry-After: 90\r\n", "error code: 1015", 90_000),
        ])
    func milliseconds(path: String, head: String, body: String, wait: Int) async throws {
        let recording = try await Self.recording(.discord, 429, body, head: head, path: path)
        #expect(recording.step == .retry(at: Bench.start + .milliseconds(wait)))
    }

    private static let wifiPage =
        "\u{FEFF}\r\n <!DOCTYPE html><html><title>Guest Wi-Fi</title></html>"
    private static let pageless: [MessageFormat] = [
        .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .homeassistant,
    ]

    @Test(
        "the login page of a café's Wi-Fi is no delivery: nobody was asked, and it is tried again when the way is free",
        arguments: pageless)
    func portal(format: MessageFormat) async throws {
        let recording = try await Self.recording(
            format, 200, Self.wifiPage, head: "Content-Type: text/html\r\n")
        #expect(recording.step == .waitForNetwork(until: Bench.start + .seconds(600)))
        #expect(recording.attempt.status == 200)
        #expect(
            recording.attempt.error
                == "the answer 200 is a web page, which \(format.rawValue) never sends: a login page of this network, or a wrong URL"
        )
    }

    @Test(
        "while others answer, a web page in a receiver's place is a wrong URL, and is given up in time"
    )
    func wrongURL() async throws {
        let bench = Bench(.fixture(id: "msg_1", to: "there"), .fixture(id: "msg_2"))
        let page =
            "HTTP/1.1 200 OK\r\nContent-Length: \(Self.wifiPage.utf8.count)\r\n\r\n\(Self.wifiPage)"
        let heard = DispatchSemaphore(value: 0)
        try await withListener { there in
            let manner = Listener.Manner.chosen { _, _ in
                heard.wait()
                return .answer(page)
            }
            try await withListener(.ipv4, manner) { listener in
                try await bench.run(
                    .fixture(there, name: "there"), Self.destination(.mattermost, listener)
                ) { recordings in
                    #expect(await recordings.next()?.step == .delivered)
                    heard.signal()
                    #expect(await recordings.next()?.step == Self.second)
                }
            }
        }
    }

    @Test(
        "what each receiver is known to answer is a delivery",
        arguments: [
            (MessageFormat.slack, 200, "ok"), (.teams, 202, ""), (.teams, 200, "1"),
            (.discord, 200, #"{"id":"1"}"#), (.discord, 204, ""), (.mattermost, 200, "ok"),
            (.googlechat, 200, #"{"name":"spaces/1"}"#), (.ntfy, 200, #"{"id":"x"}"#),
            (.homeassistant, 200, ""),
            // Of these nobody knows what they answer.
            (.standard, 200, wifiPage), (.cloudevents, 200, wifiPage),
        ])
    func known(format: MessageFormat, status: Int, body: String) async throws {
        // Slack calls its “ok” a page.
        let recording = try await Self.recording(
            format, status, body, head: "Content-Type: text/html\r\n")
        #expect(recording.step == .delivered)
        #expect(recording.attempt.error == nil && !recording.attempt.mayHaveArrived)
    }

    /// Whatever becomes of a message that was sent whole.
    private static let unanswered: [Fault] = [
        .silent, .silentInHead, .closesUnanswered, .closesInHead, .resetAfterRequest, .resetInHead,
    ]

    @Test(
        "a message that was sent whole and got no answer may have arrived, and a chat is not told again within the hour",
        arguments: unanswered,
        [MessageFormat.slack, .ntfy, .homeassistant, .standard, .cloudevents])
    func mayHaveArrived(fault: Fault, format: MessageFormat) async throws {
        try await withListener(.ipv4, fault.manner) { listener in
            let courier = Bench().courier(
                to: [try Self.destination(format, listener)],
                total: fault.takesForEver ? .seconds(15) : nil)
            let (attempt, step) = try #require(
                await courier.attempt(.fixture()))
            #expect(attempt.mayHaveArrived && attempt.status == nil)
            // A program knows a message that it has had by its id.
            let isKnown = [.standard, .cloudevents].contains(format)
            #expect(step == .retry(at: Bench.start + .seconds(isKnown ? 5 : 3600)))
        }
    }

    @Test(
        "what a gateway says in a chat's place, when that did not answer in time, is no answer",
        arguments: [504, 524])
    func gateway(status: Int) async throws {
        let recording = try await Self.recording(.slack, status, "")
        #expect(recording.attempt.mayHaveArrived)
        #expect(recording.step == .retry(at: Bench.start + .seconds(3600)))
        let refused = try await Self.recording(.slack, 503, "")
        #expect(!refused.attempt.mayHaveArrived && refused.step == Self.second)
    }

    @Test("where nobody was reached, or what answers does not speak HTTP, nothing can have arrived")
    func cannotHaveArrived() async throws {
        try await withListener(.ipv4, Fault.garbage.manner) { listener in
            let courier = Bench().courier(to: [try Self.destination(.slack, listener)])
            let (attempt, step) = try #require(
                await courier.attempt(.fixture()))
            #expect(!attempt.mayHaveArrived && step == Self.second)
        }
        try await withDeafPort { port in
            let courier = Bench().courier(to: [
                Destination(
                    Subscription(name: "manager", format: .slack),
                    url: try WebhookURL("http://127.0.0.1:\(port)/hook", allowHTTP: true),
                    allowHTTP: true, allowPrivateAddress: true)
            ])
            let (attempt, step) = try #require(
                await courier.attempt(.fixture()))
            #expect(!attempt.mayHaveArrived && step == Self.second)
        }
    }

    @Test("Discord is asked to wait until it has the message")
    func waiting() throws {
        func url(_ text: String, _ format: MessageFormat = .discord) throws -> String {
            try Destination(Subscription(name: "m", format: format), url: try WebhookURL(text))
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
