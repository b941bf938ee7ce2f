import Foundation
import LocalHTTP
import Logging
import ServiceLifecycle

/// Runs `body` with a directory of its own, short enough for a socket's path.
package func withScratchDirectory<Value>(
    _ body: (String) async throws -> Value
) async throws -> Value {
    let path = "/tmp/doorstep-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}

/// Runs a server with `responder` on a socket in a scratch directory, and stops it after `body`.
package func withServer(
    limits: ConnectionLimits = .patient,
    bodyLimit: @escaping HTTPListeners.BodyLimit = { _, _, _ in 1 << 20 },
    refusal: @escaping HTTPListeners.Refusal,
    responder: @escaping HTTPListeners.Responder,
    _ body: @Sendable (_ socket: String) async throws -> Void
) async throws {
    try await withScratchDirectory { directory in
        let path = directory + "/s"
        let listeners = HTTPListeners(
            sockets: [try UnixSocket.listen(at: path)], limits: limits, logger: .silent,
            bodyLimit: bodyLimit, refusal: refusal, responder: responder)
        try await withRunning(listeners) { try await body(path) }
    }
}

/// Runs it until `body` has ended.
package func withRunning(
    _ service: any Service, _ body: @Sendable () async throws -> Void
) async throws {
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(services: [service], logger: .silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        try await body()
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

/// Lets others run, in a loop that waits for something; throws when the test's time is up.
package func nextTurn() async throws {
    try Task.checkCancellation()
    await Task.yield()
}

extension ConnectionLimits {
    /// Of connections that are to last: on a busy machine a client may be without a turn for longer than a real one is
    /// waited for.
    package static var patient: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.idle = .seconds(3600)
        limits.wholeRequest = .seconds(3600)
        return limits
    }
}

extension Logger {
    package static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
