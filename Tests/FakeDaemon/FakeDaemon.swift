import Foundation
import Glibc
import Synchronization

/// Stands in for the daemon: a real Unix socket in a scratch directory that answers as a test says. What a
/// test did not provide for is answered with a problem that names it.
package final class FakeDaemon: Sendable {
    package struct Request: Sendable {
        package let method: String
        /// With its query.
        package let path: String
        package let headers: [String: String]
        package let body: String

        /// `POST /v1/entrances`.
        package var line: String { "\(method) \(path)" }
    }

    package enum Reply: Sendable {
        case json(Int, String)
        /// Head and pieces of an event stream; then the connection is closed.
        case stream([String])
        /// The connection is closed without a word.
        case drop
        case notProvidedFor
    }

    package let directory: String
    package let socket: String
    private let listener: Int32
    private let answer: @Sendable (Request) -> Reply
    private let seen = Mutex<(requests: [Request], connections: Int)>(([], 0))

    /// What its answers name as the shop's zone; nil where they name none.
    private let timeZone: String?

    package init(
        timeZone: String? = "Europe/Paris", _ answer: @escaping @Sendable (Request) -> Reply
    ) throws {
        self.timeZone = timeZone
        directory = try scratchDirectory()
        socket = directory + "/d.sock"
        listener = try listen(at: socket)
        self.answer = answer
        Thread.detachNewThread { self.acceptAll() }
    }

    package var requests: [Request] { seen.withLock { $0.requests } }
    package var connections: Int { seen.withLock { $0.connections } }

    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func acceptAll() {
        while true {
            let peer = accept(listener, nil, nil)
            guard peer >= 0 else { break }
            seen.withLock { $0.connections += 1 }
            Thread.detachNewThread {
                self.serve(peer)
                close(peer)
            }
        }
        close(listener)
    }

    private func serve(_ peer: Int32) {
        var rest: [UInt8] = []
        while let request = readRequest(peer, &rest) {
            seen.withLock { $0.requests.append(request) }
            switch answer(request) {
            case .json(let status, let text):
                let type = status < 400 ? "application/json" : "application/problem+json"
                send(
                    peer,
                    "HTTP/1.1 \(status) Said\r\nContent-Type: \(type)\r\n"
                        + (timeZone.map { "Doorstep-Time-Zone: \($0)\r\n" } ?? "")
                        + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
            case .stream(let pieces):
                send(
                    peer,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                        + "Connection: close\r\n\r\n")
                for piece in pieces { send(peer, piece) }
                return
            case .drop: return
            case .notProvidedFor:
                let text =
                    #"{"type":"about:blank","title":"?","status":500,"kind":"not-provided-for","#
                    + #""detail":"the test did not provide for \#(request.line)"}"#
                send(
                    peer,
                    "HTTP/1.1 500 No\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
            }
        }
    }
}

/// A directory of its own with a short name: a socket's path has 107 bytes.
package func scratchDirectory() throws -> String {
    var template = Array("/tmp/doorstep-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A socket in the file system that listens.
package func listen(at path: String, type: __socket_type = SOCK_STREAM) throws -> Int32 {
    let descriptor = Glibc.socket(AF_UNIX, Int32(type.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
    if type == SOCK_STREAM { _ = Glibc.listen(descriptor, 16) }
    return descriptor
}

private func send(_ peer: Int32, _ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
            Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}

/// The next request on the connection; nil when the other end has left.
private func readRequest(_ peer: Int32, _ rest: inout [UInt8]) -> FakeDaemon.Request? {
    let end: [UInt8] = Array("\r\n\r\n".utf8)
    while true {
        if let head = rest.firstRange(of: end) {
            let lines = String(decoding: rest[..<head.lowerBound], as: UTF8.self)
                .split(separator: "\r\n")
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                headers[parts[0].lowercased()] =
                    parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            }
            let length = headers["content-length"].flatMap { Int($0) } ?? 0
            if rest.count - head.upperBound >= length {
                let words = lines[0].split(separator: " ")
                let body = rest[head.upperBound..<head.upperBound + length]
                rest.removeFirst(head.upperBound + length)
                return FakeDaemon.Request(
                    method: String(words[0]), path: String(words[1]), headers: headers,
                    body: String(decoding: body, as: UTF8.self))
            }
        }
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = recv(peer, &piece, piece.count, 0)
        guard count > 0 else { return nil }
        rest += piece[..<count]
    }
}
