import Glibc
import Synchronization
import TestSupport

/// Another web site on this machine, or an older daemon: a few paths, each with an answer that is always the same.
final class SmallSite: Sendable {
    struct Answer: Sendable {
        var type = "text/html; charset=utf-8"
        let body: String

        /// Whether the connection is held open after the body, as that of a stream is.
        var isEndless = false
    }

    let port: Int
    let requests = Chronicle<String>()
    private let descriptor: Int32
    private let answers: [String: Answer]
    private let peers = Mutex<Set<Int32>>([])

    /// At `port`, or where the system picks.
    init(_ answers: [String: Answer], port wanted: Int = 0) throws {
        self.answers = answers
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var on: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(wanted).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let size = length
        let descriptor = descriptor
        let isBound = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
            let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            guard Glibc.bind(descriptor, pointer, size) == 0, Glibc.listen(descriptor, 64) == 0
            else { return false }
            getsockname(descriptor, pointer, &length)
            return true
        }
        guard isBound else {
            close(descriptor)
            throw SocketFailure(call: "bind")
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        onThread { [self] in
            while true {
                let peer = accept(descriptor, nil, nil)
                guard peer >= 0 else { break }
                peers.withLock { _ = $0.insert(peer) }
                onThread {
                    self.serve(peer)
                    self.peers.withLock { _ = $0.remove(peer) }
                    close(peer)
                }
            }
        }
    }

    /// Nobody listens from now on, and who was connected is not.
    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
        peers.withLock { for peer in $0 { shutdown(peer, Int32(SHUT_RDWR)) } }
    }

    /// One request; the connection ends with its answer.
    private func serve(_ peer: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while !String(decoding: bytes, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(peer, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            bytes += buffer[..<count]
        }
        let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\r\n" }
        requests.append(String(line))
        let path = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let answer = answers[path]
        let head =
            "HTTP/1.1 \(answer == nil ? "404 Not Found" : "200 OK")\r\n"
            + "Content-Type: \(answer?.type ?? "text/plain")\r\nCache-Control: no-cache\r\n"
            + "Connection: close\r\n\r\n"
        var rest = Array((head + (answer?.body ?? "")).utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
        if answer?.isEndless == true { while recv(peer, &buffer, buffer.count, 0) > 0 {} }
    }
}
