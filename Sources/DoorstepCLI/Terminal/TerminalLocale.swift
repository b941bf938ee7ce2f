import DoorstepCore
import DoorstepWords

/// A person's language and character set, as the environment gives them (locale(7)).
struct TerminalLocale: Hashable, Sendable {
    /// Language of messages; nil for the C locale, which names none.
    let language: ScreenLanguage?
    let isUTF8: Bool

    /// Whether no variable names a character set.
    let isUnset: Bool

    /// `variable` reads the environment.
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
    /// The characters that an output can show. A pipe without a locale counts as UTF-8, as with every other command.
    init(_ locale: TerminalLocale, term: String, isTerminal: Bool) {
        let isUTF8 = locale.isUTF8 || (!isTerminal && locale.isUnset)
        self = !isUTF8 ? .ascii : Self.isConsole(term) ? .console : .all
    }

    /// Whether `term`, a value of TERM, is the Linux console.
    static func isConsole(_ term: String) -> Bool { term == "linux" || term.hasPrefix("linux-") }
}

extension Terminal {
    var locale: TerminalLocale { TerminalLocale(variable: variable) }

    /// The characters that can be drawn on the output.
    var glyphs: Glyphs {
        Glyphs(locale, term: variable("TERM") ?? "", isTerminal: isOutputWatched)
    }
}
