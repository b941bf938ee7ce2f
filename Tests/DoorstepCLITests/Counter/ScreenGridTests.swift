import DoorstepWords
import Testing

@testable import DoorstepCLI

/// What is written to the terminal, and what a terminal makes of it.
struct ScreenGridTests {
    private func grid(_ lines: [StyledLine], _ columns: Int = 20, _ rows: Int = 3) -> ScreenGrid {
        ScreenGrid(lines, columns: columns, rows: rows, glyphs: .all)
    }

    @Test("the same picture is no byte")
    func same() {
        let picture = grid([StyledLine("Bonjour", .strong)])
        #expect(picture.drawing(after: picture, inColour: true).isEmpty)
    }

    @Test("only what changed is written")
    func changed() {
        let before = grid([StyledLine("now: 18 s left"), StyledLine("Bonjour")])
        let after = grid([StyledLine("now: 17 s left"), StyledLine("Bonjour")])
        #expect(after.drawing(after: before, inColour: true) == "\u{1b}[1;7H7")
    }

    @Test("a line that gets shorter is erased to its end")
    func shorter() {
        let before = grid([StyledLine("Bonjour, bienvenue")])
        let after = grid([StyledLine("Bonjour")])
        #expect(after.drawing(after: before, inColour: true) == "\u{1b}[1;8H\u{1b}[K")
    }

    @Test("without colour there are none, and words stand out all the same")
    func noColour() {
        let line = StyledLine("late by 20 s", .late)
        #expect(grid([line]).drawing(after: nil, inColour: false).contains("\u{1b}[1mlate"))
        #expect(!grid([line]).drawing(after: nil, inColour: false).contains(";33m"))
    }

    @Test("whatever was there, what is drawn is the picture", arguments: 0..<40)
    func replayed(_ seed: Int) {
        var chance = Chance(state: UInt64(seed) &* 7919 &+ 1)
        var screen = Emulator(columns: 20, rows: 3)
        var before: ScreenGrid?
        for _ in 0..<6 {
            let lines = (0..<3).map { _ in
                var line = StyledLine()
                for _ in 0..<Int.random(in: 0...4, using: &chance) {
                    let text = ["Bonjour ", "欢迎", "  ", "#", "à bientôt", ""]
                    let styles: [TextStyle] = [.plain, .strong, .key, .alert]
                    line.add(
                        text.randomElement(using: &chance) ?? "",
                        styles.randomElement(using: &chance) ?? .plain)
                }
                return line
            }
            let picture = grid(lines)
            screen.write(picture.drawing(after: before, inColour: true))
            #expect(
                screen.rows.map { $0.joined() } == picture.cells.map { $0.map(\.text).joined() })
            before = picture
        }
    }

    @Test("an attacker's script moves no cursor")
    func control() {
        let cells = grid([StyledLine("a\u{1b}[2Jb\u{7}c\u{9b}1m")]).cells[0]
        #expect(cells.map(\.text).joined().hasPrefix("a[2Jbc1m"))
    }

    @Test(
        "what a terminal cannot draw has a likeness",
        arguments: [
            (Glyphs.all, "« Où ? » … 欢", "« Où ? » … 欢"),
            (.console, "« Où\u{202f}? » l’été… 欢 œ", "« Où ? » l'été... ?? oe"),
            (.ascii, "« Où ? » l’été… É", "\" Ou ? \" l'ete... E"),
        ])
    func glyphs(_ glyphs: Glyphs, _ text: String, _ drawn: String) {
        #expect(glyphs.drawable(text) == drawn)
    }

    @Test("every moment's word has its block letters in 80 columns", arguments: ["fr", "en"])
    func blocks(_ language: String) {
        let words = CounterWordsTitles.of(language)
        for title in words { #expect(BlockLetters.lines(title, within: 76) != nil, "\(title)") }
        #expect(BlockLetters.lines("Greeting", within: 30) == nil)
        for shape in BlockLetters.lines("Greeting", within: 76) ?? [] {
            #expect(shape.allSatisfy { $0 == "#" || $0 == " " })
        }
    }
}

/// As much of a terminal as the counter uses.
private struct Emulator {
    var rows: [[String]]
    private var row = 0
    private var column = 0

    init(columns: Int, rows: Int) {
        self.rows = Array(repeating: Array(repeating: "?", count: columns), count: rows)
    }

    mutating func write(_ text: String) {
        var rest = text[...]
        while let character = rest.popFirst() {
            guard character == "\u{1b}" else {
                rows[row][column] = String(character)
                column += 1
                if width(String(character)) == 2 {
                    rows[row][column] = ""
                    column += 1
                }
                continue
            }
            rest.removeFirst()
            let parameters = rest.prefix { !$0.isLetter }
            rest.removeFirst(parameters.count)
            let numbers = parameters.split(separator: ";").compactMap { Int($0) }
            switch rest.popFirst() {
            case "H": (row, column) = (numbers[0] - 1, numbers[1] - 1)
            case "J":
                for index in rows.indices { rows[index] = rows[index].map { _ in " " } }
            case "K":
                for index in column..<rows[row].count { rows[row][index] = " " }
            default: break
            }
        }
    }
}

/// Not a good one; the same each time.
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
