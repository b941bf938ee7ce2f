import Foundation

/// The reason why the ledger cannot be opened. Nothing was changed by then.
package enum OpeningError: Error, Hashable, Sendable {
    case newerDatabase(path: String)
    case notSynchronous(found: Int)
    case cannotOpen(path: String, reason: String)
    /// A directory, a symbolic link: what stands in the place of a file.
    case notAFile(path: String, kind: String)
    /// `mode` says that the file is the daemon's own, but that its mode keeps it out.
    case notOurs(path: String, owner: String, user: String, mode: Bool)
    /// The disk did not give what is written on it.
    case unreadable(path: String, reason: String)
    case noRoom(path: String, needed: Int64, free: Int64)
    /// There is a former ledger, and nothing of it can be used.
    case nothingToRestore(state: String, reason: String)
    case restoreFailed(path: String, reason: String)
    case tooManySetAside(path: String, count: Int)

    package var message: String {
        switch self {
        case .newerDatabase(let path): "\(path) was made by a newer version of Doorstep"
        case .notSynchronous(let found):
            "SQLite runs with synchronous = \(found), not 2 (FULL): a fact could be lost after it was acknowledged"
        case .cannotOpen(let path, let reason): "cannot open \(path): \(reason)"
        case .notAFile(let path, let kind): "cannot open \(path): it is \(kind), not a file"
        case .notOurs(let path, let owner, let user, let isMode):
            isMode
                ? "cannot open \(path): its mode does not let \(user) read and write it"
                : "cannot open \(path): it belongs to \(owner), and the daemon runs as \(user)"
        case .unreadable(let path, let reason):
            "the disk failed while \(path) was opened: \(reason). The ledger was left as it is"
        case .noRoom(let path, let needed, let free):
            "the database is to be restored, and there is no room for it: "
                + "\(Self.megabytes(needed)) are needed at \(path), \(Self.megabytes(free)) are free. "
                + "Nothing was moved"
        case .nothingToRestore(_, let reason): reason
        case .restoreFailed(let path, let reason): "cannot restore \(path): \(reason)"
        case .tooManySetAside(let path, let count):
            "\(path) is damaged again, and \(count) databases were set aside before: the disk cannot be trusted"
        }
    }

    package var hint: String {
        switch self {
        case .newerDatabase:
            "install that version again, or move the file away to start a new ledger"
        case .notSynchronous:
            "this is a fault in Doorstep or in the SQLite library: please report it"
        case .cannotOpen:
            "check the disk and who owns the file; the backups lie beside it in backups/"
        case .notAFile(let path, _):
            "move it away; to keep the ledger on another disk, name a directory there: stateDirectory in [server] "
                + "instead of \((path as NSString).lastPathComponent)"
        case .notOurs(let path, _, let user, let isMode):
            isMode ? "chmod u+rw \(path)" : "chown \(user): \(path)"
        case .unreadable:
            "see what the kernel says of the disk:  dmesg ; check its cable or card, or copy the state directory to "
                + "another disk, and start again"
        case .noRoom(let path, _, _): "make room at \(path), and start again"
        case .nothingToRestore(let state, _):
            "put a good copy there as \(state)/doorstep.sqlite, or begin an empty ledger, which keeps the old files "
                + "in a folder beside it:  doorstepd new-ledger --state \(state)"
        case .tooManySetAside(let path, _):
            "see what the kernel says of the disk:  dmesg ; then move the files \(path).damaged-* to another disk, and "
                + "start again"
        case .restoreFailed:
            "the backups lie in backups/ beside it; nothing that was there is lost: start again, or report it"
        }
    }

    static func megabytes(_ bytes: Int64) -> String {
        let tenths = (max(0, bytes) * 10 + 999_999) / 1_000_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
