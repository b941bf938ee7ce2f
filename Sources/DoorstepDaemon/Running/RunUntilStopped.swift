import DoorstepStore
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the services until they are told to stop (by one of `signals`, or the task's cancellation) or one of them fails.
/// They start in this order and stop in reverse, and each is asked to stop before it is cancelled. `deadline` ends the
/// process when a service does not end even then.
///
/// The service group's own limit on cancelling is not set, since it ends in a trap, without a sentence.
/// - Returns: The error of a service, if one failed.
func runUntilStopped(
    _ services: [any Service], logger: Logger, deadline: LastDeadline = .ofProcess,
    signals: [UnixSignal] = [.sigterm, .sigint]
) async -> Result<Void, any Error> {
    // The service group's own log lines are of no use to a shopkeeper.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let parts = services.map { service in
        ServiceGroupConfiguration.ServiceConfiguration(
            service: WatchedService(service: service, deadline: deadline),
            failureTerminationBehavior: .gracefullyShutdownGroup)
    }
    deadline.follow(signals.map(\.rawValue))
    var group = ServiceGroupConfiguration(
        services: parts, gracefulShutdownSignals: signals, logger: quiet)
    group.maximumGracefulShutdownDuration = .milliseconds(900)
    do {
        return .success(try await ServiceGroup(configuration: group).run())
    } catch {
        return .failure(error)
    }
}

/// A service whose early end counts as a failure and stops all the others, because half a daemon is worse than none.
private struct WatchedService: Service {
    let service: any Service
    let deadline: LastDeadline

    func run() async throws {
        do {
            try await service.run()
            guard !isToEnd else { return }
            throw fail("it ended although nobody had stopped it")
        } catch let failure as ServiceFailure {
            throw failure
        } catch is CancellationError where isToEnd {
            return
        } catch {
            throw fail((error as? LedgerError)?.sentence ?? "\(error)")
        }
    }

    private var isToEnd: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

    private func fail(_ reason: String) -> ServiceFailure {
        let failure = ServiceFailure(service: "\(type(of: service))", reason: reason)
        deadline.set(failure.description, in: LastDeadline.afterFailure)
        return failure
    }
}

/// The error that ends the process: one of its services failed or ended early.
struct ServiceFailure: Error, Hashable, CustomStringConvertible {
    let service: String
    let reason: String

    var description: String {
        "\(service) failed, so the program stops and must be restarted: \(reason)"
    }
}
