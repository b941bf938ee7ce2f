import CSQLite
import DoorstepCore
import Foundation
import GRDB

/// Why the ledger cannot be opened.
package enum OpeningError: Error, Hashable, Sendable {
    case newerDatabase(path: String)
    case notSynchronous(found: Int)
    case cannotOpen(path: String, reason: String)

    package var message: String {
        switch self {
        case .newerDatabase(let path): "\(path) was made by a newer version of Doorstep"
        case .notSynchronous(let found):
            "SQLite runs with synchronous = \(found), not 2 (FULL): a fact could be lost after it was acknowledged"
        case .cannotOpen(let path, let reason): "cannot open \(path): \(reason)"
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
        }
    }
}

/// Opens the database, and deals with one that is damaged: it is set aside under a dated name, the newest good
/// backup takes its place, and somebody is told (DESIGN section 4, promise 7).
enum LedgerOpening {
    /// Up to this size the whole file is checked before the daemon says that it is ready (about a tenth of a
    /// second for 50 MB); larger ones are checked by `Ledger.check` while it runs.
    static let largestCheckedAtOnce: Int64 = 32 << 20

    static func open(
        in directory: StateDirectory, now: Timestamp
    ) throws -> (pool: DatabasePool, notice: String?) {
        _ = isWithoutStatistics
        let path = directory.database
        do {
            if FileManager.default.fileExists(atPath: directory.damageMark) {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a check found damage")
            }
            return (try openChecked(path), nil)
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            let aside = try setAside(path, now: now)
            let restored = try restoreNewest(of: directory, to: path)
            try? FileManager.default.removeItem(atPath: directory.damageMark)
            let origin =
                restored.map {
                    "the backup of \($0.takenAt) was restored; a screen that was revoked since then is paired again: see  doorstep devices"
                }
                ?? "there was no good backup, so a new ledger was begun"
            return (
                try openChecked(path),
                "the database was damaged (\(error.message ?? "no reason given")): it was kept as \(aside), and \(origin)"
            )
        } catch let error as DatabaseError {
            throw OpeningError.cannotOpen(path: path, reason: error.message ?? "\(error)")
        }
    }

    /// SQLite's count of its own memory, which nobody here reads, takes a lock for each piece that is taken or given back.
    /// It must be told before it is used for the first time; later it goes on counting, which is slower and no harm.
    private static let isWithoutStatistics =
        doorstep_sqlite_forgo_memory_statistics() == ResultCode.SQLITE_OK.rawValue

    private static func openChecked(_ path: String) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration)
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64) ?? 0
        if size <= largestCheckedAtOnce { try pool.read(check) }
        let isNewer = try pool.read { try Schema.migrator.hasBeenSuperseded($0) }
        guard !isNewer else { throw OpeningError.newerDatabase(path: path) }
        try Schema.migrator.migrate(pool)
        // GRDB sets NORMAL when it switches to WAL, after the configuration ran: set it and read it back.
        let synchronous = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA journal_size_limit = 4194304")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        }
        guard synchronous == 2 else { throw OpeningError.notSynchronous(found: synchronous) }
        return pool
    }

    /// SQLite's own check of the file's structure, and the ledger's promise that no fact is missing.
    static func check(_ db: Database) throws {
        let found = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
        guard found == ["ok"] else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: found.joined(separator: "; "))
        }
        guard try db.tableExists("fact") else { return }
        let row = try Row.fetchOne(db, sql: "SELECT count(*), coalesce(max(sequence), 0) FROM fact")
        if let row, row[0] as Int64 != row[1] {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "facts are missing")
        }
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.label = "doorstep"
        configuration.maximumReaderCount = 3
        // In KiB when negative. A day's rows fit; the file system keeps the rest.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -512") }
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Moves the file, its log and its index away, together.
    private static func setAside(_ path: String, now: Timestamp) throws -> String {
        let aside = "\(path).damaged-\(BackupFile.stamp(now))"
        for suffix in ["", "-wal", "-shm"]
        where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.moveItem(atPath: path + suffix, toPath: aside + suffix)
        }
        return aside
    }

    /// Copies the newest backup that passes its check into place.
    private static func restoreNewest(
        of directory: StateDirectory, to path: String
    ) throws -> BackupFile? {
        for backup in directory.backups {
            guard let copy = try? DatabaseQueue(path: backup.path, configuration: readOnly),
                (try? copy.read(check)) != nil
            else { continue }
            try copy.close()
            try FileManager.default.copyItem(atPath: backup.path, toPath: path)
            return backup
        }
        return nil
    }

    private static var readOnly: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        return configuration
    }
}
