import DoorstepAPI
import NIOCore
import NIOHTTP1

/// A request on its way in, kept until its last byte is here: half a request is no request, and nobody is to work on
/// one.
struct IncomingRequest {
    let head: HTTPRequestHead
    private let limit: Int

    /// What has come of the body; nil while there is none.
    private(set) var body: ByteBuffer?

    /// Bytes of the body that have come.
    var received: Int { body?.readableBytes ?? 0 }

    /// `limit` is asked for only where a body is announced.
    ///
    /// Throws what is wrong with the head, or says that the body will be too large.
    init(
        _ head: HTTPRequestHead, bodyLimit limit: (HTTPRequestHead) -> Int
    ) throws(ProblemBody) {
        if let problem = Self.problem(in: head) { throw problem }
        self.head = head
        guard head.announcesBody else {
            self.limit = 0
            return
        }
        self.limit = limit(head)
        if let length = head.bodyLength, length > self.limit {
            throw .bodyTooLarge(limit: self.limit)
        }
    }

    /// Throws when the body has become too large: one that comes in chunks does not say before how long it is.
    mutating func add(_ bytes: ByteBuffer) throws(ProblemBody) {
        guard received + bytes.readableBytes <= limit else {
            throw .bodyTooLarge(limit: limit)
        }
        // Nearly every body comes in one piece, which is not copied.
        if body == nil { body = bytes } else { body?.writeImmutableBuffer(bytes) }
    }

    /// Ambiguous requests are refused: two programs that read them differently are how requests are smuggled.
    private static func problem(in head: HTTPRequestHead) -> ProblemBody? {
        let hosts = head.headers["Host"]
        if hosts.count > 1 || (head.version == .http1_1 && hosts.isEmpty) {
            return .hostHeader(count: hosts.count)
        }
        // `GET http://other/ HTTP/1.1` names a host that Host does not: this is no proxy.
        guard head.uri.hasPrefix("/") else { return .requestTarget }
        let lengths = head.headers["Content-Length"].count
        let encodings = head.headers["Transfer-Encoding"]
        if lengths > 1 || (lengths == 1 && !encodings.isEmpty) { return .ambiguousLength }
        guard !encodings.isEmpty else { return nil }
        // HTTP/1.0 has no chunks: its framing is faulty (RFC 9112, 6.1).
        let isChunked = head.version == .http1_1 && encodings.map { $0.lowercased() } == ["chunked"]
        return isChunked ? nil : .ambiguousLength
    }
}

extension HTTPRequestHead {
    /// A length of 0 announces none.
    fileprivate var announcesBody: Bool {
        headers.contains(name: "Transfer-Encoding") || (bodyLength ?? 0) > 0
    }

    /// As stated; nil for chunks, which do not say.
    var bodyLength: Int? { headers.first(name: "Content-Length").flatMap { Int($0) } }

    /// Whether the caller sends the body only when it is told to go on (RFC 9110, 10.1.1).
    var waitsToSendBody: Bool {
        version == .http1_1 && announcesBody
            && headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}
