import DoorstepCore
import DoorstepDelivery
import Foundation
import TestSupport
import Transfer

enum Secrets {
    static let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    /// The key of the specification's own example.
    static let first = secret(text)
    static let second = secret("whsec_" + Data(1...32).base64EncodedString())

    private static func secret(_ text: String) -> SigningSecret {
        do { return try SigningSecret(text) } catch { fatalError("\(error)") }
    }
}

extension Delivery {
    static func fixture(
        id: String = "msg_1", to destination: String = "manager", body: String = #"{"n":1}"#,
        attempts: Int = 0, dueAt: Timestamp = Bench.start
    ) -> Delivery {
        Delivery(
            id: DeliveryID(rawValue: id), destination: destination,
            subject: "summary.day 2026-11-21, revision 1",
            message: Message(contentType: "application/json", body: Array(body.utf8)),
            createdAt: Bench.start, attempts: attempts, state: .waiting, dueAt: dueAt)
    }
}

extension Destination {
    /// A listener on loopback, which is allowed.
    static func fixture(
        _ listener: Listener, name: String = "manager", path: String = "/hook",
        secrets: [SigningSecret] = [Secrets.first]
    ) throws -> Destination {
        Destination(
            Subscription(name: name),
            url: try WebhookURL("http://127.0.0.1:\(listener.port)\(path)", allowHTTP: true),
            secrets: secrets, allowHTTP: true, allowPrivateAddress: true)
    }

    /// What is asked of a webhook.
    func request(for delivery: Delivery, attemptAt: Timestamp) throws -> TransferRequest {
        guard case .request(let request) = transfer(for: delivery, attemptAt: attemptAt) else {
            throw NoWebhook()
        }
        return request
    }

    private struct NoWebhook: Error {}
}

extension Destination {
    /// The same over TLS; `authority` is a PEM file.
    static func fixture(
        _ listener: SecureListener, name: String = "manager", authority: String?
    ) throws -> Destination {
        Destination(
            Subscription(name: name),
            url: try WebhookURL("https://127.0.0.1:\(listener.port)/hook"),
            secrets: [Secrets.first], allowPrivateAddress: true, authorityFile: authority)
    }
}

/// A request as a listener saw it.
struct SeenRequest {
    let line: String
    let headers: [(String, String)]
    let body: String

    init(_ text: String) {
        let parts = text.split(
            separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n")
        line = String(lines[0])
        headers = lines.dropFirst().map {
            let pair = $0.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(pair[0]), String(pair[1]))
        }
        body = String(parts[1])
    }

    func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }

    func verify(at now: Timestamp, _ secret: SigningSecret = Secrets.first) throws {
        try StandardWebhooks.verify(
            headers: headers, body: Array(body.utf8), secrets: [secret], now: now,
            tolerance: .zero)
    }
}
