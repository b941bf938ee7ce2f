import Logging
import Synchronization

/// Keeps what is logged, as text.
package final class LogBook: Sendable {
    private let entries = Mutex<[String]>([])

    package var lines: [String] { entries.withLock { $0 } }

    package init() {}

    package func logger() -> Logger {
        Logger(label: "test") { _ in Handler(book: self) }
    }

    private struct Handler: LogHandler {
        let book: LogBook
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }
                .map { " \($0.key)=\($0.value)" }.joined()
            book.entries.withLock { $0.append("\(event.level) \(event.message)\(facts)") }
        }
    }
}
