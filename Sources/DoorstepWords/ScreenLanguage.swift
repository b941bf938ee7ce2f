import DoorstepCore

/// A language of the program's screens, pages and digests. Scripts come in more.
package enum ScreenLanguage: String, CaseIterable, Hashable, Sendable, Codable {
    case fr, en

    /// The first of `tags` that the program speaks: `fr`, `fr-CA` and `FR_fr.UTF-8` are French. English when it
    /// speaks none of them.
    package init(firstOf tags: [String]) {
        self =
            tags.lazy.compactMap { tag in
                Self(rawValue: String(tag.lowercased().prefix { $0.isLetter }))
            }.first ?? .en
    }
}
