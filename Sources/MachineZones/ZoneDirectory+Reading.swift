import Glibc

extension ZoneDirectory {
    struct ReadError: Error {
        let code: Int32

        init(_ code: Int32) { self.code = code }
    }

    /// The whole of a file that has at most `limit` bytes.
    static func read(_ path: String, atMost limit: Int) throws(ReadError) -> [UInt8] {
        try read(path, from: limit + 1, isWhole: true)
    }

    /// The first `count` bytes of a plain file. It must have fewer when `isWhole`.
    static func read(
        _ path: String, from count: Int, isWhole: Bool
    ) throws(ReadError) -> [UInt8] {
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
        var bytes = [UInt8](repeating: 0, count: count)
        var length = 0
        while length < count {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: length), count - length)
            }
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw ReadError(errno) }
            if got == 0 { break }
            length += got
        }
        if isWhole, length == count { throw ReadError(EFBIG) }
        return Array(bytes[..<length])
    }
}
