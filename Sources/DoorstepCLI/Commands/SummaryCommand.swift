import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct SummaryCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Show a day, a week or a month on one screen, save it, or send it.",
        usage: "doorstep summary [day|week|month] [<period>] [<options>]",
        discussion: """
            A day is given as 2026-11-21, a week by ISO 8601 as 2026-W47, a month as 2026-11. \
            A week or a month may also be given by one of its days. Without any, it is the one that \
            the shop is in, as far as it has gone.

            The screen says what the managers' messages say. All the figures are in --html, which is the report page \
            as one file that needs nothing else, and in --json; the key figures are in --csv. --html replaces a file \
            that is there.

              doorstep summary week --html week.html
              doorstep summary 2026-11-21 --send manager
            """)

    @Argument(help: ArgumentHelp("What to show.", valueName: "period"))
    var words: [String] = []

    @Option(
        help: ArgumentHelp(
            "The language of the screen or the page. Left out: the terminal's.",
            valueName: "language"))
    var language: ScreenLanguage?

    @Flag(help: "Print the key figures as CSV, as the report page has them.")
    var csv = false

    @Option(
        help: ArgumentHelp("Save the report page; - is the standard output.", valueName: "file"))
    var html: String?

    @Option(
        help: ArgumentHelp(
            "Send it now to this destination, whatever periods that one gets.", valueName: "name"))
    var send: String?

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        _ = try asked()
        let ways = [
            (output.json, "--json"), (csv, "--csv"), (html != nil, "--html"),
            (send != nil, "--send"),
        ].filter(\.0).map(\.1)
        guard ways.count <= 1 else {
            throw ValidationError(
                "\(ways.joined(separator: " and ")) exclude each other: give one of them.")
        }
        if language != nil, let way = ways.first, way != "--html" {
            throw ValidationError("--language goes with the screen and --html, not with \(way).")
        }
    }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let (kind, given) = try asked()
        let period = try given ?? SummaryPeriod(kind, containing: client.now().body.day)
        let language = language ?? terminal.locale.language ?? .en
        if csv {
            try terminal.output(try client.sheet(of: period))
        } else if let html {
            try save(try client.page(of: period, language: language), to: html, terminal)
        } else if let send {
            try queue(period, for: send, client, terminal)
        } else {
            try terminal.print(try client.summary(of: period), as: output) {
                DigestScreen(digest: Digest($0, language: language), terminal: terminal).lines
            }
        }
    }

    private func save(_ page: [UInt8], to path: String, _ terminal: Terminal) throws {
        guard path != "-" else { return try terminal.output(page) }
        let file = try AtomicFile(path)
        try file.write(page)
        try file.finish()
        terminal.say("The report was written to \(path).")
    }

    private func queue(
        _ period: SummaryPeriod, for name: String, _ client: DaemonClient, _ terminal: Terminal
    ) throws {
        for delivery in try client.deliver(period, to: name).body.deliveries {
            try terminal.print(delivery.queued)
        }
        let destination = try client.destinations().body.destinations.first { $0.name == name }
        let lines =
            destination.map { SwitchedOffLines($0, clock: terminal.clock(client)).lines } ?? []
        for line in lines.isEmpty ? ["To see whether it arrives:  doorstep deliveries"] : lines {
            try terminal.print(line)
        }
    }

    /// The kind and the period that the arguments name; no period when none is named.
    private func asked() throws -> (kind: SummaryPeriod.Kind, period: SummaryPeriod?) {
        let named = words.first.flatMap(SummaryPeriod.Kind.init)
        let rest = named == nil ? words[...] : words.dropFirst()
        guard rest.count <= 1 else { throw ValidationError("Give one period at a time.") }
        guard let text = rest.first else { return (named ?? .day, nil) }
        // The form of a week's or a month's name tells its kind.
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

extension ScreenLanguage: ExpressibleByArgument {}
