import DoorstepCore

/// The status of the backups: the newest one, and the last try that failed.
struct BackupStatus: Hashable {
    /// The time at which the first fact was recorded; nil while there is none, or when the clock was wrong then.
    let ledgerBegan: Timestamp?

    /// The time at which the newest backup of this ledger was taken.
    var newest: Timestamp?

    /// The reason why the last try failed; nil when it did not.
    var failure: BackupFailure?

    /// The age from which on the newest backup counts as too old in health.
    static let oldest = Duration.seconds(48 * 3600)

    func health(at now: Timestamp) -> BackupHealth {
        let age = newest.map { "the newest is of \($0)" } ?? "there is none yet"
        if let failure { return BackupHealth(isWell: false, detail: "\(failure.message); \(age)") }
        let since = newest ?? ledgerBegan ?? now
        guard now - since > Self.oldest else {
            return BackupHealth(isWell: true, detail: newest.map { _ in age })
        }
        return BackupHealth(
            isWell: false,
            detail: "none was taken for more than 48 h, \(age): see  journalctl -u doorstepd")
    }
}

/// The reason why no backup was taken, with what to do.
package enum BackupFailure: Error, Hashable, Sendable {
    /// No try was made: its date would be wrong, and the wrong one would be deleted.
    case untrustedClock
    case noRoom(directory: String, needed: Int64, free: Int64)
    case notADirectory(String)
    case failed(directory: String, reason: String)

    package var message: String {
        switch self {
        case .untrustedClock: "none is taken while the clock cannot be trusted"
        case .noRoom(let directory, let needed, let free):
            "no room for a backup: \(OpeningError.megabytes(needed)) are needed at \(directory), "
                + "\(OpeningError.megabytes(free)) are free: make room there"
        case .notADirectory(let path): "\(path) is not a directory: move it away"
        case .failed(let directory, let reason):
            "no backup could be taken: \(reason): look at the disk, and at who owns \(directory)"
        }
    }
}
