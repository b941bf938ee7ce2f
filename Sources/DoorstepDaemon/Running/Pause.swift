import ServiceLifecycle

/// Waits for the interval; every service that does something again and again waits so between two times.
///
///     repeat { await look() } while await pause(for: .seconds(10))
///
/// - Returns: false, and at once, when the service is to stop, or when its task is cancelled because another part failed.
///   A loop that asks only for one of the two spins for ever at the other.
func pause(
    for interval: Duration, on clock: any Clock<Duration> = ContinuousClock()
) async -> Bool {
    do {
        try await cancelWhenGracefulShutdown { try await clock.sleep(for: interval) }
        return !Task.isShuttingDownGracefully && !Task.isCancelled
    } catch {
        return false
    }
}
