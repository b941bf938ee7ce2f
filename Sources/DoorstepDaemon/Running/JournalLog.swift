import DoorstepConfiguration
import DoorstepCore
import Logging

/// The log on standard error: a phrase, then its metadata as `key=value`. Under systemd a line begins with the priority
/// that the journal reads (`<6>`) and leaves out the time, which the journal adds itself.
struct JournalLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let isJournal: Bool

    init(environment: [String: String]) {
        isJournal = environment["JOURNAL_STREAM"] != nil
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }
            .sorted { $0.key < $1.key }
            .map { "\($0.key)=\(quoted("\($0.value)"))" }
        let line = (["\(event.message)"] + facts).joined(separator: " ")
        let text =
            isJournal
            ? "<\(priority(event.level))>\(line)\n"
            : "\(SystemClock.wall()) \(event.level) \(line)\n"
        StandardStream.error.write(text)
    }

    /// The text without line ends, so that foreign text cannot pass for a line of the log, in quotes if it has blanks.
    private func quoted(_ text: String) -> String {
        let clean = String(text.map { $0.isNewline ? " " : $0 })
        return clean.contains(" ") || clean.isEmpty ? "\"\(clean)\"" : clean
    }

    /// The level's priority in syslog(3).
    private func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}

package func makeLogger(environment: [String: String], level: Logger.Level) -> Logger {
    var logger = Logger(label: "doorstepd") { _ in JournalLog(environment: environment) }
    logger.logLevel = level
    return logger
}
