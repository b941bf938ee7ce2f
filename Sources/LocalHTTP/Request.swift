import HTTPTypes

/// A request that has come whole.
package struct Request: Sendable {
    package let head: HTTPRequest
    package let body: [UInt8]

    package init(head: HTTPRequest, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    package var method: HTTPRequest.Method { head.method }
    package var headers: HTTPFields { head.headerFields }

    /// The path of the target, as it was sent.
    package var path: String { String((head.path ?? "/").prefix { $0 != "?" }) }

    /// The query of the target without its question mark, as it was sent; nil without one.
    package var query: String? {
        guard let target = head.path, let mark = target.firstIndex(of: "?") else { return nil }
        return String(target[target.index(after: mark)...].prefix { $0 != "#" })
    }
}
