/// Words five rows high, made of `#`: readable across a shop, and in every terminal's font.
enum BlockLetters {
    static let rows = 5

    /// The rows of a word, without accents, as capitals may be; nil when too wide or with a sign that has no shape.
    static func lines(_ word: String, within columns: Int) -> [String]? {
        var lines = [String](repeating: "", count: rows)
        for character in Glyphs.ascii.drawable(word).uppercased() {
            guard let shape = shapes[character] else { return nil }
            for row in 0..<rows {
                if !lines[row].isEmpty { lines[row] += character == " " ? "" : " " }
                lines[row] += shape[row]
            }
        }
        guard let first = lines.first, width(first) <= columns, !first.isEmpty else { return nil }
        return lines
    }

    private static let shapes: [Character: [String]] = [
        " ": ["  ", "  ", "  ", "  ", "  "],
        "?": ["#### ", "   ##", " ### ", "     ", " ##  "],
        "A": [" ### ", "#   #", "#####", "#   #", "#   #"],
        "B": ["#### ", "#   #", "#### ", "#   #", "#### "],
        "C": [" ####", "#    ", "#    ", "#    ", " ####"],
        "D": ["#### ", "#   #", "#   #", "#   #", "#### "],
        "E": ["#####", "#    ", "#### ", "#    ", "#####"],
        "G": [" ####", "#    ", "#  ##", "#   #", " ####"],
        "H": ["#   #", "#   #", "#####", "#   #", "#   #"],
        "I": ["###", " # ", " # ", " # ", "###"],
        "L": ["#    ", "#    ", "#    ", "#    ", "#####"],
        "N": ["#   #", "##  #", "# # #", "#  ##", "#   #"],
        "O": [" ### ", "#   #", "#   #", "#   #", " ### "],
        "Q": [" ### ", "#   #", "# # #", "#  # ", " ## #"],
        "R": ["#### ", "#   #", "#### ", "#  # ", "#   #"],
        "S": [" ####", "#    ", " ### ", "    #", "#### "],
        "T": ["#####", "  #  ", "  #  ", "  #  ", "  #  "],
        "U": ["#   #", "#   #", "#   #", "#   #", " ### "],
        "V": ["#   #", "#   #", "#   #", " # # ", "  #  "],
        "W": ["#   #", "#   #", "# # #", "## ##", "#   #"],
        "Y": ["#   #", " # # ", "  #  ", "  #  ", "  #  "],
    ]
}
