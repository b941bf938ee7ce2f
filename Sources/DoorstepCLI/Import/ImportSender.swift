import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

/// Sends the lines of an import, batch after batch over one connection, and shows the progress.
struct ImportSender {
    let client: DaemonClient
    let terminal: Terminal
    let file: String

    struct Totals: Hashable {
        var added = 0
        var alreadyThere = 0
    }

    func send(_ lines: [ImportLine]) throws -> Totals {
        var totals = Totals()
        var done = 0
        var progress = ImportProgress(total: lines.count, terminal: terminal)
        for batch in try ImportBatch.batches(lines) {
            do throws(ClientError) {
                let answer = try client.importFacts(batch.body).body
                totals.added += answer.facts
                totals.alreadyThere += answer.ignored
            } catch {
                progress.end()
                throw stopped(error, done: done, of: lines.count)
            }
            done += batch.lines
            progress.show(done)
        }
        progress.end()
        return totals
    }

    /// The failure, after telling how many facts were sent: each batch is recorded as a whole or not at all.
    private func stopped(_ error: ClientError, done: Int, of total: Int) -> CommandFailure {
        let failure = CommandFailure(error)
        guard done > 0 else { return failure }
        terminal.say(
            "\(english.count(done)) of \(english.counted(total, "fact", "facts")) of \(file) were sent. "
                + "Run the same command again to continue: facts that are already recorded are skipped."
        )
        return failure
    }
}

/// The progress of an import: a growing bar where a person watches, elsewhere a line for each quarter.
struct ImportProgress {
    private let total: Int
    private let terminal: Terminal
    private var shown = -1

    init(total: Int, terminal: Terminal) {
        self.total = total
        self.terminal = terminal
    }

    mutating func show(_ done: Int) {
        guard total > 0 else { return }
        let percent = done * 100 / total
        if terminal.isErrorWatched {
            guard percent != shown else { return }
            shown = percent
            terminal.error("\r" + bar(done, percent))
        } else if percent / 25 > max(0, shown) / 25 {
            shown = percent
            terminal.say("\(percent) %, \(english.count(done)) of \(english.count(total)) facts")
        }
    }

    func end() {
        if terminal.isErrorWatched, shown >= 0 { terminal.error("\n") }
    }

    private func bar(_ done: Int, _ percent: Int) -> String {
        let full = percent * 30 / 100
        let number = String(repeating: " ", count: 3 - String(percent).count) + "\(percent) %"
        return "[" + String(repeating: "█", count: full) + String(repeating: " ", count: 30 - full)
            + "] \(number)  \(english.count(done)) of \(english.count(total)) facts"
    }
}
