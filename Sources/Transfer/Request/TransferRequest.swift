/// One HTTP request, and how far the transfer may go to make it.
package struct TransferRequest: Sendable {
    /// Sent as written, so upper case: `GET`, `POST`.
    package var method: String
    /// Absolute, with its scheme. Treat it as a secret: a webhook's URL is its password.
    package var url: String
    /// Sent in this order. Line breaks and other control characters are refused, not escaped.
    package var headers: [(String, String)]
    /// Nil sends no body; a `POST` then says `Content-Length: 0`.
    package var body: [UInt8]?
    /// Path of the socket to connect to in place of the URL's host, which is still sent as `Host`.
    package var unixSocket: String?
    package var limits: TransferLimits
    package var rules: TransferRules
    package var trust: TransferTrust
    /// Whether an answer counts although its body broke off or did not come in time: the part that came is returned and
    /// marked as truncated. For callers that need the status alone.
    package var takesCutAnswer: Bool
    /// Records how far the transfer gets, even without an answer.
    package var trace: TransferTrace?

    package init(
        method: String = "GET",
        url: String,
        headers: [(String, String)] = [],
        body: [UInt8]? = nil,
        unixSocket: String? = nil,
        limits: TransferLimits = TransferLimits(),
        rules: TransferRules = TransferRules(),
        trust: TransferTrust = TransferTrust(),
        takesCutAnswer: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.unixSocket = unixSocket
        self.limits = limits
        self.rules = rules
        self.trust = trust
        self.takesCutAnswer = takesCutAnswer
    }
}

/// Leaves out the parts that may be secret: path, query, headers and body.
extension TransferRequest: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        guard let url = try? TransferURL(url) else { return "\(method) (invalid URL)" }
        return "\(method) \(url.scheme)://\(url.host)"
    }

    package var debugDescription: String { description }
}

/// The time limits of a transfer, and how much of an answer is read.
package struct TransferLimits: Hashable, Sendable {
    /// The limit to find the address, connect and agree on TLS.
    package var connect: Duration
    /// The limit from start to end; nil for none. A stream has none, whatever stands here.
    package var total: Duration?
    /// The time that fewer than one byte a second may pass once connected; nil for ever. Counted in seconds.
    package var lowSpeed: Duration?
    /// Bytes of the body that are kept; a longer answer is cut there and marked as truncated.
    package var maximumAnswer: Int

    package init(
        connect: Duration = .seconds(5),
        total: Duration? = .seconds(20),
        lowSpeed: Duration? = .seconds(10),
        maximumAnswer: Int = 65536
    ) {
        self.connect = connect
        self.total = total
        self.lowSpeed = lowSpeed
        self.maximumAnswer = maximumAnswer
    }
}

/// The places where a transfer may go, by default as few as can be.
package struct TransferRules: Hashable, Sendable {
    package var allowHTTP: Bool
    /// Whether any address may be connected to, not only public ones (see `PeerAddress`).
    package var allowPrivateAddress: Bool

    package init(allowHTTP: Bool = false, allowPrivateAddress: Bool = false) {
        self.allowHTTP = allowHTTP
        self.allowPrivateAddress = allowPrivateAddress
    }

    /// The rules for this machine's own daemon, over its Unix socket or its loopback port.
    package static let local = TransferRules(allowHTTP: true, allowPrivateAddress: true)
}

/// The authorities whose certificates are believed. Certificate and host name are always verified.
package struct TransferTrust: Hashable, Sendable {
    /// A PEM file of authorities, for a shop that has its own. It replaces the system's bundle; the system's directory
    /// of certificates, where there is one, still counts.
    package var authorityFile: String?

    package init(authorityFile: String? = nil) {
        self.authorityFile = authorityFile
    }
}
