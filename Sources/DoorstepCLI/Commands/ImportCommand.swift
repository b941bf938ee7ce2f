import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords
import Glibc

struct ImportCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in an old counter's history, or facts of another ledger.",
        discussion: """
            The whole file is read and checked before anything is sent. The same file again adds nothing, so \
            an import that broke off is continued by running it again. Imported crossings are counted, and open no \
            prompts.

            counts-csv: each row says how many crossed in an interval, and is dated at the interval's start.
              doorstep import counts.csv --format counts-csv --time-zone Europe/Paris \\
                --date Jour --date-format dd/MM/yyyy --time Heure \\
                --in Entrées --out Sorties
            events-csv: each row is one crossing.
              doorstep import events.csv --format events-csv --time-zone Europe/Paris \\
                --at when --direction way --in-value in --out-value out
            facts: what  doorstep export --format ndjson  wrote.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case countsCSV = "counts-csv"
        case eventsCSV = "events-csv"
        case facts
    }

    @Argument(help: "The file.")
    var file: String

    @Option(help: "What the file holds.")
    var format: Format

    @Option(help: "The door that was counted. May be left out where the shop has only one.")
    var door: String?

    @Option(help: "A name for this history, part of each fact's source. Left out: the file's name.")
    var label: String?

    @Flag(help: "Read and check the file, and send nothing.")
    var check = false

    @OptionGroup(title: "CSV Options") var csv: CSVOptions
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if format != .facts { _ = try csv.plan(format) }
        if format != .facts, FactText.source.refusal(of: CrossingLines.source(history)) != nil {
            throw ValidationError(
                label == nil
                    ? "the file’s name does not serve as a label: give --label with a name of one or two words"
                    : "--label needs a name of one or two words, at most 57 characters, without words about people"
            )
        }
    }

    func run(in terminal: Terminal) throws {
        let bytes = try contentsOf(file)
        let client = connection.client(in: terminal)
        let door = format == .facts || check ? self.door ?? "" : try self.door ?? onlyDoor(client)
        let contents: ImportContents
        do throws(ImportError) {
            switch format {
            case .facts: contents = try FactsImport.read(bytes)
            case .countsCSV, .eventsCSV:
                contents = try plan().read(bytes, label: history, door: door)
            }
        } catch {
            throw error.failure(file: file)
        }
        if check {
            try report(contents, nil, client, in: terminal)
        } else {
            let sender = ImportSender(client: client, terminal: terminal, file: file)
            try report(contents, try sender.send(contents.lines), client, in: terminal)
        }
    }

    private func plan() throws(ImportError) -> CSVImport {
        do { return try csv.plan(format) } catch {
            // Checked in validate().
            throw ImportError(line: 0, found: "\(error)", wanted: "")
        }
    }

    /// Name of the imported history: the label, else the file's name without its extension, else the format's.
    private var history: String {
        if let label { return label }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let dot = name.lastIndex(of: ".").flatMap { $0 > name.startIndex ? $0 : nil }
        let stem = FactText.name(from: String(name[..<(dot ?? name.endIndex)]), atMost: 50)
        return stem.isEmpty ? format.rawValue : stem
    }

    private func onlyDoor(_ client: DaemonClient) throws -> String {
        let doors = try client.now().body.doors.map(\.name)
        guard doors.count == 1, let only = doors.first else {
            throw CommandFailure(
                "cannot tell which door was counted",
                because: "the shop has \(english.counted(doors.count, "door", "doors"))",
                hint: "name it:  --door " + alternatives(doors))
        }
        return only
    }

    private func report(
        _ contents: ImportContents, _ totals: ImportSender.Totals?, _ client: DaemonClient,
        in terminal: Terminal
    ) throws {
        try terminal.print("\(english.counted(contents.rows, "row", "rows")) read")
        if contents.zeroRows > 0 {
            try terminal.print("  \(english.count(contents.zeroRows)) with a count of 0")
        }
        if contents.emptyRows > 0 {
            try terminal.print(
                "  \(english.count(contents.emptyRows)) with a count missing: not known")
        }
        if contents.ownFacts > 0 {
            try terminal.print(
                "  \(english.count(contents.ownFacts)) left out, because each ledger makes its own"
            )
        }
        if let totals {
            try terminal.print(
                "\(english.counted(totals.added, "fact", "facts")) added, "
                    + "\(english.count(totals.alreadyThere)) already there")
        } else {
            try terminal.print("\(english.counted(contents.lines.count, "fact", "facts")) to send")
        }
        guard let first = contents.lines.map(\.at).min(), let last = contents.lines.map(\.at).max()
        else { return }
        let zone = (try? csv.plan(format))?.zone ?? terminal.clock(client).zone
        try terminal.print(
            "\(english.count(contents.people(.entrance))) in, \(english.count(contents.people(.exit))) out, "
                + "\(zone.wallClock(at: first).date) to \(zone.wallClock(at: last).date)")
    }
}

/// The bytes of a file; throws `CommandFailure` when it cannot be read.
func contentsOf(_ file: String) throws -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        throw CommandFailure("cannot read \(file)", because: systemWords(errno))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &piece, piece.count)
        guard count >= 0 else {
            throw CommandFailure("cannot read \(file)", because: systemWords(errno))
        }
        guard count > 0 else { return bytes }
        bytes += piece[..<count]
    }
}
