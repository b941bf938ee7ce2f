/// Rows in columns as wide as their widest cell, two blanks apart. The last column is not padded.
struct Table {
    private var rows: [[String]] = []
    private let indent: String
    private let rightAligned: Set<Int>

    init(indent: Int = 0, rightAligned: Set<Int> = []) {
        self.indent = String(repeating: " ", count: indent)
        self.rightAligned = rightAligned
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                let fill = String(repeating: " ", count: widths[column] - width(cell))
                let isLast = column == row.count - 1
                if rightAligned.contains(column) {
                    line += fill + cell
                } else {
                    line += cell + (isLast ? "" : fill)
                }
                if !isLast { line += "  " }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

/// Width of a text in columns of the screen: wide characters take two.
func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
        guard let scalar = character.unicodeScalars.first else { return sum }
        let isWide =
            scalar.properties.isEmojiPresentation || (0x1100...0x115F).contains(scalar.value)
            || (0x2E80...0xA4CF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
            || (0xF900...0xFAFF).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
        return sum + (isWide ? 2 : 1)
    }
}
