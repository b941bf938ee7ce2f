import Glibc

/// A text file read whole: configuration, scripts, secrets, a day to replay.
package struct SmallFile {
    package let text: String

    /// The permission bits.
    let mode: UInt32

    /// The largest file in bytes, 1 MiB: a larger one is the wrong file.
    package static let limit = 1 << 20

    /// Reads the file. Throws the reason in a few words, such as `No such file or directory`.
    package init(path: String, atMost limit: Int = Self.limit) throws(ReadError) {
        // Without O_NONBLOCK, opening a named pipe could wait for ever.
        var descriptor: Int32
        repeat {
            descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { throw .because(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .because(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ReadError(reason: "not a regular file")
        }
        guard status.st_size <= limit else {
            throw ReadError(reason: "larger than \(limit >> 20) MiB")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .because(errno) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ReadError(reason: "not UTF-8 text", line: Self.firstBadLine(of: bytes))
        }
        self.text = text
        mode = status.st_mode & 0o7777
    }

    /// Whether others than the owner and the group may read it, or others than the owner change it.
    var isExposed: Bool { mode & 0o027 != 0 }

    package struct ReadError: Error {
        package let reason: String
        package var line: Int?

        /// Whether the machine is to blame and not the file: a disk that cannot be read just now, or no memory.
        var isPassing = false

        private static let passing = [
            EIO, EINTR, ENOMEM, ENOSPC, EMFILE, ENFILE, ESTALE, ETIMEDOUT,
        ]

        static func because(_ code: Int32) -> ReadError {
            ReadError(
                reason: String(cString: strerror(code)),
                isPassing: passing.contains(code))
        }
    }

    private static func firstBadLine(of bytes: [UInt8]) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }
}
