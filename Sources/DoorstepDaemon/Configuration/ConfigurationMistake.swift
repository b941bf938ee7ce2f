/// One thing in a file that keeps the daemon from starting: where it is, what was found, what fits.
package struct ConfigurationMistake: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String

    /// Counted from 1. Nil for what is missing altogether.
    package let line: Int?

    /// Counted from 1; only for mistakes of syntax.
    package let column: Int?

    /// `reception.greetAfter`, `door[front].silentAfter`; nil when the whole file is meant.
    package let key: String?
    package let found: String
    package let wanted: String
    package let hint: String?

    /// Whether the file may well be right, and could only not be read just now.
    package let isPassing: Bool

    package init(
        file: String, line: Int? = nil, column: Int? = nil, key: String? = nil, found: String,
        wanted: String, hint: String? = nil, isPassing: Bool = false
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.found = found
        self.wanted = wanted
        self.hint = hint
        self.isPassing = isPassing
    }

    package var description: String {
        place(file: file, line: line, column: column, key: key)
            + "found \(found), wanted \(wanted)" + (hint.map { " (\($0))" } ?? "")
    }
}

/// Something the daemon starts with all the same, and that somebody should know.
package struct ConfigurationWarning: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int?
    package let key: String?
    package let text: String

    package var description: String {
        place(file: file, line: line, column: nil, key: key) + "warning: \(text)"
    }
}

/// Every mistake of a configuration, in the order of the files and their lines.
package struct ConfigurationRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let mistakes: [ConfigurationMistake]

    /// Whether the same configuration may be taken at the next try.
    package var isPassing: Bool { mistakes.allSatisfy(\.isPassing) }

    package var description: String { lines.joined(separator: "\n") }

    /// What a screen has room for: the first mistakes of each file and a count of the rest, files in their order.
    package var lines: [String] {
        var files: [String] = []
        for mistake in mistakes where !files.contains(mistake.file) { files.append(mistake.file) }
        let room = max(2, Self.screen / max(1, files.count))
        return files.flatMap { file in
            let lines = mistakes.filter { $0.file == file }.map(\.description)
            // A line that says "1 more" might as well say which.
            guard lines.count > room + 1 else { return lines }
            return lines.prefix(room) + ["\(file): and \(lines.count - room) more mistakes"]
        }
    }

    private static let screen = 18
}

private func place(file: String, line: Int?, column: Int?, key: String?) -> String {
    var text = file
    if let line { text += ":\(line)" }
    if let column { text += ":\(column)" }
    text += ": "
    if let key { text += "\(key): " }
    return text
}
