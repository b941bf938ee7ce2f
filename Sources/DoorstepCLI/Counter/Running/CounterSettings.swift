import DoorstepAPI
import DoorstepCore
import DoorstepWords
import Glibc

/// The look of a counter, from its options, the environment and the terminal.
struct CounterSettings: Hashable, Sendable {
    /// Language of the screen; nil for the shop's own, once it is known.
    let language: String?

    /// Whether the counter only adds lines, in place of a screen.
    let isPlain: Bool
    let inColour: Bool
    let glyphs: Glyphs
    let hasAlternateScreen: Bool

    /// `variable` reads the environment. `isTerminal` is true when standard input and output both are terminals.
    init(
        language: String?, plain: Bool, isTerminal: Bool, variable: (String) -> String?
    ) {
        func given(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        let term = given("TERM") ?? "dumb"
        let locale = TerminalLocale(variable: variable)
        self.language = language ?? locale.language?.rawValue
        let isAccessible = given("ACCESSIBLE").map { $0 != "0" } ?? false
        isPlain = plain || isAccessible || !isTerminal || term == "dumb"
        inColour = given("NO_COLOR") == nil
        glyphs = Glyphs(locale, term: term, isTerminal: isTerminal)
        hasAlternateScreen = !Glyphs.isConsole(term) && !term.hasPrefix("vt")
    }
}
