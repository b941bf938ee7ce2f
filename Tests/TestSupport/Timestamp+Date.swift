import DoorstepCore
import Foundation

/// Foundation's moments, for what is compared with it.
extension Timestamp {
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    package init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
