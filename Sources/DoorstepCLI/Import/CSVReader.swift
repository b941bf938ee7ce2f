/// One row of a CSV file.
struct CSVRow: Hashable, Sendable {
    /// Number of the line on which the row begins, from 1.
    let line: Int
    let fields: [String]
}

/// The reason why a file cannot be read as CSV, and the line.
struct CSVError: Error, Hashable, Sendable {
    let line: Int
    let found: String
    let wanted: String
}

/// Reader of CSV rows by RFC 4180: quotes around a field that holds the delimiter, a quote (doubled) or a line break.
/// Lines end in LF, CRLF or CR; empty lines are skipped.
struct CSVReader {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1

    init(_ bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.delimiter = delimiter
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next row; nil at the end.
    mutating func next() throws(CSVError) -> CSVRow? {
        while position < bytes.count, isLineEnd { endLine() }
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { break }
            guard bytes[position] == delimiter else {
                endLine()
                break
            }
            position += 1
        }
        return CSVRow(line: start, fields: fields)
    }

    private mutating func field() throws(CSVError) -> String {
        var text: [UInt8] = []
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            try quoted(into: &text)
            guard position == bytes.count || bytes[position] == delimiter || isLineEnd else {
                throw CSVError(
                    line: line, found: "text after a closing quote",
                    wanted: "a quote inside a quoted field is written twice")
            }
        } else {
            let start = position
            while position < bytes.count, bytes[position] != delimiter, !isLineEnd { position += 1 }
            text = Array(bytes[start..<position])
        }
        guard let field = String(validating: text, as: UTF8.self) else {
            throw CSVError(
                line: line, found: "bytes that are not UTF-8",
                wanted: "a file in UTF-8; convert it:  iconv -f latin1 -t utf-8")
        }
        return field
    }

    private mutating func quoted(into text: inout [UInt8]) throws(CSVError) {
        let start = line
        position += 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return }
                text.append(UInt8(ascii: "\""))
                position += 1
            } else if isLineEnd {
                let from = position
                endLine()
                text += bytes[from..<position]
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        throw CSVError(
            line: start, found: "a quote that is never closed",
            wanted: "each opening quote has a closing one")
    }

    private var isLineEnd: Bool { bytes[position] == 0x0A || bytes[position] == 0x0D }

    private mutating func endLine() {
        if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] == 0x0A {
            position += 1
        }
        position += 1
        line += 1
    }
}
