import Foundation

/// A client that costs next to nothing, so that what is measured is the daemon: blocking reads and writes of
/// HTTP/1.1 on one kept connection.
final class SocketClient {
    private let descriptor: CInt
    private var buffer = [UInt8](repeating: 0, count: 65536)
    private var pending: [UInt8] = []

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
    func request(_ method: String, _ path: String, body: String? = nil) throws -> (Int, String) {
        try send(method, path, body: body)
        return try answer()
    }

    func send(_ method: String, _ path: String, body: String? = nil) throws {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: doorstep\r\n"
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
        let head = try line(endingIn: "\r\n\r\n")
        let status = Int(head.dropFirst(9).prefix(3)) ?? 0
        let length =
            head.lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        while pending.count < length { try fill() }
        let body = String(decoding: pending.prefix(length), as: UTF8.self)
        pending.removeFirst(length)
        return (status, body)
    }

    /// Reads up to and including `end`.
    func line(endingIn end: String) throws -> String {
        let mark = Array(end.utf8)
        var searched = 0
        while true {
            if pending.count >= mark.count {
                for index in searched...(pending.count - mark.count)
                where pending[index] == mark[0]
                    && pending[index..<index + mark.count].elementsEqual(mark)
                {
                    let text = String(decoding: pending[..<(index + mark.count)], as: UTF8.self)
                    pending.removeFirst(index + mark.count)
                    return text
                }
                searched = pending.count - mark.count + 1
            }
            try fill()
        }
    }

    private func fill() throws {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw BenchError("the daemon closed the connection") }
        pending.append(contentsOf: buffer[..<count])
    }
}
