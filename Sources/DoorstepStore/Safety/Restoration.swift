import DoorstepCore
import Foundation
import GRDB

/// The steps of a restore, after each of which a kill may come.
package enum RestorationStep: CaseIterable, Sendable {
    case copied, completed, planned, movedDatabase, movedCompanions, movedIn, cleared
}

/// Puts a backup in the place of a database that is damaged or gone.
///
/// The new database is made whole under a name of its own (copied, synced, checked, completed with the facts that only
/// the damaged one has) before anything is moved. A plan on the disk then says where the damaged files go, so that a
/// start after a kill or a power cut finishes what was begun. Without a plan, a half-made database is deleted.
struct Restoration {
    let directory: StateDirectory
    let onStep: @Sendable (RestorationStep) throws -> Void

    /// The reason why a backup is wanted.
    enum Cause: Hashable {
        case damaged(String)
        case missing
        /// A database without any fact, where there was a ledger before.
        case empty
    }

    /// Written before the first file is moved.
    private struct Plan: Codable {
        let aside: String
        let notice: String
    }

    private var path: String { directory.database }

    /// Finishes a restore that was cut short, or deletes what it had made. Called before anything else is opened.
    func finish() throws {
        guard let data = try StateFiles.contents(directory.plan),
            let plan = try? JSONDecoder().decode(Plan.self, from: data)
        else {
            try removeHalfMade()
            return
        }
        guard try StateFiles.exists(directory.restoring) || StateFiles.exists(path) else {
            // Somebody took the new database away: begin again.
            return try StateFiles.remove(directory.plan)
        }
        try carryOut(plan)
    }

    /// Throws `OpeningError`. Nothing has been moved then, unless a move itself failed, which the next start goes on
    /// with.
    func restore(because cause: Cause, now: Timestamp) throws {
        let count = try directory.setAside.count
        guard count < Self.mostSetAside else {
            throw OpeningError.tooManySetAside(path: path, count: count)
        }
        let plan: Plan
        do {
            let made = try make(cause)
            try onStep(.completed)
            let aside = try unusedName(cause == .empty ? "empty" : "damaged", now)
            plan = Plan(aside: aside, notice: notice(of: made, cause, aside: aside))
            let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
            try StateFiles.write(text, to: directory.plan)
        } catch let error as OpeningError {
            try? removeHalfMade()
            throw error
        } catch let error as DatabaseError {
            try? removeHalfMade()
            throw explained(error)
        } catch let trouble as FileTrouble {
            try? removeHalfMade()
            throw explained(trouble)
        }
        try onStep(.planned)
        do {
            try carryOut(plan)
        } catch let trouble as FileTrouble {
            throw OpeningError.restoreFailed(path: path, reason: trouble.description)
        }
    }

    /// The most databases that are set aside: a disk that damages whatever is restored must not be filled by one
    /// restart after the other.
    static let mostSetAside = 8

    /// Carries out the plan, of which any step may have been done before.
    private func carryOut(_ plan: Plan) throws {
        if try StateFiles.exists(directory.restoring) {
            for suffix in StateFiles.suffixes where try StateFiles.exists(path + suffix) {
                // Never over a file that was kept before.
                let isTaken = try StateFiles.exists(plan.aside + suffix)
                let aside = isTaken ? try unusedName("damaged", nil) : plan.aside
                try StateFiles.rename(path + suffix, to: aside + suffix)
                if suffix.isEmpty { try onStep(.movedDatabase) }
            }
            try StateFiles.sync(directory.path)
            try onStep(.movedCompanions)
            try StateFiles.rename(directory.restoring, to: path)
            try StateFiles.sync(directory.path)
        }
        try onStep(.movedIn)
        let earlier = try Self.notices(in: directory).filter { $0 != plan.notice }
        let notices = (earlier + [plan.notice]).joined(separator: "\n") + "\n"
        try StateFiles.write(notices, to: directory.noticeFile)
        for file in [directory.damageMark, directory.plan] { try StateFiles.remove(file) }
        try StateFiles.sync(directory.path)
        try onStep(.cleared)
    }

    private func removeHalfMade() throws {
        for suffix in StateFiles.suffixes + [".tmp"] {
            try StateFiles.remove(directory.restoring + suffix)
        }
        try StateFiles.remove(directory.plan + ".tmp")
    }

    /// The notices of restores that nobody has removed, a line each.
    static func notices(in directory: StateDirectory) throws(FileTrouble) -> [String] {
        let text = String(
            decoding: try StateFiles.contents(directory.noticeFile) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    private func unusedName(_ word: String, _ now: Timestamp?) throws -> String {
        let name = "\(path).\(word)-\(now.map(BackupFile.stamp) ?? "again")"
        let names = [name] + (2...).lazy.prefix(10_000).map { "\(name)-\($0)" }
        for candidate in names {
            let taken = try StateFiles.suffixes.contains {
                try StateFiles.exists(candidate + $0)
            }
            if !taken { return candidate }
        }
        return "\(name)-\(UUID().uuidString)"
    }

    private func explained(_ error: DatabaseError) -> OpeningError {
        if error.resultCode == .SQLITE_FULL { return noRoom() }
        if case .unreadable(let reason)? = StorageFault(error) {
            return .unreadable(path: path, reason: reason)
        }
        return .restoreFailed(path: path, reason: error.sentence)
    }

    private func explained(_ trouble: FileTrouble) -> OpeningError {
        trouble.code == ENOSPC || trouble.code == EDQUOT
            ? noRoom() : .restoreFailed(path: path, reason: trouble.description)
    }

    private func noRoom(needed: Int64? = nil) -> OpeningError {
        .noRoom(
            path: directory.path,
            needed: needed ?? (try? room(for: path)) ?? WriteFailure.leastRoom,
            free: WriteFailure.freeBytes(at: path))
    }
}

// MARK: Making the new database

extension Restoration {
    /// The new database, whole and synced under its own name.
    struct NewDatabase {
        let backup: BackupShelf.Candidate?
        let former: String?
        let facts: FactRecovery.Counts?
        let unread: [String]
        let refused: [BackupShelf.Refused]
    }

    private func make(_ cause: Cause) throws -> NewDatabase {
        try removeHalfMade()
        // The one that was set aside last may be what a version before this one left: its facts are taken only if they
        // are of the backup's ledger.
        let former: String? =
            if case .damaged = cause { path } else {
                try directory.setAside.first { try StateFiles.size($0) > 0 }
            }
        let source = try former.flatMap(openDamaged)
        defer { try? source?.close() }
        let shelf = BackupShelf(directory: directory)
        let (candidates, unreadable) =
            try source?.inDatabase { try shelf.candidates(comparedWith: $0) }
            ?? shelf.candidates(comparedWith: nil)
        var refused = unreadable
        for candidate in candidates {
            let name = candidate.file.path
            try requireRoom(for: [name, former].compactMap(\.self))
            do {
                try StateFiles.copy(name, to: directory.restoring)
                try onStep(.copied)
                let (facts, unread) = try complete(from: source)
                if candidate.last > .zero || (facts?.recovered ?? 0) > 0 {
                    return NewDatabase(
                        backup: candidate, former: former, facts: facts, unread: unread,
                        refused: refused)
                }
                refused.append(BackupShelf.Refused(path: name, reason: "it holds no fact"))
            } catch let trouble as FileTrouble where trouble.path == name {
                refused.append(BackupShelf.Refused(path: name, reason: trouble.reason))
            } catch let error as DatabaseError {
                guard case .damaged(let reason)? = StorageFault(error) else { throw error }
                refused.append(BackupShelf.Refused(path: name, reason: reason))
            } catch OpeningError.newerDatabase {
                refused.append(
                    BackupShelf.Refused(path: name, reason: "it was made by a newer version"))
            }
            try removeHalfMade()
        }
        guard let source else { throw nothing(cause, refused) }
        try requireRoom(for: [former].compactMap(\.self))
        let (facts, unread) = try complete(from: source)
        guard let facts, facts.recovered > 0 else { throw nothing(cause, refused) }
        return NewDatabase(
            backup: nil, former: former, facts: facts, unread: unread, refused: refused)
    }

    /// The damaged database, for reading; nil when not even its first page can be used.
    private func openDamaged(_ path: String) throws -> DatabaseQueue? {
        do {
            return try DatabaseQueue(path: path, configuration: .readOnly)
        } catch let error as DatabaseError {
            guard case .damaged? = StorageFault(error) else { throw error }
            return nil
        }
    }

    /// Checks the copy, brings it to this version's schema and adds what only `source` has.
    private func complete(
        from source: DatabaseQueue?
    ) throws -> (FactRecovery.Counts?, unread: [String]) {
        let target = try DatabaseQueue(path: directory.restoring)
        defer { try? target.close() }
        try target.writeWithoutTransaction { db in
            // A database with a log would leave some of itself in another file.
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = MEMORY")
            try LedgerCheck.quick(db)
        }
        let isNewer = try target.read { try Schema.migrator.hasBeenSuperseded($0) }
        guard !isNewer else { throw OpeningError.newerDatabase(path: directory.restoring) }
        try Schema.migrator.migrate(target)
        // The copy may be somebody's own, with the id of the ledger that it was taken from.
        try target.write(IdentityTable.forget)
        var result: (FactRecovery.Counts?, unread: [String]) = (nil, [])
        if let source {
            // Rows of side tables come in any order; the check at the end sees what they refer to.
            try target.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
            }
            result = try source.inDatabase { damaged in
                try target.write { db in
                    let facts = try FactRecovery(source: damaged, target: db).run()
                    guard facts != nil else { return (nil, []) }
                    return (facts, try SideRecovery(source: damaged, target: db).run())
                }
            }
        }
        try target.read(LedgerCheck.quick)
        try target.close()
        try StateFiles.sync(directory.restoring)
        return result
    }

    /// Throws unless there is room for the largest of `files`: the new database becomes no larger.
    private func requireRoom(for files: [String]) throws {
        let needed = try files.map(room).max() ?? 0
        guard WriteFailure.freeBytes(at: path) >= needed else { throw noRoom(needed: needed) }
    }

    /// The room for a copy of the file with its log, whose rows become rows of the copy, in bytes.
    private func room(for file: String) throws -> Int64 {
        try StateFiles.size(file) + StateFiles.size(file + "-wal") + WriteFailure.leastRoom
    }
}
