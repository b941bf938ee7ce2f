/// The characters that a terminal can draw.
enum Glyphs: Hashable, Sendable {
    /// UTF-8, with all characters of the terminal's fonts.
    case all
    /// The Linux console: UTF-8, but only 512 glyphs, with those of western Europe.
    case console
    /// An encoding other than UTF-8.
    case ascii

    /// The text in characters that can be drawn. No-break spaces become spaces; a character without a likeness becomes
    /// `?`, a wide one `??`. Control characters, which could move the cursor, are dropped.
    func drawable(_ text: String) -> String {
        var result = ""
        for character in text {
            guard let first = character.unicodeScalars.first else { continue }
            if first.value < 0x20 || (0x7F...0x9F).contains(first.value) { continue }
            if first.isASCII {
                result.append(Character(first))
            } else if first.value == 0xA0 || first.value == 0x202F {
                result.append(" ")
            } else {
                result += drawn(character, first.value)
            }
        }
        return result
    }

    private func drawn(_ character: Character, _ value: UInt32) -> String {
        switch self {
        case .all: return String(character)
        case .console where (0xA1...0xFF).contains(value): return String(character)
        case .console, .ascii: break
        }
        if let likeness = Self.likenesses[character] { return likeness }
        return Self.plainLetters[character] ?? (width(String(character)) > 1 ? "??" : "?")
    }

    private static let likenesses: [Character: String] = [
        "’": "'", "‘": "'", "“": "\"", "”": "\"", "«": "\"", "»": "\"", "…": "...", "–": "-",
        "—": "-", "−": "-", "→": "->", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss",
        "€": "EUR", "•": "*", "·": "-",
    ]

    private static let plainLetters: [Character: String] = {
        let families: [(String, String)] = [
            ("a", "àáâãäå"), ("c", "ç"), ("e", "èéêë"), ("i", "ìíîï"), ("n", "ñ"), ("o", "òóôõö"),
            ("u", "ùúûü"), ("y", "ýÿ"),
        ]
        var letters: [Character: String] = ["¿": "?", "¡": "!"]
        for (plain, accented) in families {
            for letter in accented {
                letters[letter] = plain
                if let capital = letter.uppercased().first, capital != letter {
                    letters[capital] = plain.uppercased()
                }
            }
        }
        return letters
    }()
}
