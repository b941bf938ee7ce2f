import DoorstepAPI
import DoorstepCore
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
        let locale = TerminalLocale(variable: variable)
        self.language = language ?? locale.language?.rawValue
        let isAccessible = given("ACCESSIBLE").map { $0 != "0" } ?? false
        isPlain = plain || isAccessible || !isTerminal || term == "dumb"
        inColour = given("NO_COLOR") == nil
        glyphs = Glyphs(locale, term: term, isTerminal: isTerminal)
        hasAlternateScreen = !Glyphs.isConsole(term) && !term.hasPrefix("vt")
    }
}
