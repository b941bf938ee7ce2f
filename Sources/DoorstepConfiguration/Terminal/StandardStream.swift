import Foundation

/// Standard output or standard error, for lines of a log and for people.
///
/// Text that cannot be written is dropped, since a full disk or a closed pipe must not stop recording.
/// `FileHandle.write(_:)` would end the process.
package enum StandardStream: CInt {
    case output = 1
    case error = 2

    package func write(_ text: String) {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes {
                Foundation.write(rawValue, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            left.removeFirst(count)
        }
    }

    /// Prints a line to standard output at once, also into a pipe, which Swift's `print` would buffer.
    package static func show(_ line: String) { output.write(line + "\n") }

    /// Opens standard streams that the process was started without, or the next opened file would get their lines.
    package static func openMissing() {
        // open() takes the lowest free descriptor.
        for descriptor in 0...error.rawValue where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}
