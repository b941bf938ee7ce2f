import DoorstepCore
import DoorstepWords

/// The part of a digest that goes into one message: its title, and as many sections as the receiver has room for.
struct DigestPage: Hashable, Sendable {
    let title: String
    let sections: [DigestSection]

    /// The last line, in place of the sections that were dropped; nil if none was.
    let ending: String?

    /// The address of the report page, which every page keeps; nil for none.
    let link: String?
    let words: PageWords

    /// The whole page, then shorter and shorter ones. Whole sections are dropped from the end, because half a sentence
    /// may say the opposite of the whole. The last page fits every receiver.
    static func pages(of digest: Digest) -> [DigestPage] {
        let words = PageWords(language: digest.language)
        let sections = DigestSection.sections(of: digest)
        let shorter = sections.indices.reversed().map { count in
            DigestPage(
                title: digest.title, sections: Array(sections.prefix(count)),
                ending: words.shortened, link: digest.link, words: words)
        }
        let least = DigestPage(
            title: digest.title.cut(to: 40), sections: [], ending: words.shortened,
            link: digest.link, words: words)
        return [whole(digest)] + shorter + [least]
    }

    static func whole(_ digest: Digest) -> DigestPage {
        DigestPage(
            title: digest.title, sections: DigestSection.sections(of: digest), ending: nil,
            link: digest.link,
            words: PageWords(language: digest.language))
    }

    /// The sections as plain text, a line for each statement; the title is not among them.
    var lines: [String] {
        sections.flatMap { $0.lines(words) } + closing
    }

    /// The lines below the sections: that the page was shortened, and the link to the report.
    var closing: [String] {
        [ending, link.map { words.report + words.colon + $0 }].compactMap(\.self)
    }
}

/// A part of a digest that is shown or dropped as a whole; the cases stand in the order of the page.
enum DigestSection: Hashable, Sendable {
    case headline(String)
    case warnings([String])
    case figures([Digest.Figure])
    case course(Digest.Course)
    case moved([String])
    case others([String])
    case suggestion(String)
    case outlook(String)
    case provenance(String)

    /// The sections of a digest that have something to say.
    static func sections(of digest: Digest) -> [DigestSection] {
        var sections: [DigestSection] = [.headline(digest.headline)]
        if !digest.warnings.isEmpty { sections.append(.warnings(digest.warnings)) }
        if !digest.figures.isEmpty { sections.append(.figures(digest.figures)) }
        if let course = digest.course { sections.append(.course(course)) }
        if !digest.moved.isEmpty { sections.append(.moved(digest.moved)) }
        if !digest.others.isEmpty { sections.append(.others(digest.others)) }
        if let suggestion = digest.suggestion { sections.append(.suggestion(suggestion)) }
        if let outlook = digest.outlook { sections.append(.outlook(outlook)) }
        if !digest.provenance.isEmpty { sections.append(.provenance(digest.provenance)) }
        return sections
    }

    func lines(_ words: PageWords) -> [String] {
        switch self {
        case .headline(let text), .outlook(let text), .provenance(let text): [text]
        case .suggestion(let text): ["→ \(text)"]
        case .warnings(let texts): texts.map { "⚠ \($0)" }
        case .figures(let figures):
            figures.map { "\($0.name)\(words.colon)\($0.valueAndChange)" }
        case .course(let course): [course.line] + course.notes
        case .moved(let texts), .others(let texts): texts.map { "• \($0)" }
        }
    }
}

/// The few words that a page adds to its digest.
struct PageWords: Hashable, Sendable {
    let language: ScreenLanguage

    var shortened: String {
        switch language {
        case .fr: "… abrégé\u{a0}: la suite est dans le rapport"
        case .en: "… shortened: the rest is in the report"
        }
    }

    /// The mark between a name and its value.
    var colon: String { language == .fr ? "\u{a0}: " : ": " }

    /// The meaning of a column that is drawn as a dashed box.
    func dashed(_ meaning: String) -> String {
        language == .fr ? "En pointillé\u{a0}: \(meaning)" : "Dashed: \(meaning)"
    }

    var report: String { language == .fr ? "Le rapport" : "The report" }
    var course: String { language == .fr ? "Affluence" : "Visitors over time" }
    var moved: String { language == .fr ? "Ce qui a changé" : "What moved" }
    var others: String { language == .fr ? "Et aussi" : "And also" }
    var outlook: String { language == .fr ? "Et maintenant" : "Coming up" }
    var suggestion: String { language == .fr ? "À essayer" : "To try" }
}

extension Digest.Figure {
    /// `85 % (−15 points)`
    var valueAndChange: String { value + (change.map { " (\($0))" } ?? "") }
}

extension Digest.Course {
    /// `9 h ▄▆▁▁▁▁▁▁█ 18 h`
    var line: String { "\(from) \(sparkline) \(to)" }
}
