import HTTPTypes

/// An answer to a request: its status and fields, and the bytes of its body or the way to make them.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package let body: Body

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Made while it is sent, in chunks. An error breaks the connection off.
        case pieces(@Sendable (any BodyWriter) async throws -> Void)
        /// Server-sent events, to a reader who joins `audience`. The closure sends the events that the reader has
        /// missed, and then calls `StreamReader.live(after:)`.
        case events(to: Audience, @Sendable (StreamReader) async throws -> Void)
    }

    package init(
        status: HTTPResponse.Status, headers: HTTPFields = [:], body: Body = .bytes([])
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func bytes(
        _ bytes: [UInt8], status: HTTPResponse.Status, type: String
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .bytes(bytes))
    }

    package static func events(
        to audience: Audience, _ tell: @escaping @Sendable (StreamReader) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            // nginx would otherwise keep events until its buffer is full.
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                .accelBuffering: "no",
            ],
            body: .events(to: audience, tell))
    }
}

/// The writer of a body that is made while it is sent.
package protocol BodyWriter {
    /// Waits until the connection takes more.
    func write(_ bytes: [UInt8]) async throws
}

extension HTTPField.Name {
    fileprivate static let accelBuffering = named("X-Accel-Buffering")

    /// The name `text`, which must be one that a field may have.
    package static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("\(text) is no field name")
        }
        return name
    }
}
