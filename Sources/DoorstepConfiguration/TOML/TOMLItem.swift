import CTOML
import DoorstepCore

/// A value of a TOML file and its place: that of its key, of the header that made it, or of itself in an array.
///
/// The items are walked by hand, because a decoder would stop at the first mistake.
struct TOMLItem: Sendable {
    let value: TOMLValue
    let position: TextPosition

    /// The items of a table; none for any other value.
    var items: [String: TOMLItem] {
        if case .table(let items) = value { items } else { [:] }
    }

    /// The item of a table or an array at this step; nil when there is none.
    subscript(step: KeyAddress.Step) -> TOMLItem? {
        switch (step, value) {
        case (.key(let key), .table(let items)): items[key]
        case (.element(let number), .array(let items)) where items.indices.contains(number):
            items[number]
        default: nil
        }
    }
}

/// A value of a TOML file.
indirect enum TOMLValue: Sendable {
    case string(String)
    case integer(Int64)
    case decimal(Double)
    case boolean(Bool)
    case date(LocalDate)
    /// A time, or a date with a time; none of our keys takes one.
    case time
    case array([TOMLItem])
    case table([String: TOMLItem])

    /// The value in words, for a message.
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
    /// Reads a whole file: the table of everything in it.
    static func parse(_ text: String) throws(TOMLSyntaxMistake) -> TOMLItem {
        var text = text
        let document = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { ctoml_read($0.baseAddress, $0.count) }
        }
        guard let document else {
            throw TOMLSyntaxMistake(
                position: TextPosition(line: 1, column: 1), reason: "no memory to read it")
        }
        defer { ctoml_free(document) }
        var nodes = UnsafeBufferPointer(
            start: document.pointee.nodes, count: document.pointee.count)[...]
        guard let item = TOMLItem(&nodes) else {
            throw TOMLSyntaxMistake(document.pointee, in: text)
        }
        return item
    }

    /// Takes a node and its children from the front. The reader in C limits their depth.
    private init?(_ nodes: inout Slice<UnsafeBufferPointer<CTOMLNode>>) {
        guard let node = nodes.popFirst() else { return nil }
        position = TextPosition(node.position)
        switch node.kind {
        case .TABLE:
            var items: [String: TOMLItem] = [:]
            for _ in 0..<node.children {
                guard let key = nodes.first?.key else { break }
                items[String(key)] = TOMLItem(&nodes)
            }
            value = .table(items)
        case .ARRAY: value = .array((0..<node.children).compactMap { _ in TOMLItem(&nodes) })
        case .STRING: value = .string(String(node.text))
        case .INTEGER: value = .integer(node.integer)
        case .DECIMAL: value = .decimal(node.decimal)
        case .BOOLEAN: value = .boolean(node.integer == 1)
        case .DATE:
            value =
                LocalDate(year: Int(node.year), month: Int(node.month), day: Int(node.day))
                .map(TOMLValue.date) ?? .time
        case .TIME: value = .time
        }
    }
}

/// A place in a text: line and column, both from 1, columns in Unicode scalars.
struct TextPosition: Hashable, Sendable {
    let line: Int
    let column: Int
}

extension TextPosition {
    init(_ position: CTOMLPosition) {
        self.init(line: Int(position.line), column: Int(position.column))
    }
}

extension String {
    init(_ text: CTOMLText) {
        let bytes = UnsafeRawBufferPointer(start: text.bytes, count: text.count)
        self.init(decoding: bytes, as: UTF8.self)
    }
}
