import Foundation

/// The files that the ledger is kept in, as their names led to them when it was opened.
///
/// A file that is moved, removed or replaced stays open, and SQLite goes on writing into a file that nobody will find
/// again. So each batch looks first whether every name still leads to the same file. If not, nothing is recorded: an
/// answer of 201 would be a promise that nobody can keep. The daemon stays up meanwhile, because it can say what has
/// happened, and a start would begin a new and empty ledger at the same place. It goes on by itself when the same files
/// are back (a disk that was mounted again, a directory that was moved back). Only a restart, which a person has to
/// want, takes other files.
struct HeldFiles: Sendable {
    private struct File {
        let path: String
        let device: dev_t
        let inode: ino_t
    }

    private let files: [File]

    /// The database must be open, so that its log is there too.
    init(_ directory: StateDirectory) {
        let database = directory.database
        files = [
            directory.path, directory.lockFile, database, database + "-wal", database + "-shm",
        ].compactMap { path in
            Self.status(path).map { File(path: path, device: $0.st_dev, inode: $0.st_ino) }
        }
    }

    /// A sentence on the first file that is not where it was; nil while all are.
    var trouble: String? {
        for file in files {
            let status = Self.status(file.path)
            if let status, status.st_dev == file.device, status.st_ino == file.inode { continue }
            let code = errno
            let what =
                if status != nil {
                    "is not the one that the daemon opened"
                } else if code == ENOENT || code == ENOTDIR {
                    "was moved or removed"
                } else {
                    "cannot be looked at (\(String(cString: strerror(code))))"
                }
            return
                "\(file.path) \(what): put back what was there, or use what is there:  systemctl restart doorstepd"
        }
        return nil
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
