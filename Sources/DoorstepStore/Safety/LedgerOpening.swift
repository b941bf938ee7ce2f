import DoorstepCore
import Foundation
import GRDB

/// The parts of an opening that a test can replace.
package struct OpeningConditions: Sendable {
    /// A wait before the second try: a loose card or cable may be back by then.
    package var pause: @Sendable (Duration) -> Void = {
        Thread.sleep(forTimeInterval: $0.inSeconds)
    }

    /// Called after each step of a restore.
    package var onStep: @Sendable (RestorationStep) throws -> Void = { _ in }

    package init() {}
}

/// Opens the database and reads from it what the daemon needs first, all in one place, so that damage that any of these
/// reads finds is dealt with: one more try, then a restore (DESIGN section 4, promise 7).
struct LedgerOpening {
    let directory: StateDirectory
    let shop: Shop
    let clock: @Sendable () -> ClockReading
    var conditions = OpeningConditions()

    /// An open database, and what was read from it.
    struct Opened {
        let pool: DatabasePool
        let id: LedgerID
        let floor: Floor
        let recent: RecentFacts
        let outbox: OutboxHealth
        let backups: BackupStatus
        var notices: [String]
        /// A suspicion of damage that proved groundless.
        var remark: String?
    }

    private enum Finding {
        case sound(Opened)
        case damaged(String)
    }

    /// Up to this size the whole file is checked before the daemon says that it is ready (about a tenth of a
    /// second for 50 MB); larger ones are checked by `Ledger.check` while it runs.
    static let largestCheckedAtOnce: Int64 = 32 << 20

    /// Throws `OpeningError`.
    func open() throws -> Opened {
        do {
            return try openOrRestore()
        } catch let trouble as FileTrouble {
            throw OpeningError.unreadable(path: trouble.path, reason: trouble.reason)
        }
    }

    private func openOrRestore() throws -> Opened {
        try StatePermissions.check(directory)
        let restoration = Restoration(directory: directory, onStep: conditions.onStep)
        do {
            try restoration.finish()
        } catch let trouble as FileTrouble {
            throw OpeningError.restoreFailed(path: path, reason: trouble.description)
        }
        if try StateFiles.size(path) == 0, try hasPast() {
            return try restored(
                by: restoration, try StateFiles.exists(path) ? .empty : .missing)
        }
        switch try sound() {
        case .damaged(let reason): return try restored(by: restoration, .damaged(reason))
        case .sound(let opened):
            guard opened.floor.state.sequence == .zero, try hasPast(of: opened.pool) else {
                return opened
            }
            try? opened.pool.close()
            return try restored(by: restoration, .empty)
        }
    }

    private var path: String { directory.database }

    private func restored(
        by restoration: Restoration, _ cause: Restoration.Cause
    ) throws -> Opened {
        try restoration.restore(because: cause, now: clock().now)
        switch try sound() {
        case .sound(let opened): return opened
        case .damaged(let reason): throw OpeningError.restoreFailed(path: path, reason: reason)
        }
    }

    /// Whether something is left of a ledger, when there is no database.
    private func hasPast() throws -> Bool {
        guard try directory.setAside.isEmpty, try StateFiles.size(path + "-wal") == 0
        else { return true }
        return try !BackupShelf(directory: directory).files().isEmpty
    }

    /// Whether there was a ledger with facts before the empty one that is open: a backup without facts is one of its
    /// own.
    private func hasPast(of pool: DatabasePool) throws -> Bool {
        guard try directory.setAside.isEmpty else { return true }
        let shelf = BackupShelf(directory: directory)
        let (candidates, refused) = try pool.read { try shelf.candidates(comparedWith: $0) }
        return !refused.isEmpty || candidates.contains { $0.last > .zero }
    }
}

// MARK: One try, and another

extension LedgerOpening {
    /// Damage is believed when two tries find it and the disk gives the whole file: a failed read looks like damage.
    private func sound() throws -> Finding {
        var fault: StorageFault?
        for isSecond in [false, true] {
            if isSecond { conditions.pause(.seconds(1)) }
            do {
                return .sound(try openOnce(isDoubted: isSecond))
            } catch let error as OpeningError {
                throw error
            } catch let trouble as FileTrouble {
                throw trouble
            } catch {
                fault = StorageFault(error)
                guard fault != nil else { throw explained(error) }
            }
        }
        switch fault {
        case .damaged(let reason)?:
            for file in [path, path + "-wal"] where try StateFiles.exists(file) {
                try StateFiles.readThrough(file)
            }
            return .damaged(reason)
        case .unreadable(let reason)?: throw OpeningError.unreadable(path: path, reason: reason)
        case nil: throw OpeningError.cannotOpen(path: path, reason: "no try was made")
        }
    }

    private func explained(_ error: any Error) -> OpeningError {
        let reason =
            switch error {
            case let error as DatabaseError: error.sentence
            case LedgerError.failed(let reason): reason
            default: "\(error)"
            }
        return .cannotOpen(path: path, reason: reason)
    }

    /// With a mark of damage, or when the first try failed, the whole file is checked, indexes too. A start that ended
    /// in the midst of its reads leaves a mark as well: it may have been the file that ended it.
    private func openOnce(isDoubted: Bool) throws -> Opened {
        let mark = try? String(contentsOfFile: directory.damageMark, encoding: .utf8)
        let isMarked = try mark != nil || StateFiles.exists(directory.damageMark)
        let isCutShort = try StateFiles.exists(directory.openingMark)
        let isSmall = try StateFiles.size(path) <= Self.largestCheckedAtOnce
        if !isSmall { StateFiles.touch(directory.openingMark) }
        let pool = try DatabasePool(path: path, configuration: Self.configuration)
        do {
            if isMarked || isDoubted {
                try pool.read(LedgerCheck.thorough)
            } else if isSmall || isCutShort {
                try pool.read(LedgerCheck.quick)
            }
            try prepare(pool)
            var opened = try firstReads(pool)
            if isMarked {
                try StateFiles.remove(directory.damageMark)
                opened.remark =
                    "A read found damage before the last start (\(Self.line(mark))), and the whole database was checked "
                    + "since: it is sound. If that comes again, see what the kernel says of the disk:  dmesg"
            }
            try StateFiles.remove(directory.openingMark)
            return opened
        } catch {
            try? pool.close()
            throw error
        }
    }

    private static func line(_ mark: String?) -> String {
        let text = mark?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return text.isEmpty ? "no reason given" : text
    }

    /// Brings the schema to this version, and sees to it that each commit is synced.
    private func prepare(_ pool: DatabasePool) throws {
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
    }

    /// Everything that the daemon reads before it is ready.
    private func firstReads(_ pool: DatabasePool) throws -> Opened {
        let now = clock().now
        let shelf = try pool.read { db in
            (try? BackupShelf(directory: directory).candidates(comparedWith: db).candidates) ?? []
        }
        let last = try pool.read(FactTable.last)
        let ahead = shelf.filter(\.isAhead)
        let newer = ahead.first?.file.path
        let id =
            try pool.read { try IdentityTable.id(olderThan: newer, $0) }
            ?? renewedID(newer, now, pool)
        return try pool.read { db in
            let floor = try FloorTable.floor(shop: shop, at: now, db)
            _ = try DeviceTable.all(db)
            _ = try DayTable.unclosed(shop: shop, at: now, db)
            _ = try DeliveryTable.work(at: now, db)
            _ = try SummaryTable.lastReported(db)
            return Opened(
                pool: pool, id: id, floor: floor, recent: try FactTable.recent(db),
                outbox: try OutboxHealth(db),
                backups: BackupStatus(
                    ledgerBegan: try FactTable.fact(Sequence(1), db).flatMap {
                        $0.stamp.isTrusted ? $0.recordedAt : nil
                    },
                    newest: shelf.first { $0.isOfOneHistory(with: last) && $0.last <= last }?
                        .file.takenAt),
                notices: storedNotices + ahead.map { behind($0, last) })
        }
    }

    /// A new id of the ledger. On a full disk it is good until the next start, so that the shop can still read its
    /// ledger.
    private func renewedID(
        _ newer: String?, _ now: Timestamp, _ pool: DatabasePool
    ) throws -> LedgerID {
        let id = IdentityTable.newID(at: now)
        do {
            try pool.write { try IdentityTable.keep(id, olderThan: newer, $0) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            return id
        }
        return id
    }

    private var storedNotices: [String] {
        do {
            return try Restoration.notices(in: directory)
        } catch {
            return ["\(error.path) cannot be read (\(error.reason)): it says what was restored."]
        }
    }

    private func behind(_ candidate: BackupShelf.Candidate, _ last: Sequence) -> String {
        let common = candidate.common ?? .zero
        return
            "The backup \(candidate.file.path) has \(candidate.last.value - common.value) facts that the ledger does not have: "
            + "the ledger is the same up to fact \(common), and ends with \(last). Was its -wal deleted, or an older copy "
            + "put in place? To go back to the backup, stop the daemon, move \(path) away and start it; to keep the "
            + "ledger as it is, move the backup away."
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
}
