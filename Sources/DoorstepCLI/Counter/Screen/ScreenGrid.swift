/// What stands on the screen, cell by cell.
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

    /// The lines, cut at the edges.
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
            // An odd blank is as good as any.
            let fill = Cell.blank
            return cells + [Cell](repeating: fill, count: max(0, columns - cells.count))
        }
    }

    /// The bytes that turn a screen that shows `before` into this one; nil: whatever it shows.
    func drawing(after before: ScreenGrid?, inColour: Bool) -> String {
        guard let before, before.columns == columns, before.rows == rows else {
            return "\u{1b}[0m\u{1b}[2J"
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
        if style != .plain { out += "\u{1b}[0m" }
        return out
    }

    /// One row: each piece that differs, and the rest erased where nothing is left.
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
            // Not from the middle of a wide character. Where an old one ends, its beginning has been written over.
            if column > 0, new[column].text.isEmpty { column -= 1 }
            out += "\u{1b}[\(row + 1);\(column + 1)H"
            if column >= end {
                if style != .plain { out += "\u{1b}[0m" }
                style = .plain
                return out + "\u{1b}[K"
            }
            var same = 0
            // A few unchanged cells cost less than to move the cursor over them.
            while column < end, same < 6 {
                let cell = new[column]
                if cell.style != style {
                    if style != .plain { out += "\u{1b}[0m" }
                    out += cell.style.begin(inColour: inColour)
                    style = cell.style
                }
                out += cell.text
                same = cell == old[column] ? same + 1 : 0
                column += 1
            }
        }
        return out
    }
}
