/// A mistake in a file that keeps the daemon from starting: its place, the value found and the value wanted.
package struct ConfigurationMistake: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String

    /// The line, from 1; nil for a thing that is missing altogether.
    package let line: Int?

    /// The column, from 1; only for mistakes of syntax.
    package let column: Int?

    /// The key, such as `reception.greetAfter` or `door[front].silentAfter`; nil for the whole file.
    package let key: String?
    package let found: String
    package let wanted: String
    package let hint: String?

    /// Whether the file may be right and could only not be read at the moment.
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

/// A doubt about the configuration that does not keep the daemon from starting.
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

    /// The lines that fit on a screen: the first mistakes of each file and a count of the rest, files in their order.
    package var lines: [String] {
        var files: [String] = []
        for mistake in mistakes where !files.contains(mistake.file) { files.append(mistake.file) }
        let room = max(2, Self.screen / max(1, files.count))
        return files.flatMap { file in
            let lines = mistakes.filter { $0.file == file }.map(\.description)
            // A single mistake over the limit fits into the line that would count it.
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
