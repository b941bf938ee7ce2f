import DoorstepCore
import Synchronization

/// The signal that wakes one waiting loop, which tells it how long it sleeps. Rings while the loop does not wait are
/// kept, as one.
package final class Alarm: Sendable {
    /// The rings, for the loop: one value for each, or for several that came together.
    package let rings: AsyncStream<Void>
    private let signal = Signal()

    /// The end of the loop's sleep; nil while it is awake.
    private let sleep = Mutex<Timestamp?>(nil)

    package init() { rings = signal.stream() }

    package func ring() { signal.send() }

    /// Rings for work that is due at `moment` (nil: for none), unless the loop wakes up by itself in time, as for most
    /// commits.
    func ring(for moment: Timestamp?) {
        let isInTime = sleep.withLock { until in
            guard let until else { return false }
            return moment.map { until <= $0 } ?? true
        }
        if !isInTime { ring() }
    }

    /// Notes that the loop is awake (nil), or the end of the sleep that it begins. Any ring in between wakes it again.
    func sleeps(until moment: Timestamp?) { sleep.withLock { $0 = moment } }
}
