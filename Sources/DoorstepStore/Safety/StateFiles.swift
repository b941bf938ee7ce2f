import Foundation

/// A call to the file system that failed: what was tried, on what, and the system's reason.
struct FileTrouble: Error, Hashable, CustomStringConvertible {
    let operation: String
    let path: String
    let code: CInt

    /// An error with the reason that stands in `errno`.
    init(_ operation: String, _ path: String) {
        self.operation = operation
        self.path = path
        code = errno
    }

    var reason: String { String(cString: strerror(code)) }
    var description: String { "cannot \(operation) \(path): \(reason)" }
}

/// The few operations on files that the ledger's safety is made of. Each throws `FileTrouble`.
enum StateFiles {
    /// The companions that SQLite keeps beside a database; they are moved with it, or a new database would take them
    /// for its own.
    static let suffixes = ["", "-wal", "-shm", "-journal"]

    /// Whether the file is there. One that cannot be looked at is an error and not a missing file: it would be written
    /// over.
    static func exists(_ path: String) throws(FileTrouble) -> Bool {
        var info = stat()
        if lstat(path, &info) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw FileTrouble("look at", path) }
        return false
    }

    /// The size in bytes; 0 when there is no such file.
    static func size(_ path: String) throws(FileTrouble) -> Int64 {
        var info = stat()
        if stat(path, &info) == 0 { return Int64(info.st_size) }
        guard errno == ENOENT || errno == ENOTDIR else { throw FileTrouble("look at", path) }
        return 0
    }

    /// The names in a directory; none when it is not there.
    static func names(in path: String) throws(FileTrouble) -> [String] {
        guard let directory = opendir(path) else {
            guard errno == ENOENT else { throw FileTrouble("list", path) }
            return []
        }
        defer { closedir(directory) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var names: [String] = []
        errno = 0
        while let entry = readdir(directory) {
            // In place: an entry is shorter than its type, and the last one's copy would reach beyond what was read.
            let name = String(
                cString: UnsafeRawPointer(entry).advanced(by: nameOffset)
                    .assumingMemoryBound(to: CChar.self))
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw FileTrouble("list", path) }
        return names
    }

    /// All of a small file; nil when it is not there.
    static func contents(_ path: String) throws(FileTrouble) -> Data? {
        guard try exists(path) else { return nil }
        var contents = Data()
        try forEachPiece(of: path) { piece throws(FileTrouble) in contents.append(contentsOf: piece)
        }
        return contents
    }

    static func rename(_ path: String, to other: String) throws(FileTrouble) {
        guard Foundation.rename(path, other) == 0 else { throw FileTrouble("move", path) }
    }

    /// Removes the file; a missing one is no error.
    static func remove(_ path: String) throws(FileTrouble) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileTrouble("remove", path) }
    }

    /// Syncs a file, or a directory: then the names in it are on the disk.
    static func sync(_ path: String) throws(FileTrouble) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileTrouble("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileTrouble("sync", path) }
    }

    /// Makes an empty file, without waiting for the disk. Where that is not possible there is none.
    static func touch(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes the whole text, synced and under its name in one step, or nothing.
    static func write(_ text: String, to path: String) throws(FileTrouble) {
        let draft = path + ".tmp"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw FileTrouble("write", path) }
        let bytes = Array(text.utf8)
        let written = Foundation.write(descriptor, bytes, bytes.count)
        guard written == bytes.count, fsync(descriptor) == 0 else {
            let trouble = FileTrouble("write", path)
            close(descriptor)
            unlink(draft)
            throw trouble
        }
        close(descriptor)
        try rename(draft, to: path)
        try sync((path as NSString).deletingLastPathComponent)
    }

    /// Copies and syncs. A copy that did not come whole is removed.
    static func copy(_ path: String, to other: String) throws(FileTrouble) {
        let target = open(other, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard target >= 0 else { throw FileTrouble("write", other) }
        defer { close(target) }
        do throws(FileTrouble) {
            try forEachPiece(of: path) { piece throws(FileTrouble) in
                var rest = piece
                while !rest.isEmpty {
                    let count = Foundation.write(target, rest.baseAddress, rest.count)
                    guard count > 0 else { throw FileTrouble("write", other) }
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                }
            }
            guard fsync(target) == 0 else { throw FileTrouble("sync", other) }
        } catch {
            unlink(other)
            throw error
        }
    }

    /// Reads the whole file, past SQLite, to tell a disk that does not answer from a file that is damaged.
    static func readThrough(_ path: String) throws(FileTrouble) {
        try forEachPiece(of: path) { _ throws(FileTrouble) in }
    }

    private static func forEachPiece(
        of path: String, _ body: (UnsafeRawBufferPointer) throws(FileTrouble) -> Void
    ) throws(FileTrouble) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw FileTrouble("read", path) }
        defer { close(source) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        var offset: off_t = 0
        while true {
            let count = pread(source, buffer.baseAddress, buffer.count, offset)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileTrouble("read", path) }
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += off_t(count)
        }
    }
}
