import DoorstepCore
import DoorstepWords

/// A digest on one screen of a terminal. Where room is short the bars get lower first, then the blank lines go, then
/// the changes, then the suggestion; the figures and the warnings always stay.
struct DigestScreen {
    let digest: Digest
    let columns: Int
    let rows: Int
    let glyphs: Glyphs

    /// The screen for `terminal`, less a line for the shell's prompt. Lines of more than 100 columns are hard to read.
    init(digest: Digest, terminal: Terminal) {
        let size = terminal.size()
        self.init(
            digest: digest, columns: min(100, max(40, size.columns)), rows: max(23, size.rows - 1),
            glyphs: terminal.glyphs)
    }

    init(digest: Digest, columns: Int, rows: Int, glyphs: Glyphs) {
        self.digest = digest
        self.columns = columns
        self.rows = rows
        self.glyphs = glyphs
    }

    var lines: [String] {
        let layouts =
            (2...6).reversed().map { Layout(bars: $0) } + [
                Layout(bars: 2, isAiry: false), Layout(bars: 1, isAiry: false),
                Layout(bars: 1, isAiry: false, showsMoved: false),
                Layout(bars: 1, isAiry: false, showsMoved: false, showsSuggestion: false),
            ]
        let drawn = layouts.lazy.map(lines(in:))
        return drawn.first { $0.count <= rows } ?? drawn.last ?? []
    }

    private struct Layout {
        let bars: Int
        var isAiry = true
        var showsMoved = true
        var showsSuggestion = true
    }

    private func lines(in layout: Layout) -> [String] {
        let sections = [
            text(digest.title) + (layout.isAiry ? [""] : []) + text(digest.headline),
            digest.warnings.flatMap { text($0, mark: "! ") },
            figures, course(rows: layout.bars),
            layout.showsMoved ? digest.moved.flatMap { text($0, mark: "- ") } : [],
            layout.showsSuggestion ? digest.suggestion.map { text($0, mark: "→ ") } ?? [] : [],
            text(digest.provenance),
        ].filter { !$0.isEmpty }
        return Array(sections.joined(separator: layout.isAiry ? [""] : []))
    }

    private var figures: [String] {
        var table = Table()
        for figure in digest.figures {
            table.add([figure.name, figure.value, figure.change ?? ""].map(glyphs.drawable))
        }
        return table.lines
    }

    private func course(rows: Int) -> [String] {
        guard let course = digest.course else { return [] }
        let numbers = WrittenNumbers(language: digest.language)
        let highest = course.bars.compactMap(\.self).max()
        let most = glyphs.drawable(highest.map { numbers.count($0) + " " } ?? "")
        let margin = String(repeating: " ", count: width(most))
        let bars = ColumnBars(
            values: course.bars, rows: highest ?? 0 > 0 ? rows : 1,
            columns: columns - width(margin), glyphs: glyphs)
        var lines = bars.lines
        lines = lines.enumerated().map { ($0.offset == 0 ? most : margin) + $0.element }
        let (from, to) = (glyphs.drawable(course.from), glyphs.drawable(course.to))
        let between = max(1, bars.width - width(from) - width(to))
        lines.append(margin + from + String(repeating: " ", count: between) + to)
        let notes = [course.unknown.map { "\(glyphs.unknown) \($0)" }, course.busiest]
        return lines + notes.compactMap(\.self).flatMap { text($0) }
    }

    /// The text wrapped behind `mark`; later lines are indented to the first line's words.
    private func text(_ text: String, mark: String = "") -> [String] {
        let mark = glyphs.drawable(mark)
        let indent = String(repeating: " ", count: width(mark))
        // Each word is drawn alone: its no-break spaces become plain spaces, at which the line still does not break.
        let words = text.split(separator: " ").map { glyphs.drawable(String($0)) }
        return wrapped(words, to: columns - width(mark)).enumerated().map {
            ($0.offset == 0 ? mark : indent) + $0.element
        }
    }
}
