import Foundation
import GRDB
import GRDBSQLite

/// The cause of an error of SQLite. Damage stands in the file; a failed read is the fault of the disk or its
/// cable, and the file behind it may be good.
enum StorageFault: Hashable {
    case damaged(String)
    case unreadable(String)

    /// Nil for an error that is about something else.
    init?(_ error: any Error) {
        guard let error = error as? DatabaseError else { return nil }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(error.sentence)
        case .SQLITE_IOERR: self = .unreadable(error.sentence)
        default: return nil
        }
    }

    /// The fault of an error that a check found in lines of SQLite's own, which words a failed read as if it were
    /// damage: "unable to get the page. error code=8458".
    static func error(foundBy lines: [String]) -> DatabaseError {
        let text = lines.joined(separator: "; ")
        let codes = text.matches(of: #/error code=(\d+)/#).compactMap { CInt($0.1) }
        let failedRead = codes.first { ResultCode(rawValue: $0).primaryResultCode == .SQLITE_IOERR }
        return DatabaseError(
            resultCode: failedRead.map(ResultCode.init(rawValue:)) ?? .SQLITE_CORRUPT, message: text
        )
    }
}

extension DatabaseError {
    /// The cause in words. SQLite says "not an error" of a connection on which nothing failed, although the code
    /// belongs to another one.
    var sentence: String {
        if let message, !message.isEmpty, message != "not an error" { return message }
        return String(cString: sqlite3_errstr(extendedResultCode.rawValue))
    }
}
