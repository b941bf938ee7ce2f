import Glibc

/// A file that appears under its name only when it is whole.
struct AtomicFile: ~Copyable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        temporary = "\(path).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        // The umask applies, as to any other file that a person asks for.
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write \(path)", because: systemWords(errno))
        }
    }

    func write(_ bytes: [UInt8]) throws {
        try DoorstepCLI.write(bytes, to: descriptor, named: path)
    }

    /// Gives the file its name, once its contents are on the disk.
    consuming func finish() throws {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw CommandFailure("cannot write \(path)", because: systemWords(errno))
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        // After the rename no file has this name, and unlink changes nothing.
        unlink(temporary)
    }
}
