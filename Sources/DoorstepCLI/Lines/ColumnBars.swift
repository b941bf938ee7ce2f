/// Columns side by side, drawn with characters.
struct ColumnBars {
    /// Nil where it is not known.
    let values: [Int?]
    let rows: Int
    let columns: Int
    let glyphs: Glyphs

    /// Of one column of the picture, its gap included: what there is room for.
    private var slot: Int { max(1, min(Self.widest, columns / max(1, values.count))) }
    private static let widest = 6

    /// Of all of them, without the last one's gap.
    var width: Int { values.count * slot - gap }

    private var gap: Int { slot > 1 ? 1 : 0 }

    /// From the top; `rows` of them, without blanks at the end.
    var lines: [String] {
        let most = values.compactMap(\.self).max() ?? 0
        let steps = glyphs.steps
        let heights = values.map { value in
            value.map { value in
                // A single visitor is to be seen beside a thousand.
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
    /// A cell from nearly empty to full.
    fileprivate var steps: [Character] {
        switch self {
        case .all: Array("▁▂▃▄▅▆▇█")
        case .console: Array("▄█")
        case .ascii: Array(".#")
        }
    }

    fileprivate var unknown: Character { self == .ascii ? "?" : "·" }
}
