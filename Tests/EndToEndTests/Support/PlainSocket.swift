import Foundation
import TestSupport

/// A connection that says exactly the bytes it is told to, and reads only when it is told to.
final class PlainSocket: Sendable {
    private let descriptor: CInt

    /// - Throws: `SocketFailure`; with `EAGAIN` when too many are waiting already.
    init(_ path: String) throws {
        descriptor = try dial(unix: path)
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// All that comes until the other end closes.
    func readToEnd() async -> [UInt8] {
        await blocking { descriptor in
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return bytes }
                bytes += buffer[..<count]
            }
        }
    }

    /// Returns when the other end has closed, without reading what it sent.
    func hungUp() async {
        await blocking { descriptor in
            var watched = pollfd(fd: descriptor, events: 0, revents: 0)
            while poll(&watched, 1, -1) < 0, errno == EINTR {}
        }
    }

    private func blocking<Value: Sendable>(
        _ work: @escaping @Sendable (CInt) -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            onThread { [self] in continuation.resume(returning: work(descriptor)) }
        }
    }
}
