import NIOHTTP1

/// The fault of a request that no handler gets to see, because it did not come whole, is too large, or could be read in
/// two ways.
package enum RequestFault: Error, Hashable, Sendable {
    case bodyTooLarge(limit: Int)
    /// The header has more bytes or more fields than the limits allow.
    case headerTooLarge(ConnectionLimits)
    case unknownMethod
    case unknownVersion
    case notHTTP
    /// The length is stated twice, or in a way that cannot be read.
    case ambiguousLength
    /// The number of `Host` fields is not one.
    case hostFields(count: Int)
    /// The target is not a path.
    case noPath
    /// The request was not whole within `limit`.
    case tooSlow(limit: Duration)
    /// Nothing more came for the idle time, and the request is not whole.
    case stopped(for: Duration)
    case headerBrokenOff
    /// The body broke off after `received` bytes; `length` is nil for one in chunks.
    case bodyBrokenOff(received: Int, length: Int?)

    init(_ error: HTTPParserError, _ limits: ConnectionLimits) {
        self =
            switch error {
            case .headerOverflow: .headerTooLarge(limits)
            case .invalidMethod: .unknownMethod
            case .invalidContentLength, .unexpectedContentLength, .invalidChunkSize:
                .ambiguousLength
            case .invalidVersion: .unknownVersion
            default: .notHTTP
            }
    }
}
