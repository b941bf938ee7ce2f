import DoorstepCore
import Foundation

extension StateDirectory {
    /// Moves the ledger, what was set aside of it, and its backups into a folder of their own: the one way to begin an
    /// empty ledger where there was another. A run that is cut short leaves no empty ledger: what is still there is
    /// restored by the next start.
    /// - Returns: The folder; nil when there was nothing to move.
    package func retireLedger(now: Timestamp) throws -> String? {
        do {
            return try retire(now: now)
        } catch {
            throw OpeningError.cannotOpen(path: error.path, reason: error.reason)
        }
    }

    private func retire(now: Timestamp) throws(FileTrouble) -> String? {
        let prefix = (database as NSString).lastPathComponent
        let parts = try StateFiles.names(in: path).filter {
            $0.hasPrefix(prefix) || $0 == "backups"
        }
        guard !parts.isEmpty else { return nil }
        let folder = "\(path)/former-\(BackupFile.stamp(now))"
        guard mkdir(folder, 0o750) == 0 else { throw FileTrouble("make", folder) }
        for name in parts.sorted() {
            try StateFiles.rename("\(path)/\(name)", to: "\(folder)/\(name)")
        }
        try StateFiles.sync(folder)
        try StateFiles.sync(path)
        return folder
    }
}
