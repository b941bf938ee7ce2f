import DoorstepCore
import Foundation

/// The directory that the daemon keeps everything in, locked for the life of this value: one process owns the
/// database (DESIGN section 4, promise 8).
package final class StateDirectory: Sendable {
    package let path: String

    /// The locked descriptors: the lock's file, which says by whom it is held, and the directory itself, which stays
    /// locked when somebody removes the file.
    private let locks: [CInt]

    /// - Throws: `StateDirectoryError`.
    package init(_ path: String) throws(StateDirectoryError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        } catch {
            throw .cannotCreate(path, Self.reason(error))
        }
        let file = path + "/lock"
        let lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard lock >= 0 else { throw .cannotWrite(path, String(cString: strerror(errno))) }
        let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        locks = [lock, directory]
        // Not every file system can lock a directory; one that is locked says EWOULDBLOCK.
        guard flock(lock, LOCK_EX | LOCK_NB) == 0,
            flock(directory, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
        else {
            let holder = Self.holder(lock)
            for lock in locks { Foundation.close(lock) }
            throw .held(path, by: holder)
        }
        ftruncate(lock, 0)
        let text = "\(getpid())\n"
        guard pwrite(lock, text, text.utf8.count, 0) == text.utf8.count else {
            let reason = String(cString: strerror(errno))
            for lock in locks { Foundation.close(lock) }
            throw .cannotWrite(path, reason)
        }
    }

    deinit { for lock in locks { close(lock) } }

    /// Unlocks the directory for another process, while this value lives on.
    func release() { for lock in locks { flock(lock, LOCK_UN) } }

    var lockFile: String { path + "/lock" }

    package var database: String { path + "/doorstep.sqlite" }

    /// The mark of damage: its presence asks the next start to check the whole database, and it says why.
    var damageMark: String { database + ".damaged" }

    /// The mark of an opening: its presence says that the last start ended while it was reading the database.
    var openingMark: String { database + ".opening" }

    /// A database that is being made to take the place of a damaged one.
    var restoring: String { database + ".restoring" }

    /// The plan of a restore that is under way: see `Restoration`.
    var plan: String { database + ".plan" }

    /// The notice of a restore, which stays until somebody removes it.
    var noticeFile: String { database + ".notice" }
    var backupDirectory: String { path + "/backups" }

    /// The databases that were set aside as damaged, the last one first.
    var setAside: [String] {
        get throws(FileTrouble) {
            let prefix = "doorstep.sqlite.damaged-"
            return try StateFiles.names(in: path).filter { name in
                name.hasPrefix(prefix)
                    && !StateFiles.suffixes.dropFirst().contains { name.hasSuffix($0) }
            }.sorted(by: >).map { "\(path)/\($0)" }
        }
    }

    /// The reason of an error in the system's words, not in Foundation's.
    static func reason(_ error: any Error) -> String {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let cause, cause.domain == NSPOSIXErrorDomain else { return "\(error)" }
        return String(cString: strerror(CInt(cause.code)))
    }

    /// `doorstepd (process 4711)`, as far as it can be told.
    private static func holder(_ lock: CInt) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(lock, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        guard let pid = Int(text.prefix { $0.isNumber }) else { return "another process" }
        let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
        let program = name?.trimmingCharacters(in: .whitespacesAndNewlines)
        return program.map { "\($0) (process \(pid))" } ?? "process \(pid)"
    }
}

/// The reason why the state directory cannot be used.
package enum StateDirectoryError: Error, Hashable, Sendable {
    case cannotCreate(String, String)
    case cannotWrite(String, String)
    case held(String, by: String)

    /// The trouble and its remedy.
    package var message: String {
        switch self {
        case .cannotCreate(let path, let reason):
            "cannot create the state directory \(path): \(reason)"
        case .cannotWrite(let path, let reason):
            "cannot write in the state directory \(path): \(reason)"
        case .held(let path, let holder):
            "\(holder) already keeps the ledger in \(path)"
        }
    }

    package var hint: String {
        switch self {
        case .cannotCreate(let path, _), .cannotWrite(let path, _):
            "it must belong to the user that runs the daemon:  ls -ld \(path)"
        case .held:
            "one daemon keeps one ledger: stop the other, or give this one another --state directory"
        }
    }
}
