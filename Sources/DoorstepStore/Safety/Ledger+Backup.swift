import DoorstepCore
import Foundation
import GRDB
import Synchronization

extension Ledger {
    /// Backups that are kept.
    package static let keptBackups = 7

    /// When the newest backup was taken; nil when there is none.
    package var lastBackup: Timestamp? { newestBackup.withLock { $0 } }

    /// Copies the database through SQLite's online backup, checks the copy, and only then gives it its name;
    /// the oldest beyond `keptBackups` go. Recording goes on meanwhile, and none of Swift's shared threads is
    /// held up: a large copy takes seconds.
    package func backUp() async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try self.copy() })
            }
        }
    }

    private func copy() throws {
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: directory.backupDirectory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        let backup = BackupFile(takenAt: clock().now, in: directory.backupDirectory)
        let partial = backup.path + ".partial"
        try? manager.removeItem(atPath: partial)
        defer { try? manager.removeItem(atPath: partial) }
        let copy = try DatabaseQueue(path: partial)
        try pool.backup(to: copy)
        // A copy of a WAL database says that it is one; alone in its directory it must not need a log.
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try copy.read(LedgerOpening.check)
        try copy.close()
        try sync(partial)
        try? manager.removeItem(atPath: backup.path)
        try manager.moveItem(atPath: partial, toPath: backup.path)
        try sync(directory.backupDirectory)
        newestBackup.withLock { $0 = backup.takenAt }
        for old in directory.backups.dropFirst(Self.keptBackups) {
            try manager.removeItem(atPath: old.path)
        }
    }

    /// Checks the whole database while it is in use. Damage is marked, so that the next start sets the file
    /// aside.
    /// - Returns: what is wrong; nil when nothing is.
    package func check() async -> String? {
        do {
            try await pool.read(LedgerOpening.check)
            return nil
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            let reason = error.message ?? "\(error)"
            try? Data(reason.utf8).write(to: URL(fileURLWithPath: directory.damageMark))
            return reason
        } catch {
            return nil
        }
    }

    private func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw LedgerError.failed("cannot open \(path): \(String(cString: strerror(errno)))")
        }
        defer { Foundation.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw LedgerError.failed("cannot sync \(path): \(String(cString: strerror(errno)))")
        }
    }
}
