import DoorstepCore
import Synchronization

/// A clock that stands still until the caller moves it, for `Clockwork.pass`.
package final class MovedClock: Sendable {
    private let moment: Mutex<Timestamp>

    /// The boot id of every stamp.
    private let boot: String

    package init(_ moment: Timestamp, boot: String) {
        self.moment = Mutex(moment)
        self.boot = boot
    }

    package var now: Timestamp {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }

    /// The present reading. It is always trusted, since the caller sets the time.
    @Sendable package func read() -> ClockReading {
        let now = now
        return ClockReading(
            now: now,
            stamp: ClockStamp(boot: boot, monotonic: now.milliseconds, isTrusted: true))
    }
}
