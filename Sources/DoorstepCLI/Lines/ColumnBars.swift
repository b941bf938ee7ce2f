/// A chart of columns, drawn with characters.
struct ColumnBars {
    /// The heights; nil for a value that is not known.
    let values: [Int?]
    let rows: Int
    let columns: Int
    let glyphs: Glyphs

    /// Width of one column of the chart with its gap, as far as there is room.
    private var slot: Int { max(1, min(Self.widest, columns / max(1, values.count))) }
    private static let widest = 6

    /// Width of all columns, without the last one's gap.
    var width: Int { values.count * slot - gap }

    private var gap: Int { slot > 1 ? 1 : 0 }

    /// The lines of the chart from the top; `rows` of them, without blanks at the end.
    var lines: [String] {
        let most = values.compactMap(\.self).max() ?? 0
        let steps = glyphs.steps
        let heights = values.map { value in
            value.map { value in
                // A count of 1 stays visible beside a count of 1,000.
                value == 0 ? 0 : max(1, (value * rows * steps.count + most / 2) / max(1, most))
            }
        }
        return (0..<rows).reversed().map { row in
            var line = ""
            for height in heights {
                let cell: Character
                if let height {
                    let rest = height - row * steps.count
                    cell = rest <= 0 ? " " : steps[min(rest, steps.count) - 1]
                } else {
                    cell = row == 0 ? glyphs.unknown : " "
                }
                line += String(repeating: cell, count: slot - gap)
                line += String(repeating: " ", count: gap)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension Glyphs {
    /// The characters of a cell, from nearly empty to full.
    fileprivate var steps: [Character] {
        switch self {
        case .all: Array("▁▂▃▄▅▆▇█")
        case .console: Array("▄█")
        case .ascii: Array(".#")
        }
    }

    /// The mark in the place of a column whose height is not known.
    var unknown: Character { self == .ascii ? "?" : "·" }
}
