import DoorstepCore
import Synchronization

/// A clock that stands still until the test moves it.
package final class WallClock: Sendable {
    private let reading: Mutex<ClockReading>

    package init(_ now: String) {
        reading = Mutex(.fixture(Timestamp(at: now)))
    }

    package var now: Timestamp { reading.withLock { $0.now } }

    @Sendable package func read() -> ClockReading { reading.withLock { $0 } }

    /// Time goes by.
    package func advance(_ duration: Duration) {
        reading.withLock {
            $0 = ClockReading(
                now: $0.now + duration,
                stamp: ClockStamp(
                    boot: $0.stamp.boot,
                    monotonic: $0.stamp.monotonic + duration.milliseconds,
                    isTrusted: $0.stamp.isTrusted))
        }
    }

    /// Somebody sets the wall clock; the monotonic one goes on.
    package func set(_ now: String, isTrusted: Bool = true) {
        reading.withLock {
            $0 = ClockReading(
                now: Timestamp(at: now),
                stamp: ClockStamp(
                    boot: $0.stamp.boot, monotonic: $0.stamp.monotonic, isTrusted: isTrusted))
        }
    }
}
