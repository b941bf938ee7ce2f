import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Glibc
import LocalHTTP
import ServiceLifecycle
import Synchronization

/// The desk where a courier in a process of its own gets its work. It serves one courier: two would send twice.
package final class CourierDesk: Sendable {
    let outbox: Ledger
    private let limits: Limits
    private let uptime: @Sendable () -> Duration
    private let clock: any Clock<Duration>
    private let isRunning: @Sendable (Int32) -> Bool
    private let began: Duration
    private let run: String
    private let state: Mutex<State>
    let tests: PendingTests

    /// A courier, as it introduced itself and as the kernel knows it.
    struct Caller: Sendable {
        let body: CourierBody
        let connection: Connection
    }

    private struct State {
        var holder: Caller?
        var heardAt: Duration
    }

    /// The times after which the desk acts.
    package struct Limits: Hashable, Sendable {
        /// The silence of a running courier after which another gets its work; longer than a request for work waits.
        package var lease = Duration.seconds(45)

        /// The time from the daemon's start during which only a courier that was at work before it gets work. Longer
        /// than such a courier takes to come back.
        package var grace = Duration.seconds(3)

        /// The time without a courier after which the health check fails.
        package var silence = Duration.seconds(120)

        /// The longest wait for the result of a test.
        package var test = Duration.seconds(25)

        package init() {}
    }

    /// `destinations` are the names that can be tested. `uptime` is a clock that nobody sets. `clock` counts the waits.
    /// `isRunning` tells whether the process with a number still runs.
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
        tests = PendingTests(destinations: destinations)
    }

    /// Gives the work to the caller, unless another courier has it.
    /// - Throws: a problem that names the other courier, or says that it is too soon after the start.
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

    /// The deliveries and tests to send at `now`. The answer comes at once if the outbox is no longer at the claim's
    /// version, else when it changes or the claim's wait is over.
    func work(_ claim: ClaimBody) async throws -> WorkBody {
        if let wait = claim.waitSeconds, let version = claim.version {
            await waitForChange(since: version, atMost: .seconds(wait))
        }
        // The version is read before the outbox, so that the next claim finds a change that comes in between.
        let version = version
        return WorkBody(
            version: version, try await outbox.work(at: outbox.now), tests: tests.waiting)
    }

    private var version: String { "\(run)-\(outbox.outboxChanges)-\(tests.changes.count)" }

    private func waitForChange(since version: String, atMost wait: Duration) async {
        let streams = [outbox.changes(), tests.changes.stream()]
        guard version == self.version else { return }
        await withTaskGroup { group in
            for stream in streams {
                group.addTask { for await _ in stream { return } }
            }
            // Not stream.cancelOnGracefulShutdown(): it merges two sequences, and to cancel a merge from a task group
            // while one of them ends can lock the program up (swift-async-algorithms, MergeStorage).
            group.addTask { try? await gracefulShutdown() }
            // Cancelled when another task ends first.
            group.addTask { [clock] in try? await clock.sleep(for: wait) }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: Tests and health

    /// Sends a test by the courier and waits for its result; nil if there is no such destination. Throws when no
    /// courier asks for work, or when the result takes longer than `limits.test`.
    package func test(_ destination: String) async throws -> DestinationTestBody? {
        guard tests.destinations.contains(destination) else { return nil }
        guard isAttended else { throw ProblemBody.courierSilent }
        let answer = try await tests.run(destination, atMost: limits.test, clock)
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
