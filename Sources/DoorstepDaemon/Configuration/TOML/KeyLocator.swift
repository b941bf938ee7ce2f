/// A place in a text, both counted from 1; columns in Unicode scalars.
struct TextPosition: Hashable, Sendable {
    let line: Int
    let column: Int
}

/// Finds where every key, table and array element of a TOML file stands.
///
/// TOMLKit gives positions for mistakes of syntax only. This reads the text once more, after TOMLKit has
/// accepted it; on a text that is not TOML it finds less, and still ends.
struct KeyLocator {
    private(set) var positions: [KeyAddress: TextPosition] = [:]

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// How many elements each `[[array]]` has so far.
    private var elements: [KeyAddress: Int] = [:]

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (index, lineStart) = (3, 3) }
        readDocument()
    }

    /// Where the value stands, or the nearest thing around it that has a place.
    func nearest(to address: KeyAddress) -> TextPosition? {
        var address = address
        while true {
            if let position = positions[address] { return position }
            guard let parent = address.parent else { return nil }
            address = parent
        }
    }
}

// What a document is made of.
extension KeyLocator {
    private mutating func readDocument() {
        var table = KeyAddress.root
        while true {
            skipBlank()
            guard let byte = peek else { return }
            let start = index
            if byte == UInt8(ascii: "[") {
                table = readHeader()
            } else {
                readPair(in: table)
            }
            // Whatever is left of the line is a comment, or not TOML.
            while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
            if index == start { advance() }
        }
    }

    /// Reads `[a.b]` or `[[a.b]]` and returns the address of the table that it begins.
    private mutating func readHeader() -> KeyAddress {
        let position = here
        advance()
        let isArray = peek == UInt8(ascii: "[")
        if isArray { advance() }
        var address = KeyAddress.root
        let keys = readKeys()
        for (number, key) in keys.enumerated() {
            let isLast = number == keys.count - 1
            address = address[key]
            note(address, at: position)
            if isLast && isArray {
                let count = elements[address, default: 0]
                elements[address] = count + 1
                address = address[count]
                note(address, at: position)
            } else if let count = elements[address] {
                address = address[count - 1]
            }
        }
        return address
    }

    /// Reads `a.b = value`.
    private mutating func readPair(in table: KeyAddress) {
        let position = here
        var address = table
        for key in readKeys() {
            address = address[key]
            note(address, at: position)
        }
        skipSpaces()
        guard peek == UInt8(ascii: "=") else { return }
        advance()
        skipSpaces()
        readValue(of: address)
    }

    private mutating func readValue(of address: KeyAddress) {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = readString()
        case UInt8(ascii: "["): readArray(of: address)
        case UInt8(ascii: "{"): readInlineTable(of: address)
        default:
            while let byte = peek, !Self.endsBareValue.contains(byte) { advance() }
        }
    }

    private mutating func readArray(of address: KeyAddress) {
        advance()
        var count = 0
        while true {
            skipBlank()
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "]") { return advance() }
            let start = index
            if byte != UInt8(ascii: ",") {
                note(address[count], at: here)
                readValue(of: address[count])
                count += 1
            }
            if index == start { advance() }
        }
    }

    private mutating func readInlineTable(of address: KeyAddress) {
        advance()
        while true {
            skipBlank()
            guard let byte = peek else { return }
            if byte == UInt8(ascii: "}") { return advance() }
            let start = index
            if byte != UInt8(ascii: ",") { readPair(in: address) }
            if index == start { advance() }
        }
    }

    private static let endsBareValue = Set(",]}#\n".utf8)
}

// Keys and strings.
extension KeyLocator {
    /// Reads `a . "b c" . 'd'`.
    private mutating func readKeys() -> [String] {
        var keys: [String] = []
        while true {
            skipSpaces()
            if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") {
                keys.append(readString())
            } else {
                let start = index
                while let byte = peek, !Self.endsBareKey.contains(byte) { advance() }
                guard index > start else { return keys }
                keys.append(String(decoding: bytes[start..<index], as: UTF8.self))
            }
            skipSpaces()
            guard peek == UInt8(ascii: ".") else { return keys }
            advance()
        }
    }

    /// Reads a string of any of the four kinds. Escapes are understood where keys may have them; what a
    /// string of several lines says is of no interest here.
    private mutating func readString() -> String {
        guard let quote = peek else { return "" }
        if bytes[index...].prefix(3).elementsEqual([quote, quote, quote]) {
            skipLongString(quote)
            return ""
        }
        advance()
        var text: [UInt8] = []
        while let byte = peek, byte != quote, byte != UInt8(ascii: "\n") {
            advance()
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                text += Array(readEscape().utf8)
            } else {
                text.append(byte)
            }
        }
        if peek == quote { advance() }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func readEscape() -> String {
        guard let byte = peek else { return "" }
        advance()
        let digits: Int
        switch byte {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "u"): digits = 4
        case UInt8(ascii: "U"): digits = 8
        default: return String(decoding: [byte], as: UTF8.self)
        }
        let hex = String(decoding: bytes[index...].prefix(digits), as: UTF8.self)
        for _ in 0..<hex.utf8.count { advance() }
        return UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init).map(String.init) ?? ""
    }

    /// A long string may end in up to two quotes of its own.
    private mutating func skipLongString(_ quote: UInt8) {
        for _ in 0..<3 { advance() }
        while let byte = peek {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
                advance()
            } else if bytes[index...].prefix(3).elementsEqual([quote, quote, quote]) {
                for _ in 0..<3 { advance() }
                for _ in 0..<2 where peek == quote { advance() }
                return
            } else {
                advance()
            }
        }
    }

    private static let endsBareKey = Set(" \t\r\n.=]#\"',}".utf8)
}

// Moving through the text.
extension KeyLocator {
    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private var here: TextPosition {
        // Bytes that continue a scalar are not counted.
        let column = bytes[lineStart..<index].count { $0 & 0xC0 != 0x80 }
        return TextPosition(line: line, column: column + 1)
    }

    private mutating func advance() {
        guard index < bytes.count else { return }
        index += 1
        if bytes[index - 1] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index
        }
    }

    private mutating func skipSpaces() {
        while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { advance() }
    }

    /// Skips spaces, ends of lines and comments.
    private mutating func skipBlank() {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                advance()
            case UInt8(ascii: "#"):
                while let byte = peek, byte != UInt8(ascii: "\n") { advance() }
            default: return
            }
        }
    }

    private mutating func note(_ address: KeyAddress, at position: TextPosition) {
        if positions[address] == nil { positions[address] = position }
    }
}
