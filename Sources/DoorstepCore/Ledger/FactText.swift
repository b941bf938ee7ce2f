/// Calls, imported lines, steps of a replay, and the command line before it sends, all check texts by this type. Facts
/// that the ledger has already stay as they are.
package enum FactText: CaseIterable, Sendable {
    /// The kind and name of the recorder: `staff`, `sensor:front`, `import:old-counter`, `feedback:Caisse 1`.
    case source

    /// The reason of a correction: `mistake`, `other:pigeon`.
    case reason

    /// The name of a screen or a program: `till`, `Caisse 1`. A fact's `by` is such a name.
    case device

    /// A script of a pack: `fr/welcome-1`.
    case script

    /// An item of a checklist: `offered-help`.
    case item

    /// The longest text, in Unicode scalars.
    package static let longest = 64

    /// The kinds of recorders.
    package static let sources = [
        "staff", "counter", "sensor", "import", "feedback", "doorstepd", "test",
    ]

    /// The reasons for a correction. A count can be put right because people were `counted`, or because the shop
    /// is `empty`.
    package static let reasons = [
        "mistake", "twice", "test", "staff", "delivery", "animal", "counted", "empty", "other",
    ]

    /// The pattern of a valid text, as in the contract: an ECMA-262 expression, which does not bound the length.
    package var pattern: String {
        let letters = Self.latin.map { "\($0.lowerBound)-\($0.upperBound)" }.joined() + "一-鿿"
        let word = "[\(letters)]([\(letters)._-]*[\(letters)])?"
        let name = "\(word)( \(word))?"
        switch self {
        case .source: return "^(\(Self.sources.joined(separator: "|")))(:\(name))?$"
        case .reason: return "^(\(Self.reasons.joined(separator: "|")))(:[\(letters)]{2,24})?$"
        case .device: return "^\(name)$"
        case .script: return "^[a-z]{2}/[A-Za-z0-9][A-Za-z0-9._-]*$"
        case .item: return "^[A-Za-z0-9][A-Za-z0-9._-]*$"
        }
    }

    /// The description of a valid text, which completes “… is wanted”.
    package var wanted: String {
        switch self {
        case .source:
            "one of \(Self.sources.joined(separator: ", ")), which a name may follow, like sensor:front"
        case .reason:
            "one of \(Self.reasons.joined(separator: ", ")), which one word may follow, like other:pigeon"
        case .device: "a name of one or two words, like till or Caisse 1"
        case .script: "a script’s id, like fr/welcome-1"
        case .item: "an item’s id of letters, digits, “-”, “_” or “.”, like offered-help"
        }
    }

    /// The reason to refuse the text, which completes “… is wanted”; nil when the text is valid.
    package func refusal(of text: String) -> String? {
        guard text.unicodeScalars.count <= Self.longest else {
            return "\(wanted), at most \(Self.longest) characters"
        }
        guard hasShape(text) else { return wanted }
        guard !WordsAboutPeople.areFound(in: text, aloneToo: self == .reason) else {
            return
                "a text without a word for what people believe, suffer from, come from, think or look like"
        }
        return nil
    }

    /// Whether the text has the shape of `pattern`, without the cost of an expression for each visitor.
    private func hasShape(_ text: String) -> Bool {
        switch self {
        case .source: Self.has(text, kindOf: Self.sources) { Self.isName($0) }
        case .reason:
            Self.has(text, kindOf: Self.reasons) {
                (2...24).contains($0.unicodeScalars.count)
                    && $0.unicodeScalars.allSatisfy(Self.isLetter)
            }
        case .device: Self.isName(text[...])
        case .script:
            text.utf8.count > 3 && text.utf8.prefix(2).allSatisfy { (0x61...0x7A).contains($0) }
                && text.utf8.dropFirst(2).first == UInt8(ascii: "/") && Self.isID(text.dropFirst(3))
        case .item: Self.isID(text[...])
        }
    }

    /// Whether the text is one of `kinds`, alone or with a colon and a rest.
    private static func has(
        _ text: String, kindOf kinds: [String], _ isRest: (Substring) -> Bool
    ) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return kinds.contains(text) }
        return kinds.contains(String(text[..<colon])) && isRest(text[text.index(after: colon)...])
    }

    /// One or two words of letters and digits, which may have `.`, `_` and `-` inside.
    private static func isName(_ text: Substring) -> Bool {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.count <= 2
            && words.allSatisfy { word in
                let scalars = word.unicodeScalars
                return scalars.first.map(isLetter) == true && scalars.last.map(isLetter) == true
                    && scalars.allSatisfy { isLetter($0) || joiners.contains($0) }
            }
    }

    private static func isID(_ text: Substring) -> Bool {
        let scalars = text.unicodeScalars
        return scalars.first.map { $0.isASCII && isLetter($0) } == true
            && scalars.allSatisfy { $0.isASCII && (isLetter($0) || joiners.contains($0)) }
    }

    private static let joiners: [Unicode.Scalar] = [".", "_", "-"]

    private static let latin: [ClosedRange<Unicode.Scalar>] = [
        "0"..."9", "A"..."Z", "a"..."z", "À"..."Ö", "Ø"..."ö", "ø"..."ɏ",
    ]

    /// A letter of the Latin script or of Chinese, or a digit.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        latin.contains { $0.contains(scalar) } || ("一"..."\u{9FFF}").contains(scalar)
    }

    /// A name made from `text`, such as a file's name, with `-` in the place of what a name cannot have.
    package static func name(from text: String, atMost limit: Int) -> String {
        let scalars = text.unicodeScalars.split { !isLetter($0) }.joined(separator: ["-"])
        return String(
            String.UnicodeScalarView(scalars.prefix(limit).reversed().drop { $0 == "-" }.reversed())
        )
    }
}
