import Glibc
import Synchronization

/// A small real HTTP server on plain sockets. It counts who connects, keeps what they sent, and
/// answers, or misbehaves, as it was told to.
package final class Listener: Sendable {
    package enum Place {
        case ipv4, ipv6
        case unix(String)
    }

    private struct Seen {
        var connections = 0
        var witnesses = 0
        var count = 0
        var requests: [String] = []
    }

    package let port: Int
    /// Each request as it comes, for one test to wait on; the first 64 that nobody has taken.
    package let arrivals: AsyncStream<String>
    /// One for each connection that has ended.
    package let departures: AsyncStream<Void>
    private let arrive: AsyncStream<String>.Continuation
    private let depart: AsyncStream<Void>.Continuation
    private let descriptor: Int32
    private let manner: Manner
    private let seen = Mutex(Seen())

    package init(_ place: Place = .ipv4, _ manner: Manner = .answer(Listener.ok)) throws {
        self.manner = manner
        (arrivals, arrive) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(64))
        (departures, depart) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(64))
        switch place {
        case .ipv4: (descriptor, port) = try listen(AF_INET)
        case .ipv6: (descriptor, port) = try listen(AF_INET6)
        case .unix(let path): (descriptor, port) = (try listen(unix: path), 0)
        }
        onThread { self.acceptAll() }
    }

    package static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    package var requests: [String] { seen.withLock { $0.requests } }

    /// Forgets the requests, where there are so many that they would weigh.
    package func forget() { seen.withLock { $0.requests = [] } }

    /// How many have connected, none left out: connections are accepted in the order they were made,
    /// so when one of our own has been, all before it have.
    package func connections() throws -> Int {
        let witnesses = seen.withLock {
            $0.witnesses += 1
            return $0.witnesses
        }
        let witness = try dial(listening: descriptor)
        defer { close(witness) }
        send(witness, "WITNESS\r\n\r\n")
        _ = receive(witness)
        return seen.withLock { $0.connections } - witnesses
    }

    package func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func acceptAll() {
        while true {
            let peer = accept(descriptor, nil, nil)
            guard peer >= 0 else { break }
            seen.withLock { $0.connections += 1 }
            onThread {
                self.serve(peer)
                close(peer)
                self.depart.yield()
            }
        }
        close(descriptor)
    }

    private func serve(_ peer: Int32) {
        if case .resetAtOnce = manner { return abandon(peer) }
        while let request = readRequest(peer) {
            if request.hasPrefix("WITNESS") {
                send(peer, "seen")
                return
            }
            let number = seen.withLock {
                $0.count += 1
                $0.requests.append(request)
                return $0.count
            }
            arrive.yield(request)
            guard manner.meet(peer, number, request) else { return }
        }
    }
}

/// Starts a listener for as long as the test's work lasts.
package func withListener(
    _ place: Listener.Place = .ipv4, _ manner: Listener.Manner = .answer(Listener.ok),
    isolation: isolated (any Actor)? = #isolation,
    _ work: (Listener) async throws -> Void
) async throws {
    let listener = try Listener(place, manner)
    defer { listener.stop() }
    try await work(listener)
}

/// The head and as much body as `Content-Length` promises; nil when the other end has left.
private func readRequest(_ peer: Int32) -> String? {
    var bytes: [UInt8] = []
    while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let end = text.firstRange(of: "\r\n\r\n") {
            let length = text[..<end.lowerBound].split(separator: "\r\n")
                .first { $0.lowercased().hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst(15).drop(while: \.isWhitespace)) }
            if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
        }
        let more = receive(peer)
        guard !more.isEmpty else { return nil }
        bytes += more
    }
}
