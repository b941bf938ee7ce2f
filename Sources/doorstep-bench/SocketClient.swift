import Foundation

/// An HTTP/1.1 client so cheap that the daemon is measured: blocking reads and writes on one kept connection.
final class SocketClient {
    let descriptor: CInt
    private var buffer = [UInt8](repeating: 0, count: 65536)

    /// The bytes read; those before `start` have been taken.
    private var pending: [UInt8] = []
    private var start = 0

    init(path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard descriptor >= 0, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw BenchError("cannot use the socket \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            throw BenchError("cannot connect to \(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// - Returns: the status and the body.
    func request(
        _ method: String, _ path: String, body: String? = nil, key: String? = nil
    ) throws -> (Int, String) {
        try send(method, path, body: body, key: key)
        return try answer()
    }

    /// Records something by a call without a body.
    /// - Returns: the number of the fact.
    func record(_ path: String) throws -> Int {
        let answer = try request("POST", path)
        try expect(answer, 201)
        let json = try JSONSerialization.jsonObject(with: Data(answer.1.utf8)) as? [String: Any]
        let fact = json?["fact"] as? [String: Any] ?? json
        guard let sequence = fact?["sequence"] as? Int else {
            throw BenchError("the daemon recorded something without a number: \(answer.1)")
        }
        return sequence
    }

    /// The number of the ledger's last fact.
    func lastFact() throws -> Int {
        let answer = try request("GET", "/v1/now")
        try expect(answer, 200)
        let json = try JSONSerialization.jsonObject(with: Data(answer.1.utf8)) as? [String: Any]
        guard let sequence = json?["sequence"] as? Int else {
            throw BenchError("the daemon does not say how many facts there are")
        }
        return sequence
    }

    func send(
        _ method: String, _ path: String, body: String? = nil, key: String? = nil
    ) throws {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: doorstep\r\n"
        if let key { text += "Idempotency-Key: \(key)\r\n" }
        if let body {
            text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        }
        if body == nil, method == "POST" { text += "Content-Length: 0\r\n" }
        text += "\r\n" + (body ?? "")
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw BenchError("the daemon closed the connection") }
            sent += count
        }
    }

    /// The next answer's status and body.
    func answer() throws -> (Int, String) {
        let (status, body) = try plainAnswer()
        return (status, String(decoding: body, as: UTF8.self))
    }

    /// The next answer, without making a text of its body.
    func plainAnswer() throws -> (status: Int, body: ArraySlice<UInt8>) {
        let head = try take(upTo: Self.endOfHead)
        let status = number(pending[head].dropFirst(9).prefix(3))
        var length = 0
        for line in pending[head].split(separator: UInt8(ascii: "\n"))
        where line.lazy.map({ $0 | 0x20 }).starts(with: Self.lengthName) {
            length = number(line.dropFirst(Self.lengthName.count))
        }
        while pending.count - start < length { try fill() }
        defer { start += length }
        return (status, pending[start..<start + length])
    }

    private static let endOfHead = Array("\r\n\r\n".utf8)

    /// The header's name in small letters. Their bit is set in `-` and `:` anyway.
    private static let lengthName = Array("content-length:".utf8)

    private func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
    }

    /// Reads on until `mark` has been read.
    func skip(to mark: [UInt8]) throws { _ = try take(upTo: mark) }

    /// Takes the next bytes up to and including `mark`; returns their place in `pending`.
    private func take(upTo mark: [UInt8]) throws -> Range<Int> {
        while true {
            if let found = find(mark) {
                defer { start = found + mark.count }
                return start..<found + mark.count
            }
            try fill()
        }
    }

    /// The place of `mark` in `pending`. A loop of our own would be most of the work of a client of fifty streams.
    private func find(_ mark: [UInt8]) -> Int? {
        pending.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var index = start
            while index + mark.count <= bytes.count,
                let next = memchr(base + index, CInt(mark[0]), bytes.count - index - mark.count + 1)
            {
                index = UnsafeRawPointer(next) - base
                if memcmp(next, mark, mark.count) == 0 { return index }
                index += 1
            }
            return nil
        }
    }

    private func fill() throws {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw BenchError("the daemon closed the connection") }
        // The end of a chunk often stays, so the bytes that were taken must go: else every stream would be kept whole.
        pending.removeSubrange(..<start)
        start = 0
        pending.append(contentsOf: buffer[..<count])
    }
}
