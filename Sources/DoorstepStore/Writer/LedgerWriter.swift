import DoorstepCore
import Foundation
import GRDB
import Synchronization

/// The ledger's one writer. Writes that wait together are committed together: while one batch is being synced the next
/// gathers, so that a lone write never waits for company and a crowd shares one sync (DESIGN section 4, promise 2).
final class LedgerWriter: @unchecked Sendable {
    // Unchecked: `floor`, `recent`, `today`, `boot`, `presence` and `mayHoldUntrusted` are touched on `thread` alone,
    // and change only when the batch that changes them is committed.

    /// Writes that may go into one transaction.
    static let largestBatch = 256

    /// Writes that may wait; more are told to come back.
    static let longestQueue = 2048

    private struct Job: Sendable {
        let run: @Sendable (WriteContext) throws -> Void
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Queue {
        var jobs: [Job] = []
        var isRunning = false
        var isClosed = false
    }

    private let pool: DatabasePool
    private let id: LedgerID
    private let files: HeldFiles
    private let clock: @Sendable () -> ClockReading
    private let summaries: SummaryWriter
    private let outbox: Signal
    private let damage: DamageWatch
    private let undelivered: @Sendable () -> Int
    private let onCommit: @Sendable (Commit) -> Void
    private let queue = Mutex(Queue())
    private let published: Mutex<FloorSnapshot>
    private let troubles = Mutex<String?>(nil)
    /// Entered while the thread works.
    private let running = DispatchGroup()
    private let thread = DispatchQueue(label: "doorstep.ledger", qos: .userInitiated)
    private let currentShop: Mutex<Shop>

    /// Handed to each batch and taken back after its commit, so that it is never copied; nil after a batch that
    /// failed, when the next one reads it anew from the ledger.
    private var floor: Floor?

    /// The last facts that a person may undo, after the last commit.
    private var recent: RecentFacts

    /// The floor's day when the last batch was committed, which has no totals yet; nil before the first batch.
    private var today: LocalDate?

    /// The number that stands for this boot in the facts, once it is committed.
    private var boot: WriteContext.Boot?

    /// Whether facts of a wrong clock may be waiting for the right time.
    private var mayHoldUntrusted = true

    /// The writer's presence; nil when no absence is to be recorded.
    private var presence: Presence?
    private let absence = Mutex<Absence?>(nil)

    init(
        pool: DatabasePool, id: LedgerID, files: HeldFiles, floor: Floor, recent: RecentFacts,
        clock: @escaping @Sendable () -> ClockReading, summaries: SummaryWriter, outbox: Signal,
        damage: DamageWatch, undelivered: @escaping @Sendable () -> Int,
        onCommit: @escaping @Sendable (Commit) -> Void
    ) {
        self.pool = pool
        self.id = id
        self.files = files
        self.floor = floor
        self.recent = recent
        currentShop = Mutex(floor.shop)
        self.clock = clock
        self.summaries = summaries
        self.outbox = outbox
        self.damage = damage
        self.undelivered = undelivered
        self.onCommit = onCommit
        published = Mutex(floor.snapshot.with(recent))
    }

    /// The floor after the last commit.
    var snapshot: FloorSnapshot { published.withLock { $0 } }

    /// The shop that the rules are asked with; its scripts and its zone rules may change while the daemon runs.
    var shop: Shop { currentShop.withLock { $0 } }

    /// Uses other words from the next prompt on.
    func use(_ scripts: ScriptBook) async throws { try await perform { $0.use(scripts) } }

    /// To be called before anything is written.
    func keep(_ presence: Presence) { self.presence = presence }

    func takeAbsence() -> Absence? { absence.withLock { $0.take() } }

    /// Why the last write failed; nil when it did not.
    var trouble: String? { troubles.withLock { $0 } }

    /// Runs `body` in a batch and returns when that is synced. An error that `body` throws, other than one of the
    /// database, fails this job only: it must not have written by then, or use `atomically`.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (WriteContext) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = ResultBox<Value>()
            let job = Job(
                run: { result.value = try body($0) },
                finish: { error in
                    if let error {
                        continuation.resume(throwing: error)
                    } else if let value = result.value {
                        continuation.resume(returning: value)
                    }
                })
            let refusal: LedgerError? = queue.withLock { queue in
                if queue.isClosed { return .closed }
                if queue.jobs.count >= Self.longestQueue { return .busy }
                queue.jobs.append(job)
                // The writer's thread works as long as jobs wait; one that comes when none does wakes it.
                guard !queue.isRunning else { return nil }
                queue.isRunning = true
                running.enter()
                thread.async { self.drain() }
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Refuses new writes, and returns when those that wait are committed.
    func close() {
        queue.withLock { $0.isClosed = true }
        running.wait()
    }

    /// Commits until nothing waits.
    private func drain() {
        while let batch = nextBatch() { commit(batch) }
    }

    /// Nil when nothing waits: the next job wakes the thread again.
    private func nextBatch() -> [Job]? {
        queue.withLock { queue in
            let batch = Array(queue.jobs.prefix(Self.largestBatch))
            queue.jobs.removeFirst(batch.count)
            guard batch.isEmpty else { return batch }
            queue.isRunning = false
            running.leave()
            return nil
        }
    }

    private func commit(_ batch: [Job]) {
        var failures: [Int: any Error] = [:]
        var noted: Absence?
        do {
            if let trouble = files.trouble { throw LedgerError.unavailable(trouble) }
            let context = try pool.writeWithoutTransaction { db in
                var context: WriteContext?
                try db.inTransaction(.immediate) {
                    let reading = clock()
                    let batchContext = try WriteContext(
                        db: db, clock: reading, boot: boot,
                        floor: floor.take() ?? FloorTable.floor(shop: shop, at: reading.now, db),
                        recent: recent)
                    context = batchContext
                    try redateIfClockWasSet(batchContext)
                    noted = try presence.flatMap { try batchContext.note($0) }
                    for (index, job) in batch.enumerated() {
                        let last = batchContext.last
                        do {
                            try job.run(batchContext)
                        } catch let error as DatabaseError {
                            throw error
                        } catch {
                            // A job that is answered with an error has recorded nothing.
                            guard batchContext.last == last else { throw Unfinished(cause: error) }
                            failures[index] = error
                        }
                    }
                    try batchContext.settleTotals(since: today)
                    try summaries.revise(batchContext)
                    try batchContext.finish()
                    return .commit
                }
                return context
            }
            if let context {
                publish(context)
                if context.hasWritten { troubles.withLock { $0 = nil } }
                // After a failure only a write that was synced is a sign of life.
                if trouble == nil { presence?.committed(at: context.clock) }
                if let noted { absence.withLock { $0 = noted } }
                if context.hasQueued { outbox.send() }
            }
            for (index, job) in batch.enumerated() { job.finish(failures[index]) }
        } catch let unfinished as Unfinished where batch.count == 1 {
            batch[0].finish(unfinished.cause)
        } catch {
            damage.note(error)
            let failure = WriteFailure.explain(error, directory: pool.path)
            guard failure.isOfTheDisk || batch.count == 1 else {
                // One job's own fault: it must not take its neighbours with it.
                for job in batch { commit([job]) }
                return
            }
            if failure.isOfTheDisk { troubles.withLock { $0 = failure.sentence } }
            for job in batch { job.finish(failure.error) }
        }
    }

    private func publish(_ context: WriteContext) {
        let day = published.withLock { $0.day }
        defer { (floor, today) = (context.floor, context.floor.day.date) }
        (boot, recent) = (context.boot, context.recent)
        mayHoldUntrusted = !context.clock.stamp.isTrusted
        if let scripts = context.scripts { currentShop.withLock { $0.scripts = scripts } }
        if context.hasNewZoneRules {
            currentShop.withLock { $0.calendar.zone = context.floor.shop.calendar.zone }
        }
        guard !context.recorded.isEmpty || context.floor.day != day else { return }
        let snapshot = context.floor.snapshot.with(recent)
        published.withLock { $0 = snapshot }
        onCommit(
            Commit(
                ledger: id, at: context.clock.now, shop: shop, recorded: context.recorded,
                floor: snapshot, undelivered: undelivered()))
    }

    /// The first batch after a wrong clock was set starts with the fact that puts right what was recorded
    /// before (DESIGN section 5).
    private func redateIfClockWasSet(_ context: WriteContext) throws {
        let stamp = context.clock.stamp
        guard stamp.isTrusted, mayHoldUntrusted else { return }
        let statement = try context.db.cachedStatement(
            sql: """
                SELECT recordedAt - monotonic FROM fact JOIN boot ON boot.number = bootNumber
                WHERE NOT isTrusted AND boot.id = ? AND sequence > coalesce(
                    (SELECT max(sequence) FROM fact WHERE kind = 'clockSet'), 0)
                ORDER BY sequence DESC LIMIT 1
                """)
        guard let wrong = try Int64.fetchOne(statement, arguments: [stamp.boot]) else { return }
        try context.roll()
        _ = try context.carryOut(
            Command(
                .setClock(boot: stamp.boot, shift: context.clock.offset - wrong),
                source: "doorstepd"))
    }
}

/// A job that failed after it had recorded something, which must not stay.
struct Unfinished: Error {
    let cause: any Error
}

private final class ResultBox<Value>: @unchecked Sendable {
    // Unchecked: written and then read on the writer's thread.
    var value: Value?
}
