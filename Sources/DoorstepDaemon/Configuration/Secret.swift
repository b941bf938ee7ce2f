/// A text that must not appear in a log, an answer or an error.
package struct Secret: Hashable, Sendable {
    /// The text itself: for the one place that signs or sends.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
