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
                texts: Dictionary(shop.languages.map { ($0, item.text(in: $0)) }) { $1 })
        }
    }

    package struct Item: Hashable, Sendable, Codable {
        package let id: String

        /// Whether every shop has it.
        package let standard: Bool

        /// The moment at which it is asked; left out: at any.
        package let moment: Moment?

        /// In each of the shop's languages.
        package let texts: [String: String]
    }
}

extension ChecklistBody.Item {
    private enum CodingKeys: String, CodingKey { case id, standard, moment, texts }

    private struct Language: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The languages in their order, so that the same answer has the same bytes.
    private struct Texts: Encodable {
        let texts: [String: String]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Language.self)
            for (language, text) in texts.sorted(by: { $0.key < $1.key }) {
                try container.encode(text, forKey: Language(stringValue: language))
            }
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(standard, forKey: .standard)
        try container.encodeIfPresent(moment, forKey: .moment)
        try container.encode(Texts(texts: texts), forKey: .texts)
    }
}
