import Foundation
import Synchronization
import TestSupport

/// The real `doorstepd courier` of a daemon that runs apart.
final class CourierProcess: Sendable {
    let notify: NotifySocket
    private let daemon: DaemonProcess
    private let environment: [String: String]
    private let current: Mutex<Child?>

    /// Started, and not yet heard of.
    init(_ daemon: DaemonProcess, environment: [String: String] = [:]) throws {
        self.daemon = daemon
        notify = try NotifySocket(path: daemon.scratch.path + "/notify-courier")
        self.environment = environment.merging(["NOTIFY_SOCKET": notify.path]) { given, _ in given }
        current = Mutex(nil)
        try start()
    }

    @discardableResult
    func start() throws -> Child {
        let child = try Child(
            [Program.doorstepd, "courier", "--config", daemon.configuration],
            environment: environment)
        current.withLock { $0 = child }
        return child
    }

    var child: Child {
        get throws {
            guard let child = current.withLock({ $0 }) else { throw NotStarted() }
            return child
        }
    }

    func noticed(_ phrases: String...) async throws {
        try await child.errors.first { line in phrases.allSatisfy(line.contains) }
    }

    @discardableResult
    func stop(_ signal: CInt = SIGTERM) async throws -> Child.Ending {
        let child = try child
        child.signal(signal)
        return try await child.ended()
    }
}

extension DaemonProcess {
    /// A recorder with one destination on loopback for each name, ready to record.
    static func apart(
        port: Int, destinations: [String] = ["manager"], server: String = "",
        wrapper: [String] = [], environment: [String: String] = [:]
    ) async throws -> DaemonProcess {
        var settings = ShopSettings()
        settings.server = server
        settings.tables = destinations.map { ShopSettings.destination(port: port, name: $0) }
            .joined(separator: "\n\n")
        let daemon = try DaemonProcess(
            settings, wrapper: wrapper, arguments: ["--courier", "apart"], environment: environment)
        try await daemon.start()
        return daemon
    }
}
