import Dispatch
import DoorstepCore
import GRDB
import Synchronization

/// The append-only list of facts in SQLite, with one writer that commits together what waits together.
package final class Ledger: Sendable {
    let clock: @Sendable () -> ClockReading
    let pool: DatabasePool
    let writer: LedgerWriter
    let outboxSignal = Signal()
    let outboxHealth: Shared<OutboxHealth>
    let backups: Mutex<BackupStatus>

    /// Monotonic milliseconds; nil while no day waits to be closed.
    let catchingUpSince = Mutex<Int64?>(nil)

    package let id: LedgerID

    /// A random name of this opening, which names the courier of this process in attempts.
    let run: String
    let summaries: SummaryWriter
    private let notice: String?
    private let remark: String?
    let directory: StateDirectory

    /// The watch for damage that is found while the ledger is in use.
    package let damage: DamageWatch

    /// Opens the ledger of a locked state directory; sets a damaged one aside and restores the backup with most
    /// facts. `clock` is asked once for each batch; `onCommit` is called on the writer's thread after each
    /// sync, in order, and must not block. Each of `destinations` makes its messages inside the transaction
    /// that makes the summary.
    ///
    /// Throws `OpeningError`.
    package init(
        in directory: StateDirectory, shop: Shop, clock: @escaping @Sendable () -> ClockReading,
        destinations: [any LedgerDestination], conditions: OpeningConditions = OpeningConditions(),
        onCommit: @escaping @Sendable (Commit) -> Void
    ) throws {
        self.directory = directory
        self.clock = clock
        var chance = SystemRandomNumberGenerator()
        run = "ledger-\(String(chance.next(), radix: 36))"
        summaries = SummaryWriter(destinations: destinations)
        let opened = try LedgerOpening(
            directory: directory, shop: shop, clock: clock, conditions: conditions
        ).open()
        pool = opened.pool
        id = opened.id
        notice = opened.notices.isEmpty ? nil : opened.notices.joined(separator: " ")
        remark = opened.remark
        let outboxHealth = Shared(opened.outbox)
        self.outboxHealth = outboxHealth
        backups = Mutex(opened.backups)
        damage = DamageWatch(mark: directory.damageMark)
        writer = LedgerWriter(
            pool: pool, id: id, files: HeldFiles(directory), floor: opened.floor,
            recent: opened.recent, clock: clock, summaries: summaries, outbox: outboxSignal,
            damage: damage, undelivered: { outboxHealth.value.withLock(\.dead) },
            onCommit: onCommit)
    }

    /// Commits what waits, brings everything into the one file that an administrator copies, closes the database and
    /// lets the state directory go.
    package func close() throws {
        writer.close()
        emptyLog()
        try pool.close()
        directory.release()
    }

    /// Empties SQLite's log. A failure, on a full or slow disk, does no harm: the next start reads the log.
    private func emptyLog() {
        let limit = DispatchWorkItem { [pool] in pool.interrupt() }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.longestEmptying, execute: limit)
        defer { limit.cancel() }
        try? pool.writeWithoutTransaction { db in
            // A reader that is still at work is not waited for.
            try db.execute(sql: "PRAGMA busy_timeout = 100")
            try db.checkpoint(.truncate)
        }
    }

    /// The longest time to empty the log, well inside the time that systemd gives a service to stop.
    private static let longestEmptying = DispatchTimeInterval.seconds(3)

    /// The shop, with the scripts and zone rules that are in force.
    package var shop: Shop { writer.shop }

    /// The time by the ledger's clock.
    package var now: Timestamp { clock().now }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            damage.note(error)
            throw LedgerError.failed(error.sentence)
        }
    }
}

/// A value that several threads read and change, handed on without being copied.
final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }
}

// MARK: Writing. Each returns after the sync.

extension Ledger {
    /// Carries out one command. `key` makes a second try harmless.
    ///
    /// Throws `Refusal` and `LedgerError`.
    package func submit(
        _ command: Command, key: IdempotencyKey? = nil
    ) async throws -> WriteAnswer {
        try await writer.perform { context in
            if let key, let known = try KeyTable.fact(of: key, context.db) {
                return .replayed(try context.recorded(known))
            }
            let recorded = try context.carryOut(command)
            if let key, let recorded {
                try KeyTable.keep(
                    key, for: recorded.fact.sequence, at: context.clock.now, context.db)
            }
            return .recorded(recorded)
        }
    }

    /// Imports all rows or none. Rows whose id the ledger has are passed over.
    ///
    /// Throws `UnknownReference`, `FactMemberError` and `LedgerError`.
    ///
    /// - Returns: how many facts were added.
    package func restore(_ rows: [ImportRow]) async throws -> Int {
        try await writer.perform { context in
            try context.atomically {
                var added = 0
                for (number, row) in rows.enumerated()
                where try FactTable.sequence(of: row.id, context.db) == nil {
                    let members = try row.members.mapReferences { name, value in
                        guard case .id(let id) = value else { return value }
                        guard let sequence = try FactTable.sequence(of: id, context.db) else {
                            throw UnknownReference(row: number, member: name, id: id)
                        }
                        return .reference(sequence)
                    }
                    let fact = ImportedFact(id: row.id, event: try Event(row.kind, members))
                    let command = Command(
                        .restore(fact), at: row.at, source: row.source, by: row.by)
                    if try context.carryOut(command) != nil { added += 1 }
                }
                return added
            }
        }
    }

    /// Waits until every write before it is committed.
    ///
    /// It writes and syncs a row of its own when `isWriting`, and after a write that failed, to see whether there is
    /// room again.
    package func probe(isWriting: Bool = false) async throws {
        try await writer.perform { [writer, path = pool.path] context in
            guard isWriting || writer.trouble != nil else { return }
            // One page may fit where an hour of facts would not.
            guard WriteFailure.freeBytes(at: path) >= WriteFailure.leastRoom else {
                throw LedgerError.diskFull
            }
            try context.db.execute(
                sql: "INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)",
                arguments: [context.clock.now.milliseconds])
        }
    }

    /// Frees the memory of the writer's cache. The readers stay open: opening one again would write to the index of the
    /// log.
    package func rest() async throws {
        try await writer.perform { try $0.db.execute(sql: "PRAGMA shrink_memory") }
    }

    /// Puts other scripts in force, from the next prompt on. Nothing is written.
    package func use(_ scripts: ScriptBook) async throws {
        try await writer.use(scripts)
    }

    /// Puts other zone rules in force. Closed days whose hours differ by them get a new revision, once, even if an
    /// earlier run of the daemon closed them.
    ///
    /// - Returns: false while the clock cannot be right. The running day follows at once; closed days wait for another
    ///   call.
    package func use(_ rules: ZoneRules) async throws -> Bool {
        try await writer.perform { try $0.use(rules) }
    }

    /// Moves the floor to the trading day of now. Nothing is written, unless there were visitors after the day before
    /// was closed: then its summary is made anew.
    package func roll() async throws {
        try await writer.perform { try $0.roll() }
    }
}

// MARK: Reading. Never waits for the writer.

extension Ledger {
    package var floor: FloorSnapshot { writer.snapshot }

    package func facts(after sequence: Sequence, limit: Int) async throws -> [Fact] {
        try await read {
            try FactTable.facts(where: "sequence > ?", [sequence.value], limit: limit, $0)
        }
    }

    /// The number of the last fact that is on the disk.
    package func lastFact() async throws -> Sequence { try await read(FactTable.last) }

    /// The facts after `sequence`, each with its prompt as it stands now.
    package func recorded(after sequence: Sequence, limit: Int) async throws -> [Recorded] {
        let now = clock().now
        return try await read { [shop] db in
            let days = DayReader(shop: shop, now: now, db)
            return try FactTable.facts(
                where: "sequence > ?", [sequence.value], limit: limit, db
            ).map {
                Recorded(
                    fact: $0, prompt: try $0.event.prompt(of: $0.sequence).flatMap(days.prompt))
            }
        }
    }

    /// Today's prompts in `state`: the latest, at most `limit`; open ones oldest due first.
    package func prompts(in state: Prompt.State, limit: Int) async throws -> [Prompt] {
        if state == .open { return Array(floor.prompts.prefix(limit)) }
        let now = clock().now
        return try await read { [shop] in
            try DayReader(shop: shop, now: now, $0).prompts(in: state, limit: limit)
        }
    }

    /// Days whose closing moment has passed and that are not closed, oldest first. None while the clock
    /// cannot be right.
    package func unclosedDays() async throws -> [LocalDate] {
        let reading = clock()
        guard reading.stamp.isTrusted else { return [] }
        return try await read { [shop] in try DayTable.unclosed(shop: shop, at: reading.now, $0) }
    }

    /// The ledger's health, from what is kept in memory: it costs nothing to ask.
    package var health: LedgerHealth {
        let outbox = outboxHealth.value.withLock { $0 }
        let now = clock().now
        return LedgerHealth(
            trouble: writer.trouble ?? damage.reason.map { "the database is damaged: \($0)" },
            notice: notice, remark: remark, backup: backups.withLock { $0.health(at: now) },
            switchedOffDestinations: outbox.switchedOff, deadDeliveries: outbox.dead)
    }
}

extension Event {
    /// The prompt that the fact numbered `sequence` opened or ended; nil when it has to do with none. An imported
    /// crossing opens none.
    func prompt(of sequence: Sequence) -> Sequence? {
        switch self {
        case .entrance(let crossing) where crossing.isImported: nil
        case .exit(let crossing, _) where crossing.isImported: nil
        case .entrance, .exit, .opening, .stay: sequence
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer): answer.prompt
        case .outcome(let prompt, _), .lapse(let prompt), .exclusion(let prompt, _),
            .reentry(let prompt, _), .tie(let prompt, _):
            prompt
        default: nil
        }
    }
}
