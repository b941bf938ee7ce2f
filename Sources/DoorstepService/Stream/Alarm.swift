/// Wakes one waiting loop. Rings while nobody waits are kept, as one.
package final class Alarm: Sendable {
    /// For the loop: one value for each ring, or for several that came together.
    package let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    package init() {
        (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }
}
