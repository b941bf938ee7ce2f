import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Glibc
import ServiceLifecycle
import Synchronization

/// Where a courier that is a process of its own gets its work, one courier at a time: two would send twice.
package final class CourierDesk: Sendable {
    private let outbox: Ledger
    private let limits: Limits
    private let uptime: @Sendable () -> Duration
    private let clock: any Clock<Duration>
    private let isRunning: @Sendable (Int32) -> Bool
    private let began: Duration
    private let run: String
    private let state: Mutex<State>
    let errands: TestErrands

    /// A courier, as it introduced itself and as the kernel knows it.
    struct Caller: Sendable {
        let body: CourierBody
        let connection: Connection
    }

    private struct State {
        var holder: Caller?
        var heardAt: Duration
    }

    /// How long things are borne.
    package struct Limits: Hashable, Sendable {
        /// Without a word from a courier that still runs, until another gets its work; longer than a question waits.
        package var lease = Duration.seconds(45)

        /// From the start until a courier gets work that was not at work before it. Longer than one that was takes
        /// to come back.
        package var grace = Duration.seconds(3)

        /// Without a courier, until the health check says so.
        package var silence = Duration.seconds(120)

        /// For what became of a test.
        package var test = Duration.seconds(25)

        package init() {}
    }

    /// `destinations` are the names that can be tested; `uptime` is a time that nobody sets; `clock` is what waits are
    /// counted by; `isRunning` says of a process whether it is still there.
    package init(
        _ outbox: Ledger, destinations: [String], limits: Limits = Limits(),
        uptime: @escaping @Sendable () -> Duration, clock: any Clock<Duration> = ContinuousClock(),
        isRunning: @escaping @Sendable (Int32) -> Bool = { kill($0, 0) == 0 || errno != ESRCH }
    ) {
        self.outbox = outbox
        self.limits = limits
        self.uptime = uptime
        self.clock = clock
        self.isRunning = isRunning
        began = uptime()
        var chance = SystemRandomNumberGenerator()
        run = String(chance.next() as UInt32, radix: 36)
        state = Mutex(State(heardAt: began))
        errands = TestErrands(destinations: destinations)
    }

    /// Lets the caller have the work, if nobody else has it.
    /// - Throws: a problem that says who has it, or that it is too soon.
    func admit(_ caller: Caller) throws(ProblemBody) {
        let now = uptime()
        try state.withLock { (state) throws(ProblemBody) in
            if let holder = state.holder {
                let hasGone = holder.connection.process.map { !isRunning($0) } ?? false
                guard
                    holder.body.courier == caller.body.courier || hasGone
                        || now - state.heardAt >= limits.lease
                else {
                    throw .otherCourier(
                        holder.connection.user, process: holder.connection.process)
                }
            } else if !caller.body.resuming, now - began < limits.grace {
                throw .courierMustWait
            }
            state.holder = caller
            state.heardAt = now
        }
    }

    /// What there is to do at `now`; at once if the outbox is not at the version any more, else when there is more
    /// or the wait is over.
    func work(_ claim: ClaimBody, at now: @Sendable () -> Timestamp) async throws -> WorkBody {
        if let wait = claim.waitSeconds, let version = claim.version {
            await news(since: version, atMost: .seconds(wait))
        }
        // Before the look: what comes in between is looked at again.
        let version = version
        return WorkBody(
            version: version, due: try await outbox.due(at: now()).map(OutboxDeliveryBody.init),
            nextDue: try await outbox.nextDue(), tests: errands.waiting)
    }

    private var version: String { "\(run)-\(outbox.outboxChanges)-\(errands.changes.count)" }

    private func news(since version: String, atMost wait: Duration) async {
        let streams = [outbox.changes(), errands.changes.stream()]
        guard version == self.version else { return }
        await withTaskGroup { group in
            for stream in streams {
                group.addTask { for await _ in stream { return } }
            }
            // Not stream.cancelOnGracefulShutdown(): it merges two sequences, and to cancel a merge from a task group
            // while one of them ends can lock the program up (swift-async-algorithms, MergeStorage).
            group.addTask { try? await gracefulShutdown() }
            // Cut short when one of the others comes first.
            group.addTask { [clock] in try? await clock.sleep(for: wait) }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: For people

    /// Sends a test by the courier, and waits for what came of it; nil if there is no such destination.
    package func test(_ destination: String) async throws -> DestinationTestBody? {
        guard errands.destinations.contains(destination) else { return nil }
        guard isAttended else { throw ProblemBody.courierSilent }
        let answer = try await errands.run(destination, atMost: limits.test, clock)
        guard let answer else { throw ProblemBody.courierTooSlow(limits.test) }
        return answer
    }

    private var isAttended: Bool {
        let (holder, heardAt) = state.withLock { ($0.holder, $0.heardAt) }
        guard let holder, uptime() - heardAt < limits.lease else { return false }
        return holder.connection.process.map(isRunning) ?? true
    }

    var check: HealthBody.Check {
        let silence = uptime() - state.withLock { $0.heardAt }
        let isSilent = silence >= limits.silence
        return HealthBody.Check(
            name: "courier", ok: !isSilent,
            detail: isSilent
                ? "for \(silence.components.seconds / 60) minutes no courier has asked for work, and nothing is sent:  systemctl status doorstep-courier"
                : nil)
    }
}
