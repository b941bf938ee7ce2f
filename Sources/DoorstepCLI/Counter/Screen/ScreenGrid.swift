/// The contents of the screen, cell by cell.
struct ScreenGrid: Hashable, Sendable {
    struct Cell: Hashable, Sendable {
        /// Empty for the second half of a wide character.
        let text: String
        let style: TextStyle

        static let blank = Cell(text: " ", style: .plain)
    }

    let columns: Int
    let rows: Int
    private(set) var cells: [[Cell]]

    /// The grid of the lines, cut at the edges.
    init(_ lines: [StyledLine], columns: Int, rows: Int, glyphs: Glyphs) {
        self.columns = columns
        self.rows = rows
        cells = (0..<rows).map { row in
            var cells: [Cell] = []
            if row < lines.count {
                for run in lines[row].runs {
                    for character in glyphs.drawable(run.text) {
                        let text = String(character)
                        let columnsTaken = width(text)
                        guard cells.count + columnsTaken <= columns else { break }
                        cells.append(Cell(text: text, style: run.style))
                        if columnsTaken == 2 { cells.append(Cell(text: "", style: run.style)) }
                    }
                }
            }
            let fill = Cell.blank
            return cells + [Cell](repeating: fill, count: max(0, columns - cells.count))
        }
    }

    /// The bytes that turn a screen showing `before` into this grid; with nil, a screen with any contents.
    func drawing(after before: ScreenGrid?, inColour: Bool) -> String {
        guard let before, before.columns == columns, before.rows == rows else {
            return "\u{1b}[m\u{1b}[2J"
                + drawing(
                    after: ScreenGrid([], columns: columns, rows: rows, glyphs: .all),
                    inColour: inColour)
        }
        var out = ""
        var style = TextStyle.plain
        for row in 0..<rows where cells[row] != before.cells[row] {
            out += drawing(
                row, cells[row], after: before.cells[row], style: &style, inColour: inColour)
        }
        if style != .plain { out += "\u{1b}[m" }
        return out
    }

    /// The bytes of one row: each piece that differs; the row's end is erased where only blanks are left.
    private func drawing(
        _ row: Int, _ new: [Cell], after old: [Cell], style: inout TextStyle, inColour: Bool
    ) -> String {
        var out = ""
        let end = (new.lastIndex { $0 != .blank } ?? -1) + 1
        var column = 0
        while column < columns {
            guard new[column] != old[column] else {
                column += 1
                continue
            }
            // A wide character is drawn from its first half. Before an old one's second half, the first is overwritten.
            if column > 0, new[column].text.isEmpty { column -= 1 }
            out += "\u{1b}[\(row + 1);\(column + 1)H"
            if column >= end {
                if style != .plain { out += "\u{1b}[m" }
                style = .plain
                return out + "\u{1b}[K"
            }
            // Drawing a few unchanged cells costs fewer bytes than moving the cursor over them.
            var last = column
            for next in column..<end where next - last <= 7 && new[next] != old[next] {
                last = next
            }
            for cell in new[column...last] {
                if cell.style != style {
                    if style != .plain { out += "\u{1b}[m" }
                    out += cell.style.begin(inColour: inColour)
                    style = cell.style
                }
                out += cell.text
            }
            column = last + 1
        }
        return out
    }
}
