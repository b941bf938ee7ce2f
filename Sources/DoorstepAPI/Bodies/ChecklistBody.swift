import DoorstepCore

/// `GET /v1/checklist`: what staff may note of a reception, for the counter to show.
package struct ChecklistBody: Hashable, Sendable, Codable {
    /// The shop's, the first one being its own.
    package let languages: [String]

    /// The standard ones first.
    package let items: [Item]

    package init(_ shop: Shop) {
        languages = shop.languages
        items = shop.wholeChecklist.map { item in
            Item(
                id: item.id, standard: Observed.standardItems.contains(item.id),
                moment: item.moment,
                texts: TextByLanguage(
                    Dictionary(shop.languages.map { ($0, item.text(in: $0)) }) { $1 }))
        }
    }

    package struct Item: Hashable, Sendable, Codable {
        package let id: String

        /// Whether every shop has it.
        package let standard: Bool

        /// The moment at which it is asked; left out: at any.
        package let moment: Moment?

        /// In each of the shop's languages.
        package let texts: TextByLanguage
    }
}

/// A text in several languages, by their two-letter codes.
package struct TextByLanguage: Hashable, Sendable, Codable {
    private let texts: [String: String]

    package init(_ texts: [String: String]) { self.texts = texts }

    package subscript(_ language: String) -> String? { texts[language] }

    /// The text in `language`, else in English, else in the first language that there is; empty when there is none.
    package func text(in language: String) -> String {
        texts[language] ?? texts["en"] ?? texts.min { $0.key < $1.key }?.value ?? ""
    }

    private struct Language: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws { texts = try [String: String](from: decoder) }

    /// The languages in their order, so that the same text has the same bytes.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Language.self)
        for (language, text) in texts.sorted(by: { $0.key < $1.key }) {
            try container.encode(text, forKey: Language(stringValue: language))
        }
    }
}
