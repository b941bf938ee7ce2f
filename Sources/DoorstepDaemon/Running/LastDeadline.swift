import Dispatch
import Foundation
import Synchronization

/// Ends the process when its parts do not: when one of them hangs, spins, or waits for a disk that does not answer.
///
/// It works on a thread of its own, outside the pool on which Swift's tasks run, because that pool has as many threads as
/// the machine has cores, and those may be the ones that are lost. What was acknowledged is on the disk by then; nothing
/// else is owed to anybody.
final class LastDeadline: Sendable {
    /// After a part has failed: systemd starts the daemon anew two seconds later.
    static let afterFailure = Duration.milliseconds(1800)

    /// After SIGTERM: within the unit's `TimeoutStopSec=10s`, so that the journal says why. A slow disk is given time for the
    /// last facts.
    static let afterSignal = Duration.seconds(8)

    /// The real one.
    static let ofProcess = LastDeadline()

    private struct State {
        var moment: DispatchTime?
        var sentence = ""
        var isLifted = false
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    /// `end` is called on the thread, with the sentence; it should not return.
    init(end: @escaping @Sendable (String) -> Void = LastDeadline.endProcess) {
        let thread = Thread { [self] in
            // The thread gives its name itself: from outside it would not reach the kernel.
            Thread.current.name = "last-deadline"
            while true {
                let moment = state.withLock { $0.moment }
                // The semaphore waits by the wall clock, which may be set meanwhile; the moment is not of that clock.
                if bell.wait(timeout: moment ?? .distantFuture) == .timedOut {
                    guard let moment, moment <= .now() else { continue }
                    return end(state.withLock { $0.sentence })
                }
                if state.withLock({ $0.isLifted }) { return }
            }
        }
        thread.start()
    }

    /// The process ends so long from now, for the reason that the sentence gives, unless it has ended before; the earliest
    /// of several deadlines counts.
    func set(_ sentence: String, in time: Duration) {
        let moment = DispatchTime.now() + .milliseconds(Int(time / .milliseconds(1)))
        state.withLock { state in
            guard moment < state.moment ?? .distantFuture else { return }
            state.moment = moment
            state.sentence = sentence
        }
        bell.signal()
    }

    /// Sets itself when one of the signals comes, however busy the parts are.
    func follow(_ signals: [CInt]) {
        for number in signals {
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: DispatchQueue(label: "doorstep.last-deadline"))
            source.setEventHandler { [self] in
                set(
                    "it was told to stop and did not within \(Self.afterSignal.components.seconds) s, so it is ended",
                    in: Self.afterSignal)
            }
            source.resume()
            // One that nobody keeps hears nothing: it stays for the life of the process.
            _ = Unmanaged.passRetained(source as AnyObject)
        }
    }

    /// Nothing is left to be ended.
    func lift() {
        state.withLock { $0.isLifted = true }
        bell.signal()
    }

    /// Says why, if anybody listens, and ends without waiting for anything.
    private static func endProcess(_ sentence: String) {
        let text = Array("doorstepd: \(sentence)\n".utf8)
        var standardError = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        if poll(&standardError, 1, 100) == 1 { _ = write(STDERR_FILENO, text, text.count) }
        _exit(1)
    }
}
