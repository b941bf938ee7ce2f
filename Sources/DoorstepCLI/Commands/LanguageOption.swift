import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepWords

/// The option for the language of what staff read.
struct LanguageOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The language, fr or en. Left out: the terminal's, else the shop's.",
            valueName: "language"))
    var language: ScreenLanguage?

    /// The language as the counter finds it: the option's, else the terminal's, else the shop's first.
    func language(in terminal: Terminal, of client: DaemonClient) -> ScreenLanguage {
        if let given = language ?? terminal.locale.language { return given }
        let shop = try? client.checklist().body.languages.first
        return ScreenLanguage(firstOf: shop.map { [$0] } ?? [])
    }
}
