/// A QR code drawn with characters, its quiet zone around it.
struct QRPicture {
    let code: QRCode
    let style: Style

    enum Style: Hashable {
        /// Half blocks, two modules high, black on white whatever the terminal's own colours are. `isExact` where there
        /// are 256 colours: a theme may change the first sixteen.
        case colored(isExact: Bool)

        /// Spaces on black and on white, for a console whose font has no half blocks.
        case spaces

        /// Half blocks without colours, for dark text on a light background.
        case ink

        /// `##` for a dark module.
        case ascii
    }

    /// Width of the quiet zone on each side, in modules. The standard wants 4; readers work with 2, and the code must
    /// fit a small terminal.
    private static let quiet = 2

    var lines: [String] {
        switch style {
        case .colored(let isExact):
            halves.map {
                (isExact ? "\u{1B}[38;5;16;48;5;231m" : "\u{1B}[30;47m") + $0 + "\u{1B}[0m"
            }
        case .ink: halves
        case .spaces:
            framed.map { row in
                row.map { $0 ? "\u{1B}[40m  " : "\u{1B}[47m  " }.joined() + "\u{1B}[0m"
            }
        case .ascii: framed.map { row in row.map { $0 ? "##" : "  " }.joined() }
        }
    }

    private var framed: [[Bool]] {
        let side = [Bool](repeating: false, count: Self.quiet)
        let rows = code.modules.map { side + $0 + side }
        let empty = [Bool](repeating: false, count: rows.first?.count ?? 0)
        let edge = [[Bool]](repeating: empty, count: Self.quiet)
        return edge + rows + edge
    }

    private var halves: [String] {
        let rows = framed
        return stride(from: 0, to: rows.count, by: 2).map { top in
            rows[top].indices.map { column in
                let lower = top + 1 < rows.count && rows[top + 1][column]
                return switch (rows[top][column], lower) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
        }
    }
}

extension QRPicture.Style {
    /// The style that a terminal can show; nil where no person watches it, unless a person asked (`isWanted`).
    init?(_ terminal: Terminal, isWanted: Bool) {
        guard terminal.isOutputWatched || isWanted else { return nil }
        let kind = terminal.variable("TERM") ?? "dumb"
        let hasBlocks = terminal.locale.isUTF8 && kind != "linux" && kind != "dumb"
        let hasColors =
            terminal.isOutputWatched && kind != "dumb"
            && (terminal.variable("NO_COLOR") ?? "").isEmpty
        switch (hasBlocks, hasColors) {
        case (true, true):
            self = .colored(
                isExact: kind.contains("256color") || terminal.variable("COLORTERM") != nil)
        case (true, false): self = .ink
        case (false, true): self = .spaces
        case (false, false): self = .ascii
        }
    }
}
