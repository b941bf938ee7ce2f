import DoorstepCore
import Synchronization

/// Wakes one waiting loop. Rings while nobody waits are kept, as one.
package final class Alarm: Sendable {
    /// For the loop: one value for each ring, or for several that came together.
    package let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// Until when the loop sleeps; nil while it is awake.
    private let sleep = Mutex<Timestamp?>(nil)

    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }

    /// Rings unless the loop will have woken up by itself by then: most commits need nobody's attention.
    func ring(for moment: Timestamp?) {
        let isInTime = sleep.withLock { until in
            guard let until else { return false }
            return moment.map { until <= $0 } ?? true
        }
        if !isInTime { ring() }
    }

    /// The loop says that it is awake (nil), or until when it is going to sleep. What is rung for in between
    /// wakes it again.
    func sleeps(until moment: Timestamp?) { sleep.withLock { $0 = moment } }
}
