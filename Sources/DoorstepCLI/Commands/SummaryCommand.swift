import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct SummaryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Show the figures of a day, a week or a month.",
        usage: "doorstep summary [day|week|month] [<period>] [<options>]",
        discussion: """
            A day is given as 2026-11-21, a week by ISO 8601 as 2026-W47, a month as 2026-11. \
            A week or a month may also be given by one of its days. Without any, it is the one that \
            the shop is in, as far as it has gone.
            """)

    @Argument(help: ArgumentHelp("What to show.", valueName: "period"))
    var words: [String] = []

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws { _ = try asked() }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let (kind, given) = try asked()
        let period = try given ?? SummaryPeriod(kind, containing: client.now().body.day)
        try terminal.print(try client.summary(of: period), as: output) {
            SummaryScreen(summary: $0).lines
        }
    }

    /// What the words mean; no period when none is named.
    private func asked() throws -> (kind: SummaryPeriod.Kind, period: SummaryPeriod?) {
        let named = words.first.flatMap(SummaryPeriod.Kind.init)
        let rest = named == nil ? words[...] : words.dropFirst()
        guard rest.count <= 1 else { throw ValidationError("Give one period at a time.") }
        guard let text = rest.first else { return (named ?? .day, nil) }
        // A week's or a month's own name says what it is.
        let fits = named.map { [$0] } ?? SummaryPeriod.Kind.allCases
        for kind in fits {
            if let period = SummaryPeriod(kind, text) { return (kind, period) }
        }
        if let named, let date = LocalDate(text) {
            return (named, SummaryPeriod(named, containing: date))
        }
        throw ValidationError(Self.help(named))
    }

    private static func help(_ kind: SummaryPeriod.Kind?) -> String {
        switch kind {
        case .day: "Give the day as 2026-11-21."
        case .week: "Give the week as 2026-W47, or one of its days."
        case .month: "Give the month as 2026-11, or one of its days."
        case nil: "Give a day as 2026-11-21, a week as 2026-W47 or a month as 2026-11."
        }
    }
}
