import DoorstepCore
import Foundation
import GRDB

/// The backups of a state directory, told apart by the facts that they hold.
struct BackupShelf {
    let directory: StateDirectory

    /// A backup that can be read.
    struct Candidate: Hashable {
        let file: BackupFile
        let last: Sequence

        /// The last fact that it has in common with the database it was compared with; nil when it was compared with
        /// none, or when the comparison was not possible.
        let common: Sequence?

        /// Whether it is an earlier state of that database, or a later one.
        func isOfOneHistory(with ledger: Sequence) -> Bool { common == min(last, ledger) }

        /// Whether it has facts of that database's ledger which the database does not have.
        var isAhead: Bool {
            common.map { $0 > .zero && last > $0 } ?? false
        }
    }

    /// A backup that cannot be read, and why.
    struct Refused: Hashable {
        let path: String
        let reason: String
    }

    /// Every file that may be a backup.
    ///
    /// Throws `OpeningError` for a directory that may not be read: backups that cannot be seen are not the same as
    /// none.
    func files() throws(OpeningError) -> [BackupFile] {
        try StatePermissions.checkBackups(directory)
        do {
            return try StateFiles.names(in: directory.backupDirectory)
                .compactMap { BackupFile(name: $0, in: directory.backupDirectory) }
        } catch {
            throw .cannotOpen(path: directory.backupDirectory, reason: error.reason)
        }
    }

    /// The backups with most facts first; those of one history with `ledger` before all others.
    func candidates(
        comparedWith ledger: Database?
    ) throws(OpeningError) -> (candidates: [Candidate], refused: [Refused]) {
        var candidates: [Candidate] = []
        var refused: [Refused] = []
        // A damaged database may not tell what it holds.
        let known = ledger.flatMap { try? FactHistory($0) }
        for file in try files() {
            do {
                candidates.append(
                    try file.read { db in
                        let history = try FactHistory(db)
                        let common = known.flatMap { try? history.common(with: $0) }
                        return Candidate(file: file, last: history.last, common: common)
                    })
            } catch {
                let reason = (error as? DatabaseError)?.sentence ?? "\(error)"
                refused.append(Refused(path: file.path, reason: reason))
            }
        }
        let isOurs = { (candidate: Candidate) in
            known.map { candidate.isOfOneHistory(with: $0.last) } ?? true
        }
        candidates.sort { one, other in
            if isOurs(one) != isOurs(other) { return isOurs(one) }
            if one.last != other.last { return one.last > other.last }
            return (one.file.takenAt ?? .distantPast) > (other.file.takenAt ?? .distantPast)
        }
        return (candidates, refused)
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: .min)
}
