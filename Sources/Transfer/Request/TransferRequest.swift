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
    /// Whether an answer counts although its body broke off or did not come in time: what had come is
    /// returned and marked as truncated. For those who care about the status alone.
    package var takesCutAnswer: Bool
    /// Learns how far it got, also where there is no answer.
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

/// Leaves out what may be secret: path, query, headers and body.
extension TransferRequest: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        guard let url = try? TransferURL(url) else { return "\(method) (invalid URL)" }
        return "\(method) \(url.scheme)://\(url.host)"
    }

    package var debugDescription: String { description }
}

/// When a transfer is given up, and how much of an answer is read.
package struct TransferLimits: Hashable, Sendable {
    /// To find the address, connect and agree on TLS.
    package var connect: Duration
    /// From start to end; nil for no limit. A stream has none, whatever stands here.
    package var total: Duration?
    /// How long fewer than one byte a second may pass once connected; nil for ever. Counted in seconds.
    package var lowSpeed: Duration?
    /// Bytes of body that are kept; an answer that goes on is cut there and marked as truncated.
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

/// Where a transfer may go. As strict as can be unless told otherwise.
package struct TransferRules: Hashable, Sendable {
    package var allowHTTP: Bool
    /// Whether any address at all may be connected to, not only public ones (see `PeerAddress`).
    package var allowPrivateAddress: Bool

    package init(allowHTTP: Bool = false, allowPrivateAddress: Bool = false) {
        self.allowHTTP = allowHTTP
        self.allowPrivateAddress = allowPrivateAddress
    }

    /// For this machine's own daemon, over its Unix socket or its loopback port.
    package static let local = TransferRules(allowHTTP: true, allowPrivateAddress: true)
}

/// Whose certificates are believed. Certificate and host name are always verified.
package struct TransferTrust: Hashable, Sendable {
    /// A PEM file of authorities, for a shop that has its own. It stands in for the system's bundle;
    /// the system's directory of certificates, where there is one, still counts.
    package var authorityFile: String?

    package init(authorityFile: String? = nil) {
        self.authorityFile = authorityFile
    }
}
