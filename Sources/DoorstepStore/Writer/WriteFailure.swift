import Foundation
import GRDB

/// A failed write: the error for the callers who wait for it, and a sentence for health.
struct WriteFailure {
    let error: LedgerError
    let sentence: String

    /// False when a constraint refused a row: the database is well, the row was wrong.
    let isOfTheDisk: Bool

    static func explain(_ error: any Error, directory path: String) -> WriteFailure {
        if case LedgerError.unavailable(let sentence) = error {
            return WriteFailure(
                error: .unavailable(sentence), sentence: sentence, isOfTheDisk: true)
        }
        let isFull =
            (error as? DatabaseError).map {
                $0.resultCode == .SQLITE_FULL
                    || $0.resultCode == .SQLITE_IOERR && freeBytes(at: path) < leastRoom
            } ?? false
        if isFull {
            return WriteFailure(
                error: .diskFull,
                sentence:
                    "the disk is full: nothing can be recorded until there is room at \(path)",
                isOfTheDisk: true)
        }
        if isReadOnly(path), error is DatabaseError {
            let sentence =
                "the disk of \(path) has become read-only: see  dmesg , mend or remount it, then recording goes on"
            return WriteFailure(
                error: .unavailable(sentence), sentence: sentence, isOfTheDisk: true)
        }
        let reason = (error as? DatabaseError)?.sentence ?? "\(error)"
        return WriteFailure(
            error: .failed(reason), sentence: "writing to \(path) failed: \(reason)",
            isOfTheDisk: (error as? DatabaseError).map { $0.resultCode != .SQLITE_CONSTRAINT }
                ?? !(error is Unfinished))
    }

    /// Room below which the disk counts as full.
    static let leastRoom: Int64 = 128 << 10

    /// Whether the disk is read-only, as the kernel makes one that it has found damaged.
    private static func isReadOnly(_ path: String) -> Bool {
        var info = statvfs()
        return statvfs(path, &info) == 0 && info.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Room that an ordinary user may fill.
    static func freeBytes(at path: String) -> Int64 {
        var info = statvfs()
        let directory = (path as NSString).deletingLastPathComponent
        guard statvfs(directory, &info) == 0 else { return .max }
        return Int64(info.f_bavail) * Int64(info.f_frsize)
    }
}
