import DoorstepCore
import TOMLKit

/// A value of a TOML file: TOMLKit's tree as plain values.
///
/// Configuration is walked by hand: a decoder stops at the first mistake, and TOMLKit's reports a wrong
/// type on an optional as a missing key.
indirect enum TOMLItem: Sendable {
    case string(String)
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case date(LocalDate)
    /// A time, or a date with a time; none of our keys takes one.
    case time
    case array([TOMLItem])
    case table([String: TOMLItem])

    /// What was found, for a message.
    var described: String {
        switch self {
        case .string(let text): quoted(text)
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .boolean(let flag): String(flag)
        case .date(let date): date.description
        case .time: "a time"
        case .array(let items): items.isEmpty ? "[]" : "an array"
        case .table: "a table"
        }
    }

    /// The kind of value, without the value: for keys that may hold a secret.
    var kind: String {
        switch self {
        case .string: "text"
        case .integer, .decimal: "a number"
        case .boolean(let flag): String(flag)
        case .date: "a date"
        case .time, .array, .table: described
        }
    }
}

extension TOMLItem {
    /// Reads a whole file.
    static func parse(_ text: String) throws(TOMLSyntaxMistake) -> [String: TOMLItem] {
        // To TOMLKit, which hands the text to C, it would end there.
        if let end = text.unicodeScalars.firstIndex(of: "\0") {
            let before = text[..<end]
            throw TOMLSyntaxMistake(
                position: TextPosition(
                    line: before.unicodeScalars.count { $0 == "\n" } + 1,
                    column: before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1),
                reason: "a NUL byte")
        }
        do {
            return items(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw TOMLSyntaxMistake(
                position: TextPosition(
                    line: error.source.begin.line, column: error.source.begin.column),
                reason: error.description)
        } catch {
            throw TOMLSyntaxMistake(
                position: TextPosition(line: 1, column: 1), reason: "\(error)")
        }
    }

    private static func items(_ table: TOMLTable) -> [String: TOMLItem] {
        var items: [String: TOMLItem] = [:]
        for (key, value) in table { items[key] = TOMLItem(value.tomlValue) }
        return items
    }

    private init(_ value: TOMLValue) {
        if let table = value.table {
            self = .table(Self.items(table))
        } else if let array = value.array {
            self = .array(array.map { TOMLItem($0.tomlValue) })
        } else if let text = value.string {
            self = .string(text)
        } else if let number = value.int {
            self = .integer(number)
        } else if let number = value.double {
            self = .decimal(number)
        } else if let flag = value.bool {
            self = .boolean(flag)
        } else if let date = value.date.flatMap({
            LocalDate(year: $0.year, month: $0.month, day: $0.day)
        }) {
            self = .date(date)
        } else {
            self = .time
        }
    }
}

/// Where and why a text is not TOML.
struct TOMLSyntaxMistake: Error {
    let position: TextPosition
    let reason: String
}
