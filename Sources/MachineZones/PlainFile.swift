import Glibc

/// The beginning of a plain file, or all of it, read at once.
package struct PlainFile {
    package let bytes: [UInt8]

    /// The permission bits.
    package let mode: UInt32

    /// The reason why a file was not read, as an `errno` value: EISDIR or EINVAL for a file that is not a plain one,
    /// EFBIG for one that is too long.
    package struct ReadError: Error {
        package let code: Int32

        init(_ code: Int32) { self.code = code }
    }

    /// Reads the whole of a file that has at most `limit` bytes.
    package init(_ path: String, atMost limit: Int) throws(ReadError) {
        try self.init(path, first: limit + 1)
        if bytes.count > limit { throw ReadError(EFBIG) }
    }

    /// Reads the first `count` bytes, or all when the file has fewer.
    init(_ path: String, first count: Int) throws(ReadError) {
        // A pipe in the file's place must not hold the daemon up.
        var descriptor: Int32
        repeat {
            descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { throw ReadError(errno) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw ReadError(errno) }
        guard info.st_mode & S_IFMT != S_IFDIR else { throw ReadError(EISDIR) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw ReadError(EINVAL) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(count, 65536))
        while bytes.count < count {
            let got = Glibc.read(descriptor, &buffer, min(buffer.count, count - bytes.count))
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw ReadError(errno) }
            if got == 0 { break }
            bytes += buffer[..<got]
        }
        self.bytes = bytes
        mode = info.st_mode & 0o7777
    }
}
