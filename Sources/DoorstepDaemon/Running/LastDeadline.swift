import Dispatch
import Foundation
import Synchronization

/// The time limit that ends the process when a service hangs, spins, or waits for a disk that does not answer.
///
/// It works on a thread of its own. The pool of Swift's tasks has only as many threads as the machine has cores, and
/// hanging services may hold them all. Nothing is lost: every acknowledged fact is on the disk by then.
final class LastDeadline: Sendable {
    /// The limit after a service has failed. Systemd starts the daemon anew two seconds after its end.
    static let afterFailure = Duration.milliseconds(1800)

    /// The limit after SIGTERM: less than the unit's `TimeoutStopSec=10s`, so that the journal gives the reason, and
    /// long enough for a slow disk to take the last facts.
    static let afterSignal = Duration.seconds(8)

    /// The deadline of this process.
    static let ofProcess = LastDeadline()

    private struct State {
        var moment: DispatchTime?
        var sentence = ""
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let changed = DispatchSemaphore(value: 0)

    /// `end` is called on the deadline's thread, with the sentence; it should not return.
    init(end: @escaping @Sendable (String) -> Void = LastDeadline.endProcess) {
        let thread = Thread { [self] in
            // Set on the thread itself: a name set from outside would not reach the kernel.
            Thread.current.name = "last-deadline"
            while true {
                let moment = state.withLock { $0.moment }
                // The semaphore waits by the wall clock, which may be set meanwhile; `moment` is of another clock.
                if changed.wait(timeout: moment ?? .distantFuture) == .timedOut {
                    guard let moment, moment <= .now() else { continue }
                    return end(state.withLock { $0.sentence })
                }
                if state.withLock({ $0.isCancelled }) { return }
            }
        }
        thread.start()
    }

    /// Ends the process after `time`, unless it has ended before. The sentence gives the reason. The earliest of
    /// several deadlines counts.
    func set(_ sentence: String, in time: Duration) {
        let moment = DispatchTime.now() + .milliseconds(Int(time / .milliseconds(1)))
        state.withLock { state in
            guard moment < state.moment ?? .distantFuture else { return }
            state.moment = moment
            state.sentence = sentence
        }
        changed.signal()
    }

    /// Sets the deadline `afterSignal` when one of the signals comes, however busy the services are.
    func follow(_ signals: [CInt]) {
        for number in signals {
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: DispatchQueue(label: "doorstep.last-deadline"))
            source.setEventHandler { [self] in
                set(
                    "the program did not stop within \(Self.afterSignal.components.seconds) s "
                        + "of the signal and was ended",
                    in: Self.afterSignal)
            }
            source.resume()
            // A released source would get no signals, so it stays for the life of the process.
            _ = Unmanaged.passRetained(source as AnyObject)
        }
    }

    /// Cancels the deadline.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        changed.signal()
    }

    /// Prints the sentence if standard error takes it within 0.1 s, and ends the process without waiting for anything.
    private static func endProcess(_ sentence: String) {
        let text = Array("doorstepd: \(sentence)\n".utf8)
        var standardError = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        if poll(&standardError, 1, 100) == 1 { _ = write(STDERR_FILENO, text, text.count) }
        _exit(1)
    }
}
