import DoorstepCore
import Foundation
import GRDB
import Synchronization

extension Ledger {
    /// The number of backups of this ledger that are kept.
    package static let keptBackups = 7

    /// The room that a backup leaves to writers, in bytes.
    static let roomForWriters: Int64 = 1 << 20

    /// The time at which the newest backup of this ledger was taken; nil when there is none.
    package var lastBackup: Timestamp? { backups.withLock { $0.newest } }

    /// Copies the database through SQLite's online backup, checks the copy, and only then gives it its name; the ones
    /// with fewest facts beyond `keptBackups` go. Recording goes on meanwhile, and none of Swift's shared threads is
    /// held up: a large copy takes seconds.
    ///
    /// A ledger without a fact is not backed up: its copy would be no help after damage, and would put off the next
    /// backup by a day.
    ///
    /// - Returns: Whether there was something to back up.
    /// - Throws: `BackupFailure`.
    @discardableResult package func backUp() async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try self.tryBackUp() })
            }
        }
    }

    private func tryBackUp() throws(BackupFailure) -> Bool {
        let reading = clock()
        guard reading.stamp.isTrusted else { throw .untrustedClock }
        do {
            let backup = try Backup(ledger: self, now: reading.now).take()
            backups.withLock {
                $0.newest = backup?.takenAt
                $0.failure = nil
            }
            return backup != nil
        } catch {
            backups.withLock { $0.failure = error }
            throw error
        }
    }

    /// Checks the whole database while it is in use. Damage is marked, so that the next start deals with it.
    /// - Returns: what is wrong; nil when nothing is.
    package func check() async -> String? {
        do {
            try await pool.read(LedgerCheck.quick)
        } catch {
            damage.note(error)
        }
        return damage.reason
    }
}

/// One backup being taken.
private struct Backup {
    let ledger: Ledger
    let now: Timestamp

    private var directory: String { ledger.directory.backupDirectory }

    /// - Returns: nil when there is nothing to back up.
    func take() throws(BackupFailure) -> BackupFile? {
        let partial = directory + "/" + Self.partialName
        do {
            guard try ledger.pool.read(FactTable.last) > .zero else { return nil }
            try makeDirectory()
            try removePartial()
            try requireRoom(for: try roomWanted)
            defer { try? removePartial() }
            let last = try copy(to: partial)
            let backup = BackupFile(takenAt: now, last: last, in: directory)
            try StateFiles.sync(partial)
            try StateFiles.rename(partial, to: backup.path)
            try StateFiles.sync(directory)
            try prune()
            return backup
        } catch let failure as BackupFailure {
            throw failure
        } catch let error as DatabaseError {
            throw explained(error)
        } catch let trouble as FileTrouble {
            throw trouble.code == ENOSPC || trouble.code == EDQUOT
                ? noRoom : .failed(directory: directory, reason: trouble.description)
        } catch {
            throw .failed(directory: directory, reason: "\(error)")
        }
    }

    private func makeDirectory() throws {
        if mkdir(directory, 0o750) != 0, errno != EEXIST {
            throw FileTrouble("make", directory)
        }
        var info = stat()
        guard stat(directory, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
            throw BackupFailure.notADirectory(directory)
        }
    }

    // MARK: The copy

    private static let partialName = "doorstep.sqlite.partial"

    /// Removes this copy, and the remains of earlier ones that a kill has left, under whatever name a version used.
    private func removePartial() throws {
        for name in try StateFiles.names(in: directory)
        where name.contains(".sqlite.partial") {
            try StateFiles.remove("\(directory)/\(name)")
        }
    }

    /// Piece by piece, so that it stops as soon as the room for writers is touched.
    /// - Returns: The last fact in the copy.
    private func copy(to partial: String) throws -> Sequence {
        let copy = try DatabaseQueue(path: partial)
        defer { try? copy.close() }
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
        try ledger.pool.backup(to: copy, pagesPerStep: 256) { progress in
            if !progress.isCompleted { try requireRoom(for: Ledger.roomForWriters) }
        }
        // A copy of a WAL database says that it is one; alone in its directory it must not need a log.
        try copy.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try IdentityTable.forget(db)
        }
        return try copy.read { db in
            try LedgerCheck.quick(db)
            return try FactTable.last(db)
        }
    }

    private var roomWanted: Int64 {
        get throws {
            let path = ledger.pool.path
            return try StateFiles.size(path) + StateFiles.size(path + "-wal")
                + Ledger.roomForWriters
        }
    }

    private func requireRoom(for needed: Int64) throws {
        guard free >= needed else { throw noRoom }
    }

    private var free: Int64 { WriteFailure.freeBytes(at: directory + "/x") }

    private var noRoom: BackupFailure {
        .noRoom(
            directory: directory, needed: (try? roomWanted) ?? Ledger.roomForWriters, free: free)
    }

    /// The failure for an error of SQLite. If the copy is damaged, so may be the ledger, which is then checked.
    private func explained(_ error: DatabaseError) -> BackupFailure {
        if error.resultCode == .SQLITE_FULL { return noRoom }
        if case .damaged? = StorageFault(error) {
            do {
                try ledger.pool.read(LedgerCheck.quick)
            } catch {
                ledger.damage.note(error)
            }
        }
        return .failed(directory: directory, reason: error.sentence)
    }

    // MARK: The others

    /// Only backups of which this ledger is the continuation are counted, and only they go: another ledger's, and one
    /// that has more facts than this, may be all that is left of them.
    private func prune() throws {
        let shelf = BackupShelf(directory: ledger.directory)
        let ours = try ledger.pool.read { db in
            let last = try FactTable.last(db)
            return try shelf.candidates(comparedWith: db).candidates.filter {
                $0.common == $0.last && $0.last <= last
            }
        }
        for candidate in ours.dropFirst(Ledger.keptBackups) {
            try StateFiles.remove(candidate.file.path)
        }
    }
}
