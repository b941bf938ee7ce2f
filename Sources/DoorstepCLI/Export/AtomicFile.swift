import Glibc

/// A file that appears under its name only when it is whole.
struct AtomicFile: ~Copyable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        var template = Array((path + ".XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        temporary = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write \(path)", because: systemWords(errno))
        }
    }

    func write(_ bytes: [UInt8]) throws {
        try DoorstepCLI.write(bytes, to: descriptor, named: path)
    }

    /// Gives it its name, once it is on the disk.
    consuming func finish() throws {
        // mkstemp lets nobody else in; a file that a person asked for follows the umask as any other.
        let mask = umask(0)
        umask(mask)
        guard fchmod(descriptor, 0o666 & ~mask) == 0, fsync(descriptor) == 0,
            rename(temporary, path) == 0
        else {
            throw CommandFailure("cannot write \(path)", because: systemWords(errno))
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        // After a rename nothing has this name any more.
        unlink(temporary)
    }
}
