import Foundation
import TestSupport

/// Hears what a daemon tells systemd.
final class NotifySocket: Sendable {
    /// Each datagram's lines, one by one: `READY=1`, `WATCHDOG=1` …
    let messages = Chronicle<String>()
    let path: String
    private let descriptor: CInt

    init(path: String) throws {
        self.path = path
        descriptor = try bindDatagrams(path)
        onThread { [descriptor, messages] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                for line in String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
                {
                    messages.append(String(line))
                }
            }
            close(descriptor)
            messages.end()
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
