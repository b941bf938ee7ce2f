import Glibc

extension Listener {
    /// What a request is met with.
    package enum Manner: Sendable {
        /// These bytes; the connection stays open for another request.
        case answer(String)
        /// As `answer`, with the next of these each time, whatever the connection; then with the last.
        case answers([String])
        /// These bytes, and the connection is closed.
        case close(after: [UInt8])
        /// These bytes, and the others one by one, 20 ms between them.
        case drip(String, after: String = "")
        /// These bytes, then the others over and over for as long as the other end takes them.
        case endless(String, of: String = String(repeating: "x", count: 4096))
        /// These bytes, then nothing until the other end leaves.
        case hang(String)
        /// These bytes, and the connection is reset.
        case reset(after: String = "")
        /// The connection is reset before anything was read.
        case resetAtOnce
        /// Whatever this answers, by the request's number, counted from 1, and its text.
        case chosen(@Sendable (Int, String) -> Manner)

        package static func close(after text: String) -> Manner { .close(after: Array(text.utf8)) }
    }
}

extension Listener.Manner {
    /// Returns whether another request may come on the same connection.
    func meet(_ peer: Int32, _ number: Int, _ request: String) -> Bool {
        switch self {
        case .answer(let text): return send(peer, text)
        case .answers(let texts): return send(peer, texts[min(number, texts.count) - 1])
        case .close(let bytes): send(peer, bytes)
        case .drip(let text, let head):
            guard send(peer, head) else { break }
            drip(peer, text)
        case .endless(let text, let more):
            let more = Array(more.utf8)
            guard send(peer, text) else { break }
            while send(peer, more) {}
        case .hang(let text):
            send(peer, text)
            while !receive(peer).isEmpty {}
        case .reset(let text):
            send(peer, text)
            abandon(peer)
        case .resetAtOnce: abandon(peer)
        case .chosen(let choose): return choose(number, request).meet(peer, number, request)
        }
        return false
    }

    private func drip(_ peer: Int32, _ text: String) {
        for byte in text.utf8 {
            guard send(peer, [byte]) else { return }
            // The pause ends early when the other end leaves.
            var watched = pollfd(fd: peer, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 20) == 0 else { return }
        }
    }
}

/// Nothing lingers: closing throws away what is unsent and says RST.
func abandon(_ peer: Int32) {
    var abrupt = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout.size(ofValue: abrupt))
    setsockopt(peer, SOL_SOCKET, SO_LINGER, &abrupt, size)
}
