import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the services until they are told to stop (SIGTERM, SIGINT, or the task's cancellation) or one of them fails.
/// They start in this order and stop in reverse.
/// - Returns: What went wrong, if something did.
func runUntilStopped(
    _ services: [any Service], logger: Logger
) async -> Result<Void, any Error> {
    // The service group's own chatter is of use to nobody who keeps a shop.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    var group = ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    group.maximumGracefulShutdownDuration = .milliseconds(900)
    do {
        return .success(try await ServiceGroup(configuration: group).run())
    } catch {
        return .failure(error)
    }
}
