import DoorstepStore
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the services until they are told to stop (SIGTERM, SIGINT, or the task's cancellation) or one of them fails.
/// They start in this order and stop in reverse, and each is asked before it is cancelled. A part that does neither is not
/// waited for: `deadline` ends the process.
///
/// The service group's own limit on cancelling is not set, since it ends in a trap, without a sentence.
/// - Returns: What went wrong, if something did.
func runUntilStopped(
    _ services: [any Service], logger: Logger, deadline: LastDeadline = .ofProcess
) async -> Result<Void, any Error> {
    // The service group's own chatter is of use to nobody who keeps a shop.
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

/// A service whose end before its time ends all the others: half a daemon is worse than none.
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

/// Why the process ends: one of its parts has.
struct PartFailure: Error, Hashable, CustomStringConvertible {
    let part: String
    let reason: String

    var description: String { "\(part) failed, so all ends and is to be started anew: \(reason)" }
}
