import Foundation

/// The check that the daemon may use the files that it finds. It comes before SQLite, whose errors name neither the
/// file of several nor its owner.
enum StatePermissions {
    static func check(_ directory: StateDirectory) throws(OpeningError) {
        for suffix in StateFiles.suffixes {
            let path = directory.database + suffix
            var info = stat()
            guard lstat(path, &info) == 0 else { continue }
            if let kind = kind(info) { throw .notAFile(path: path, kind: kind) }
            try checkAccess(path, info)
        }
    }

    /// Throws for a backup directory that may not be read: backups that may not be looked at are not the same as none.
    static func checkBackups(_ directory: StateDirectory) throws(OpeningError) {
        var info = stat()
        guard stat(directory.backupDirectory, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
            return
        }
        try checkAccess(directory.backupDirectory, info)
    }

    /// The kind of thing that is there in place of a file; nil when it is a file.
    private static func kind(_ info: stat) -> String? {
        switch info.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a directory"
        case S_IFLNK: "a symbolic link"
        default: "a device or a socket"
        }
    }

    private static func checkAccess(_ path: String, _ info: stat) throws(OpeningError) {
        guard access(path, R_OK | W_OK) != 0, errno == EACCES || errno == EPERM else { return }
        throw .notOurs(
            path: path, owner: name(info.st_uid), user: name(geteuid()),
            mode: info.st_uid == geteuid())
    }

    private static func name(_ user: uid_t) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "user \(user)"
    }
}
