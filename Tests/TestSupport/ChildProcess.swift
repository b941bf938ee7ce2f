import Foundation
import Synchronization

/// A program that a test runs, with the calls of Foundation's `Process` that tests use.
///
/// Foundation copies entries of `/proc/self/fd` from beyond what it has read, and may end the suite once the tests
/// together have more than some 1,300 descriptors open.
package final class ChildProcess: @unchecked Sendable {
    // Unchecked: set up and waited for by the test that owns it.
    package var executableURL: URL?
    package var arguments: [String] = []
    package var environment: [String: String]?
    package var currentDirectoryURL: URL?

    /// A `Pipe` or a `FileHandle`; nothing is `/dev/null`.
    package var standardInput: Any?
    package var standardOutput: Any?
    package var standardError: Any?

    private let child = Child()

    /// The exit status, or the signal that ended it; known once it was waited for.
    package var terminationStatus: CInt { child.state.withLock(\.status) }

    package init() {}

    package func run() throws {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let pid = try spawn(
            [executableURL?.path ?? ""] + arguments,
            environment: environment.map { "\($0.key)=\($0.value)" },
            descriptors: [
                Self.descriptor(standardInput, isInput: true),
                Self.descriptor(standardOutput, isInput: false),
                Self.descriptor(standardError, isInput: false),
            ], directory: currentDirectoryURL?.path)
        child.watch(pid)
        // The child's ends are its own now: else a reader would never see the end.
        if let pipe = standardInput as? Pipe { try pipe.fileHandleForReading.close() }
        if let pipe = standardOutput as? Pipe { try pipe.fileHandleForWriting.close() }
        if let pipe = standardError as? Pipe, pipe !== standardOutput as? Pipe {
            try pipe.fileHandleForWriting.close()
        }
    }

    package func signal(_ signal: CInt) {
        child.state.withLock { if let pid = $0.pid { kill(pid, signal) } }
    }

    package func waitUntilExit() { child.running.wait() }

    /// The child for the thread that waits for it. Each one is waited for: Swift Testing looks for the ends of its own
    /// children, and would find the same forgotten one for ever.
    private final class Child: Sendable {
        /// The number is nil before the start and after the end, when it may be another's.
        let state = Mutex<(pid: pid_t?, status: CInt)>((nil, -1))
        let running = DispatchGroup()

        func watch(_ pid: pid_t) {
            state.withLock { $0.pid = pid }
            running.enter()
            onThread { [self] in
                var info = siginfo_t()
                while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
                state.withLock {
                    var status: CInt = 0
                    waitpid(pid, &status, 0)
                    $0 = (nil, status & 0x7F == 0 ? status >> 8 & 0xFF : status & 0x7F)
                }
                running.leave()
            }
        }
    }

    /// Nil for `/dev/null`.
    private static func descriptor(_ end: Any?, isInput: Bool) -> CInt? {
        switch end {
        case let pipe as Pipe:
            (isInput ? pipe.fileHandleForReading : pipe.fileHandleForWriting).fileDescriptor
        case let handle as FileHandle where handle !== FileHandle.nullDevice: handle.fileDescriptor
        default: nil
        }
    }
}

/// Starts a program. Its descriptors 0, 1, 2 and so on are `descriptors`, nil being `/dev/null`; it has no others.
package func spawn(
    _ command: [String], environment: [String], descriptors: [CInt?], directory: String? = nil
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, descriptor) in descriptors.enumerated() {
        if let descriptor {
            posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(place))
        } else {
            posix_spawn_file_actions_addopen(&actions, CInt(place), "/dev/null", O_RDWR, 0)
        }
    }
    // Other tests' sockets are none of its business.
    _ = closeFrom(&actions, CInt(descriptors.count))
    if let directory { _ = changeDirectory(&actions, directory) }

    // Threads of Swift's runtime block SIGTERM, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, command[0], &actions, &attributes, &arguments, &variables)
    guard result == 0 else {
        throw ChildFailure(command: command, reason: String(cString: strerror(result)))
    }
    return pid
}

package struct ChildFailure: Error {
    let command: [String]
    let reason: String
}

// Glibc has these, and hides them from Swift as GNU's own.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func closeFrom(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: CInt
) -> CInt
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func changeDirectory(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: UnsafePointer<CChar>
) -> CInt
