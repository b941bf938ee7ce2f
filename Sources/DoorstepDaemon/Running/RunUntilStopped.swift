import DoorstepStore
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the services until they are told to stop (SIGTERM, SIGINT, or the task's cancellation) or one of them fails.
/// They start in this order and stop in reverse, and each is asked to stop before it is cancelled. `deadline` ends the
/// process when a service does not end even then.
///
/// The service group's own limit on cancelling is not set, since it ends in a trap, without a sentence.
/// - Returns: The error of a service, if one failed.
func runUntilStopped(
    _ services: [any Service], logger: Logger, deadline: LastDeadline = .ofProcess
) async -> Result<Void, any Error> {
    // The service group's own log lines are of no use to a shopkeeper.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .error)
    let parts = services.map { service in
        ServiceGroupConfiguration.ServiceConfiguration(
            service: Part(service: service, deadline: deadline),
            failureTerminationBehavior: .gracefullyShutdownGroup)
    }
    let signals = [UnixSignal.sigterm, .sigint]
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

/// A service whose early end ends all the others, because a daemon without it would only seem to work.
private struct Part: Service {
    let service: any Service
    let deadline: LastDeadline

    func run() async throws {
        do {
            try await service.run()
            guard !isToEnd else { return }
            throw fail("it ended before its time")
        } catch let failure as PartFailure {
            throw failure
        } catch is CancellationError where isToEnd {
            return
        } catch {
            throw fail((error as? LedgerError)?.sentence ?? "\(error)")
        }
    }

    private var isToEnd: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

    private func fail(_ reason: String) -> PartFailure {
        let failure = PartFailure(part: "\(type(of: service))", reason: reason)
        deadline.set(failure.description, in: LastDeadline.afterFailure)
        return failure
    }
}

/// The error that ends the process: one of its services failed or ended early.
struct PartFailure: Error, Hashable, CustomStringConvertible {
    let part: String
    let reason: String

    var description: String { "\(part) failed, so all ends and is to be started anew: \(reason)" }
}
