/// A destination that gets nothing until a person resumes it. What it is owed is kept.
package struct SwitchedOff: Hashable, Sendable, Codable {
    package let destination: String
    package let cause: Cause
    package let at: Timestamp

    /// What a person needs to know of the cause, a sentence without its full stop; nil where the cause says it all.
    package let reason: String?

    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its receiver answered 410.
        case gone
        /// A person said so.
        case paused
        /// Its mail server refused the login.
        case login
    }

    package init(destination: String, cause: Cause, at: Timestamp, reason: String? = nil) {
        self.destination = destination
        self.cause = cause
        self.at = at
        self.reason = reason
    }
}
