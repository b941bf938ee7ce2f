import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore

struct UndoCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Undo a fact that should not have been recorded.",
        discussion: """
            Without a number, the last fact that can be undone. Nothing is erased: the ledger gets a fact that \
            undoes the other.
            """)

    @Argument(help: ArgumentHelp("The fact's number.", valueName: "sequence"))
    var sequence: String?

    @OptionGroup var why: ReasonOption
    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws { _ = try number() }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let target: Sequence
        if let number = try number() {
            target = number
        } else {
            let last = try lastUndoable(client)
            terminal.say(
                "Undoing #\(last.sequence): \(FactLine(last, clock: terminal.clock(client)).named)")
            target = last.sequence
        }
        let reply = try client.void(target, VoidBody(reason: why.reason))
        try terminal.print(reply, as: output, from: client)
    }

    private func number() throws -> Sequence? {
        guard let sequence else { return nil }
        guard let value = Int64(sequence.hasPrefix("#") ? String(sequence.dropFirst()) : sequence),
            value > 0
        else { throw ValidationError("“\(sequence)” is not a fact's number.") }
        return Sequence(value)
    }

    /// The last fact that can be undone. The search goes back from the end of the ledger, further each time.
    private func lastUndoable(_ client: DaemonClient) throws -> Fact {
        let now = try client.now().body
        var upTo = now.sequence.value
        var step: Int64 = 200
        var undone: Set<Sequence> = []
        while upTo > 0 {
            let after = max(0, upTo - step)
            let facts = try client.facts(
                after: LedgerPosition(ledger: now.ledger, sequence: Sequence(after)),
                limit: Int(upTo - after)
            ).map { try client.fact($0).fact }
            for fact in facts.reversed() {
                if case .void(let voided, _) = fact.event { undone.insert(voided) }
                if fact.canBeUndone, !undone.contains(fact.sequence) { return fact }
            }
            upTo = after
            step = min(step * 10, Int64(Limit.factsPerCall))
        }
        throw CommandFailure("there is nothing to undo")
    }
}

extension Fact {
    /// Whether a person may have recorded the fact by mistake; false for the crossings of an imported history.
    var canBeUndone: Bool {
        switch event {
        case .entrance(let crossing), .exit(let crossing, _): !crossing.isImported
        case .opening, .greeting, .farewell, .lookIn, .exclusion, .dismissal, .reentry, .tie,
            .occupancy, .feedback, .review:
            true
        case .stay, .lapse, .void, .doorDown, .doorUp, .dayClosed, .clockSet: false
        }
    }
}
