/// The mistakes and warnings found so far in one file, with their places.
///
/// A class, because every part of the reader adds to the same list; it stays inside one call.
final class Findings {
    let file: String
    private let root: TOMLItem
    private var names: [KeyAddress: String] = [:]
    private var foundMistakes: [ConfigurationMistake] = []
    private var foundWarnings: [ConfigurationWarning] = []

    /// `root` is the table of everything in the file.
    init(file: String, root: TOMLItem) {
        self.file = file
        self.root = root
    }

    /// The mistakes in the order of their lines; those without a line come last.
    var mistakes: [ConfigurationMistake] {
        foundMistakes.enumerated()
            .sorted { ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset) }
            .map(\.element)
    }

    var warnings: [ConfigurationWarning] {
        foundWarnings.enumerated()
            .sorted { ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset) }
            .map(\.element)
    }

    /// Gives an element a name that messages show instead of its number.
    func name(_ address: KeyAddress, _ name: String) {
        names[address] = name
    }

    /// Whether a mistake was found at the key itself.
    func hasMistake(at address: KeyAddress) -> Bool {
        let key = text(address)
        return foundMistakes.contains { $0.key == key }
    }

    func mistake(
        _ address: KeyAddress, found: String, wanted: String, hint: String? = nil,
        isPassing: Bool = false
    ) {
        foundMistakes.append(
            ConfigurationMistake(
                file: file, line: line(of: address), key: text(address),
                found: found, wanted: wanted, hint: hint, isPassing: isPassing))
    }

    /// A mistake of the whole file.
    func mistake(
        at position: TextPosition? = nil, found: String, wanted: String, hint: String? = nil
    ) {
        foundMistakes.append(
            ConfigurationMistake(
                file: file, line: position?.line, column: position?.column, found: found,
                wanted: wanted, hint: hint))
    }

    func warning(_ address: KeyAddress, _ text: String) {
        foundWarnings.append(
            ConfigurationWarning(
                file: file, line: line(of: address), key: self.text(address),
                text: text))
    }

    /// The line of a value, or of the nearest table or array around it that is there; nil for the root.
    private func line(of address: KeyAddress) -> Int? {
        var item = root
        var line: Int?
        for step in address.steps {
            guard let next = item[step] else { break }
            item = next
            line = next.position.line
        }
        return line
    }

    private func text(_ address: KeyAddress) -> String? {
        address == .root ? nil : address.text { names[$0] }
    }
}
