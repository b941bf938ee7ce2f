import DoorstepCore

/// How a destination wants to be told. Another format is a case here, and its two messages.
package enum MessageFormat: String, Hashable, Sendable, CaseIterable {
    /// The summary itself as JSON, signed as Standard Webhooks has it.
    case standard

    /// Whether the receiver checks a signature, so that the destination needs a secret.
    package var isSigned: Bool {
        switch self {
        case .standard: true
        }
    }

    package func message(for summary: Summary) throws -> Message {
        switch self {
        case .standard:
            Message(contentType: "application/json", body: try JSONWriter.bytes(summary))
        }
    }

    /// What a person sends to see whether anything arrives.
    package func testMessage(shop: String, at timestamp: Timestamp) throws -> Message {
        switch self {
        case .standard:
            Message(
                contentType: "application/json",
                body: try JSONWriter.bytes(TestBody(timestamp: timestamp, shop: shop)))
        }
    }
}

/// `{"type":"destination.test","timestamp":…,"shop":…,"data":{}}`.
private struct TestBody: Encodable {
    private(set) var type = "destination.test"
    let timestamp: Timestamp
    let shop: String
    private(set) var data = Nothing()

    struct Nothing: Encodable {
        func encode(to encoder: any Encoder) throws {
            _ = encoder.container(keyedBy: CodingKeys.self)
        }

        private enum CodingKeys: CodingKey {}
    }
}
