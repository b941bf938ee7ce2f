import DoorstepCore

/// What the environment says of a person's language and letters (locale(7)).
struct TerminalLocale: Hashable, Sendable {
    /// Of messages; nil for the C locale, which says nothing of a language.
    let language: ScreenLanguage?
    let isUTF8: Bool

    /// Nothing is said of letters.
    let isUnset: Bool

    /// `variable` looks into the environment.
    init(variable: (String) -> String?) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap(variable).first { !$0.isEmpty }
        }
        let letters = first("LC_ALL", "LC_CTYPE", "LANG")
        isUnset = letters == nil
        isUTF8 = (letters ?? "").lowercased().filter { $0 != "-" }.contains("utf8")
        let messages = first("LC_ALL", "LC_MESSAGES", "LANG") ?? ""
        let name = messages.prefix { $0.isLetter }
        language =
            ["", "C", "POSIX"].contains(name) ? nil : ScreenLanguage(firstOf: [messages])
    }
}

extension Glyphs {
    /// Without a locale a pipe is taken for UTF-8, as every other command takes it.
    init(_ locale: TerminalLocale, term: String, isTerminal: Bool) {
        let isUTF8 = locale.isUTF8 || (!isTerminal && locale.isUnset)
        self = !isUTF8 ? .ascii : Self.isConsole(term) ? .console : .all
    }

    /// Whether it is the Linux console, by its TERM.
    static func isConsole(_ term: String) -> Bool { term == "linux" || term.hasPrefix("linux-") }
}

extension Terminal {
    var locale: TerminalLocale { TerminalLocale(variable: variable) }

    /// What can be drawn where the results go.
    var glyphs: Glyphs {
        Glyphs(locale, term: variable("TERM") ?? "", isTerminal: isOutputWatched)
    }
}
