import DoorstepCore

// [[checklist]].
extension ConfigurationReader {
    /// The moments that an item may name. A direction is answered at once and has nothing to observe.
    private static let moments: [Moment] = [.greeting, .farewell, .lookIn]

    func checklist(languages: [String]) -> [ChecklistItem] {
        var ids = Set(Observed.standardItems)
        return root.sections(.checklist, of: ChecklistKey.self, named: .id).map { section in
            ChecklistItem(
                id: plainName(section, .id, example: "gift-wrap", taken: &ids),
                texts: texts(section, languages: languages),
                moment: section.choice(.moment, among: Self.moments))
        }
    }

    private func texts(
        _ section: Section<ChecklistKey>, languages: [String]
    ) -> [String: String] {
        let example = languages.map { "\($0) = \"…\"" }.joined(separator: ", ")
        let wanted = "a text in each language of shop.languages: { \(example) }"
        guard let item = section.item(.text) else {
            section.missing(.text, wanted: wanted)
            return [:]
        }
        guard case .table(let items) = item else {
            section.mistake(.text, found: item.described, wanted: wanted)
            return [:]
        }
        var texts: [String: String] = [:]
        for (language, item) in items.sorted(by: { $0.key < $1.key }) {
            let place = section.place(.text)[language]
            guard languages.contains(language) else {
                findings.mistake(
                    place, found: "a language that the shop does not speak",
                    wanted: "one of \(languages.joined(separator: ", "))")
                continue
            }
            guard case .string(let text) = item.value, isFit(text) else {
                findings.mistake(
                    place, found: item.value.described,
                    wanted: "a text of 1 to 60 characters on one line")
                continue
            }
            texts[language] = text
        }
        for language in languages where items[language] == nil {
            findings.mistake(
                section.place(.text)[language], found: "nothing", wanted: "its text")
        }
        return texts
    }

    private func isFit(_ text: String) -> Bool {
        (1...60).contains(text.count) && !text.allSatisfy(\.isWhitespace)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}
