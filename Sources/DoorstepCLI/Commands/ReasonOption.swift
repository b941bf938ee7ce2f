import ArgumentParser
import DoorstepCore

/// The option that gives the reason of a correction. The daemon checks it.
struct ReasonOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Why: \(FactText.reasons.joined(separator: ", ")), with one word after a colon if needed, like other:pigeon.",
            valueName: "reason"))
    var reason: String?
}
