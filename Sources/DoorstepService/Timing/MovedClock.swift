import DoorstepCore
import Synchronization

/// A clock that stands still until somebody moves it: what `Clockwork.pass` goes by.
package final class MovedClock: Sendable {
    private let moment: Mutex<Timestamp>

    /// The boot of which every stamp is.
    private let boot: String

    package init(_ moment: Timestamp, boot: String) {
        self.moment = Mutex(moment)
        self.boot = boot
    }

    package var now: Timestamp {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }

    /// Always trusted: whoever moves it knows what time it is.
    @Sendable package func read() -> ClockReading {
        let now = now
        return ClockReading(
            now: now,
            stamp: ClockStamp(boot: boot, monotonic: now.milliseconds, isTrusted: true))
    }
}
