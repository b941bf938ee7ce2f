import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct ExportCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the facts out, for a spreadsheet or another ledger.",
        discussion: """
            csv is for people: one row for each fact, with what became of it (voidedBy, excluded). ndjson is for \
            programs: the facts as the daemon has them, which  doorstep import --format facts  reads.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, ndjson }

    @Option(help: "For people or for programs.")
    var format: Format = .csv

    @Option(
        help: ArgumentHelp("The first of the shop's days, as 2026-11-21.", valueName: "date"),
        transform: readDate)
    var from: LocalDate?

    @Option(
        help: ArgumentHelp("The last of the shop's days.", valueName: "date"), transform: readDate)
    var to: LocalDate?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where to write. Left out: the standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let from, let to, from > to {
            throw ValidationError("--from \(from) is after --to \(to).")
        }
    }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let pages = FactPages(client: client, period: try period(client))
        guard let output else {
            _ = try export(pages) { try terminal.output($0) }
            return
        }
        let file = try AtomicFile(output)
        let count = try export(pages) { try file.write($0) }
        try file.finish()
        terminal.say("\(english.counted(count, "fact", "facts")) written to \(output)")
    }

    /// Writes the facts, and returns their number.
    private func export(_ pages: FactPages, write: ([UInt8]) throws -> Void) throws -> Int {
        var count = 0
        var buffer: [UInt8] = []
        func add(_ bytes: some Swift.Sequence<UInt8>) throws {
            buffer += bytes
            if buffer.count >= 1 << 16 {
                try write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        switch format {
        case .ndjson:
            _ = try pages.forEach { _, line in
                try add(line)
                try add([UInt8(ascii: "\n")])
                count += 1
            }
        case .csv:
            let corrections = try LaterCorrections(of: FactPages(client: pages.client, period: nil))
            try add(FactRow.header.utf8)
            _ = try pages.forEach(upTo: corrections.end) { numbered, _ in
                let fact = numbered.fact
                let row = FactRow(
                    numbered, voidedBy: corrections.voiders[fact.sequence],
                    excluded: corrections.exclusion(of: fact))
                try add(row.text.utf8)
                count += 1
            }
        }
        try write(buffer)
        return count
    }

    /// The time from the start of the first trading day to the end of the last; nil for the whole ledger.
    private func period(_ client: DaemonClient) throws -> Interval? {
        guard from != nil || to != nil else { return nil }
        let first = try from.map { try client.summary(day: $0).body.period.from }
        let last = try to.map { try client.summary(day: $0).body.period.to }
        return Interval(
            start: first.flatMap(Timestamp.init) ?? Timestamp(milliseconds: .min),
            end: last.flatMap(Timestamp.init) ?? Timestamp(milliseconds: .max))
    }
}

/// Corrections of facts later in the ledger, read first: a fact's row is written before its correction is met.
private struct LaterCorrections {
    private(set) var voiders: [Sequence: Sequence] = [:]
    private var exclusions: [Sequence: [(by: Sequence, reason: ExclusionReason)]] = [:]

    private var dismissals: [(by: Sequence, dismissal: Dismissal)] = []

    /// Number of the last fact that was read; the export ends there too.
    private(set) var end = Sequence.zero

    init(of pages: FactPages) throws {
        var voiders: [Sequence: Sequence] = [:]
        var exclusions: [Sequence: [(by: Sequence, reason: ExclusionReason)]] = [:]
        var dismissals: [(by: Sequence, dismissal: Dismissal)] = []
        end = try pages.forEach { numbered, _ in
            let fact = numbered.fact
            switch fact.event {
            case .void(let voided, _): voiders[voided] = fact.sequence
            case .exclusion(let prompt, let reason):
                exclusions[prompt, default: []].append((fact.sequence, reason))
            case .dismissal(let dismissal): dismissals.append((fact.sequence, dismissal))
            default: break
            }
        }
        self.dismissals = dismissals
        self.voiders = voiders
        self.exclusions = exclusions
    }

    func exclusion(of fact: Fact) -> ExclusionReason? {
        if let own = exclusions[fact.sequence]?.last(where: { voiders[$0.by] == nil }) {
            return own.reason
        }
        return dismissals.first {
            $0.by > fact.sequence && voiders[$0.by] == nil
                && $0.dismissal.covers(fact.event, at: fact.at)
        }?.dismissal.reason
    }
}
