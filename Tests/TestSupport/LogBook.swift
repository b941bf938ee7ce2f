import Logging
import Synchronization

/// Keeps what is logged, as text.
package final class LogBook: Sendable {
    private let entries = Mutex<[String]>([])

    /// Each line as it comes, for one test to wait on.
    package let arrivals: AsyncStream<String>
    private let arrive: AsyncStream<String>.Continuation

    package var lines: [String] { entries.withLock { $0 } }

    package init() { (arrivals, arrive) = AsyncStream.makeStream() }

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
            let line = "\(event.level) \(event.message)\(facts)"
            book.entries.withLock { $0.append(line) }
            book.arrive.yield(line)
        }
    }
}
