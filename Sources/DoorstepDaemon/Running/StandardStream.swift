import Foundation

/// Standard output or standard error, for lines of a log and for people.
///
/// Text that cannot be written is lost, and nothing else: the disk of a log file may be full, and the reader of a pipe
/// may have gone, while people go on coming through the door. `FileHandle.write(_:)` ends the process then.
enum StandardStream: CInt {
    case output = 1
    case error = 2

    func write(_ text: String) {
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

    /// Gives the process the standard streams that it was started without, or the next file that it opens would get
    /// their lines.
    static func openMissing() {
        // What is opened gets the lowest number that is free.
        for descriptor in 0...error.rawValue where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}
