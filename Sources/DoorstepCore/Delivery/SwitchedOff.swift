/// A destination that gets nothing until a person resumes it. What it is owed is kept.
package struct SwitchedOff: Hashable, Sendable, Codable {
    package let destination: String
    package let cause: Cause
    package let at: Timestamp

    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its receiver answered 410.
        case gone
        /// A person said so.
        case paused
    }

    package init(destination: String, cause: Cause, at: Timestamp) {
        self.destination = destination
        self.cause = cause
        self.at = at
    }
}
