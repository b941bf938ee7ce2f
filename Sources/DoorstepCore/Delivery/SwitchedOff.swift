/// A destination that gets nothing until a person resumes it. Its deliveries are kept.
package struct SwitchedOff: Hashable, Sendable, Codable {
    package let destination: String
    package let cause: Cause
    package let at: Timestamp

    /// The reason behind the cause, a sentence without its full stop; nil where the cause is enough.
    package let reason: String?

    package enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its receiver answered 410.
        case gone
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
