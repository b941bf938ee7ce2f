import NIOCore
import NIOHTTP1

/// A request on its way in, kept until its last byte is here, so that no handler works on half a request.
struct IncomingRequest {
    let head: HTTPRequestHead
    private let limit: Int

    /// The part of the body that has come; nil while there is none.
    private(set) var body: ByteBuffer?

    /// Bytes of the body that have come.
    var received: Int { body?.readableBytes ?? 0 }

    /// `limit` is called only when the head announces a body.
    ///
    /// Throws the fault of a head, or of a body that will be too large.
    init(
        _ head: HTTPRequestHead, bodyLimit limit: (HTTPRequestHead) -> Int
    ) throws(RequestFault) {
        if let fault = Self.fault(in: head) { throw fault }
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

    /// Adds a piece of the body. Throws when the body has become too large: one in chunks does not announce its length.
    mutating func add(_ bytes: ByteBuffer) throws(RequestFault) {
        guard received + bytes.readableBytes <= limit else {
            throw .bodyTooLarge(limit: limit)
        }
        // Nearly every body comes in one piece, which is not copied.
        if body == nil { body = bytes } else { body?.writeImmutableBuffer(bytes) }
    }

    /// The fault of a faulty or ambiguous head, if any. Two programs that read a head differently let requests be
    /// smuggled.
    private static func fault(in head: HTTPRequestHead) -> RequestFault? {
        let hosts = head.headers["Host"]
        if hosts.count > 1 || (head.version == .http1_1 && hosts.isEmpty) {
            return .hostFields(count: hosts.count)
        }
        // `GET http://other/ HTTP/1.1` names a host that Host does not: this is no proxy.
        guard head.uri.hasPrefix("/") else { return .noPath }
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
    /// Whether a body follows; a length of 0 announces none.
    fileprivate var announcesBody: Bool {
        headers.contains(name: "Transfer-Encoding") || (bodyLength ?? 0) > 0
    }

    /// The stated length of the body; nil for one in chunks, which does not state it.
    var bodyLength: Int? { headers.first(name: "Content-Length").flatMap { Int($0) } }

    /// Whether the caller sends the body only when it is told to go on (RFC 9110, 10.1.1).
    var waitsToSendBody: Bool {
        version == .http1_1 && announcesBody
            && headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}
