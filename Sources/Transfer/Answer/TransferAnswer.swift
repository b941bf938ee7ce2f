/// A complete answer, whatever its status. For a mail server it is the last reply: its code is the status, its lines
/// are the body.
package struct TransferAnswer: Sendable {
    package let status: Int
    /// In the order in which they came, with names as the other end wrote them.
    package let headers: [(name: String, value: String)]
    /// At most `TransferLimits.maximumAnswer` bytes.
    package let body: [UInt8]
    /// Whether the body was cut at the limit, or broke off where that is allowed (`TransferRequest.takesCutAnswer`).
    package let isTruncated: Bool
    /// The wait of the `Retry-After` header, in either of its forms; nil without one that can be read.
    package let retryAfter: Duration?
    /// The numeric address that was connected to; nil for a Unix socket.
    package let address: String?
    package let elapsed: Duration
    /// The step that a mail server's reply answers; nil for an answer over HTTP.
    package let mailStep: MailStep?

    package init(
        status: Int,
        headers: [(name: String, value: String)],
        body: [UInt8],
        isTruncated: Bool,
        retryAfter: Duration?,
        address: String?,
        elapsed: Duration,
        mailStep: MailStep? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.isTruncated = isTruncated
        self.retryAfter = retryAfter
        self.address = address
        self.elapsed = elapsed
        self.mailStep = mailStep
    }

    /// The same answer with another body.
    package func with(_ text: String) -> TransferAnswer {
        TransferAnswer(
            status: status, headers: headers, body: Array(text.utf8), isTruncated: isTruncated,
            retryAfter: retryAfter, address: address, elapsed: elapsed, mailStep: mailStep)
    }

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { isSameName($0.name, name) }?.value
    }
}

/// The part of an answer before the body.
package struct TransferHead: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]

    /// The first header of that name, in any case.
    package func header(_ name: String) -> String? {
        headers.first { isSameName($0.name, name) }?.value
    }
}
