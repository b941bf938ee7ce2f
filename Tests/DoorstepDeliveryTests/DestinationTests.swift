import DoorstepCore
import DoorstepDelivery
import Testing
import Transfer

@Suite("A destination")
struct DestinationTests {
    @Test("is asked for with the delivery's id and body, the attempt's time, and its own rules")
    func request() throws {
        let destination = Destination(
            Subscription(name: "manager"), url: try WebhookURL("https://hooks.example/T0/key"),
            secrets: [Secrets.first], allowPrivateAddress: true, authorityFile: "/etc/shop.pem")
        let delivery = Delivery.fixture(id: "msg_1", body: "{}")
        let request = try destination.request(
            for: delivery, attemptAt: Timestamp(milliseconds: 1_800_000_000_999))
        #expect(request.method == "POST")
        #expect(request.url == "https://hooks.example/T0/key")
        #expect(request.body == Array("{}".utf8))
        #expect(request.rules == TransferRules(allowHTTP: false, allowPrivateAddress: true))
        #expect(request.trust.authorityFile == "/etc/shop.pem")
        #expect(request.limits == TransferLimits(total: .seconds(20), lowSpeed: nil))
        #expect(
            request.headers.map(\.0)
                == ["Content-Type", "webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(request.headers.prefix(3).map(\.1) == ["application/json", "msg_1", "1800000000"])
        try StandardWebhooks.verify(
            headers: request.headers, body: delivery.message.body, secrets: [Secrets.first],
            now: Timestamp(seconds: 1_800_000_000))
    }

    @Test("writes a test message in the order people read it")
    func testMessage() throws {
        let destination = Destination(
            Subscription(name: "manager"), url: try WebhookURL("https://hooks.example"))
        let message = try destination.subscription.testMessage(
            shop: "Librairie “des Halles”", id: "msg_test_1",
            at: Timestamp(seconds: 1_800_000_000))
        #expect(message.contentType == "application/json")
        #expect(
            String(decoding: message.body, as: UTF8.self)
                == #"{"type":"destination.test","timestamp":"2027-01-15T08:00:00.000Z","#
                + #""shop":"Librairie “des Halles”","data":{}}"#)
    }

    @Test("shows neither its URL's path nor its secrets")
    func redacted() throws {
        let destination = Destination(
            Subscription(name: "manager"),
            url: try WebhookURL("https://hooks.example:8443/T0/key?token=abc\n"),
            secrets: [Secrets.first])
        var dumped = ""
        dump(destination, to: &dumped)
        for text in ["\(destination)", String(reflecting: destination), dumped] {
            #expect(text.contains("manager"))
            for secret in ["T0", "key", "abc", "MfKQ9r8"] { #expect(!text.contains(secret)) }
        }
        #expect(destination.place == "https://hooks.example/…")
    }

    @Test(
        "has a URL that can be used, or says what is wrong with it",
        arguments: [
            (
                "",
                "the URL cannot be read: it needs a scheme and a host, as in https://hooks.example/…"
            ),
            ("http://10.0.0.1/secret", "http is not allowed: use https, or set allowHTTP = true"),
            ("file:///etc/secret", "file is not allowed"),
            ("https://me:secret@hooks.example/", "a user name in a URL is not allowed"),
        ])
    func badURL(text: String, sentence: String) {
        let error = #expect(throws: WebhookURL.Invalid.self) { try WebhookURL(text) }
        #expect(error?.description == sentence)
        #expect(throws: Never.self) { try WebhookURL("http://10.0.0.1/x", allowHTTP: true) }
    }
}
