import DoorstepCore

extension Digest {
    /// The digest of one message: the latest period in full, the longest of those that end together, and the others a
    /// line each, in their order.
    package init(_ content: MessageContent, language: ScreenLanguage) {
        guard let latest = content.latest else {
            self.init(language: language, title: "", sentence: "")
            return
        }
        let main = Digest(latest, language: language)
        let words = Self.words(latest, language)
        let others = content.summaries.filter { $0.period != latest.period }
        let lines = others.suffix(Self.mostOthers).map {
            Self.line(Digest($0, language: language), $0)
        }
        let rest = others.count - lines.count
        let bundle = others.isEmpty ? [] : [words.bundle(of: content.summaries.count)]
        self.init(
            language: language, title: main.title, headline: main.headline,
            warnings: bundle + main.warnings
                + content.undelivered.map(words.undelivered),
            figures: main.figures, course: main.course, moved: main.moved,
            others: (rest > 0 ? [words.earlier(rest)] : []) + lines,
            suggestion: main.suggestion, outlook: content.outlook.flatMap(words.outlook),
            provenance: main.provenance)
    }

    /// `vendredi 20 novembre 2026 – 120 visiteurs ; saluées à temps 91 %, 109 sur 120`
    private static func line(_ digest: Digest, _ summary: Summary) -> String {
        let period = words(summary, digest.language).period
        let figures = digest.figures.prefix(2).map { "\($0.name.lowercased()) \($0.value)" }
        let semicolon = digest.language == .fr ? "\u{a0}; " : "; "
        let headline = digest.headline.prefix(1).lowercased() + digest.headline.dropFirst()
        return period + " – " + ([headline] + figures).joined(separator: semicolon)
    }
}
