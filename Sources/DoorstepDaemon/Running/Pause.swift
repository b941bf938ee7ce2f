import ServiceLifecycle

/// Waits for the interval, between two rounds of a service.
///
///     repeat { await look() } while await pause(for: .seconds(10))
///
/// - Returns: false, and at once, when the service is to stop, or when its task is cancelled because another service
///   failed. A loop that checked only one of the two would spin for ever after the other.
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
