import Foundation
import GRDB

/// What a failed write means to those who wait for it.
struct WriteFailure {
    let error: LedgerError
    let sentence: String

    /// False when a constraint refused a row: the database is well, the row was wrong.
    let isOfTheDisk: Bool

    static func explain(_ error: any Error, directory path: String) -> WriteFailure {
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
        let reason = (error as? DatabaseError)?.message ?? "\(error)"
        return WriteFailure(
            error: .failed(reason), sentence: "writing to \(path) failed: \(reason)",
            isOfTheDisk: (error as? DatabaseError)?.resultCode != .SQLITE_CONSTRAINT)
    }

    /// Room below which the disk counts as full.
    static let leastRoom: Int64 = 128 << 10

    /// Room that an ordinary user may fill.
    static func freeBytes(at path: String) -> Int64 {
        var info = statvfs()
        let directory = (path as NSString).deletingLastPathComponent
        guard statvfs(directory, &info) == 0 else { return .max }
        return Int64(info.f_bavail) * Int64(info.f_frsize)
    }
}
