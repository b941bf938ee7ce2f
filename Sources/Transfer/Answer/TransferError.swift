import Glibc

/// The reason why there is no answer. It never holds a URL's path or query, which may be secret.
package enum TransferError: Error, Hashable, Sendable {
    /// No address is known for this host.
    case cannotResolve(String)
    /// No name server answered when this host was asked for.
    case nameServerSilent(String)
    /// No connection: a host or the path of a Unix socket, and the system's error number if known.
    case cannotConnect(String, errno: Int32?)
    /// The address that was found is not public, and only public ones are allowed.
    case refusedAddress(String)
    case timedOut
    /// No secure connection, or a certificate that is not believed.
    case tls(String)
    /// A scheme or another thing in the URL that the rules do not allow.
    case notAllowed(String)
    /// The part of the request that holds characters which could make it two requests.
    case invalidHeader(String)
    case invalidURL
    /// The connection broke, or the answer that came over it cannot be read.
    case sendOrReceive(String)
    /// The server at this host does not speak HTTP.
    case notHTTP(String)
    /// The mail server offers no way to log in that is known here.
    case cannotLogIn
    /// The connection was made, but nothing moved for `TransferLimits.lowSpeed`.
    case tooSlow
    case cancelled
    /// Any other failure, with libcurl's number and words for it.
    case other(code: Int, message: String)

    /// A sentence for a person, without its full stop, to be put after the name of the action that failed.
    package var message: String {
        switch self {
        case .cannotResolve(let host):
            "no address is known for \(host): check its spelling and this machine's name server"
        case .nameServerSilent(let host):
            "no name server answered when \(host) was asked for: is this machine connected to the internet?"
        case .cannotConnect(let peer, let errno?):
            "cannot connect to \(peer): \(String(cString: strerror(errno)).lowercased())"
        case .cannotConnect(let peer, nil):
            "cannot connect to \(peer)"
        case .refusedAddress(let address):
            "\(address) is not a public address, and only those are allowed: "
                + "to allow it, set allowPrivateAddress = true"
        case .timedOut:
            "no answer in time"
        case .tls(let detail):
            "no secure connection: \(detail)" + Self.hint(detail)
        case .notAllowed("http"):
            "http is not allowed: use https, or set allowHTTP = true"
        case .notAllowed(let detail):
            "\(detail) is not allowed"
        case .invalidHeader(let what):
            "\(what) holds a line break or another character that cannot be sent"
        case .invalidURL:
            "the URL cannot be read: it needs a scheme and a host, as in https://hooks.example/…"
        case .sendOrReceive(let detail):
            "the connection broke off: \(detail)"
        case .notHTTP(let peer):
            "the server at \(peer) does not speak HTTP: check the scheme and the port in the URL"
        case .cannotLogIn:
            "the mail server offers no way to log in with a password that is known here"
        case .tooSlow:
            "connected, but nothing was sent or received for too long"
        case .cancelled:
            "cancelled"
        case .other(let code, let message):
            "\(message) (libcurl error \(code))"
        }
    }
}

extension TransferError {
    /// Whether this machine has no way to the network, so that no receiver was asked.
    package var isOffline: Bool {
        switch self {
        case .nameServerSilent: true
        case .cannotConnect(_, let errno): [ENETUNREACH, ENETDOWN].contains(errno)
        default: false
        }
    }

    static let headTooLong = sendOrReceive("the answer's head is longer than 64 KiB")

    /// A remedy for a refused certificate, chosen by OpenSSL's words for the fault.
    private static func hint(_ detail: String) -> String {
        if detail.contains("expired") || detail.contains("not yet valid") {
            return ": the receiver must renew it, or this machine's clock is wrong"
        }
        guard detail.contains("self-signed") || detail.contains("issuer") else { return "" }
        return ": to trust it, set caFile to its authority's certificate"
    }
}

extension TransferError: CustomStringConvertible {
    package var description: String { message }
}
