import DoorstepAPI
import Glibc

/// How a counter is to look, from its options, its surroundings and its terminal.
struct CounterSettings: Hashable, Sendable {
    /// nil: the shop's own, once it is known.
    let language: String?

    /// Lines that are only added, in place of a screen.
    let isPlain: Bool
    let inColour: Bool
    let glyphs: Glyphs
    let hasAlternateScreen: Bool

    /// `variable` looks into the environment; the terminal is one when both its ends are.
    init(
        language: String?, plain: Bool, isTerminal: Bool, variable: (String) -> String?
    ) {
        func given(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        let term = given("TERM") ?? "dumb"
        let locale = given("LC_ALL") ?? given("LC_CTYPE") ?? given("LANG") ?? ""
        let messages = given("LC_ALL") ?? given("LC_MESSAGES") ?? given("LANG") ?? ""
        self.language = language ?? Self.language(of: messages)
        let isAccessible = given("ACCESSIBLE").map { $0 != "0" } ?? false
        isPlain = plain || isAccessible || !isTerminal || term == "dumb"
        inColour = given("NO_COLOR") == nil
        let encoding = locale.uppercased().filter { $0 != "-" }
        // Without a locale a pipe is taken for UTF-8, as every other command takes it.
        let isUTF8 = encoding.contains("UTF8") || (!isTerminal && locale.isEmpty)
        let isConsole = term == "linux" || term.hasPrefix("linux-")
        glyphs = !isUTF8 ? .ascii : isConsole ? .console : .all
        hasAlternateScreen = !isConsole && !term.hasPrefix("vt")
    }

    /// `fr_FR.UTF-8` → `fr`; nil for the C locale, which says nothing of a language.
    private static func language(of locale: String) -> String? {
        let language = locale.prefix { $0.isLetter }
        guard !language.isEmpty, language != "C", language != "POSIX" else { return nil }
        return language.lowercased() == "fr" ? "fr" : "en"
    }
}
