import Foundation
import Synchronization
import TestSupport
import Testing

/// The real `doorstepd` on a socket in a scratch directory of its own.
final class DaemonProcess: Sendable {
    let scratch: ScratchDirectory
    let socket: String
    let state: String
    let configuration: String
    let notify: NotifySocket

    /// What comes before the program: `prlimit --nofile=128` and the like. It must become the program, not
    /// start it.
    private let wrapper: [String]

    /// What comes after `serve`: `--courier apart` and the like.
    private let arguments: [String]
    private let environment: [String: String]
    private let passing: CInt?
    private let current = Mutex<Child?>(nil)

    /// Nothing is started yet. `state` is the state directory, when it is not to be in the scratch directory;
    /// `passing` a listening socket for the daemon to take over, as it would systemd's.
    init(
        _ settings: ShopSettings = ShopSettings(), scratch: ScratchDirectory? = nil,
        state: String? = nil, wrapper: [String] = [], arguments: [String] = [],
        environment: [String: String] = [:],
        passing: CInt? = nil
    ) throws {
        let scratch = try scratch ?? ScratchDirectory()
        self.scratch = scratch
        socket = scratch.path + "/doorstep.sock"
        self.state = state ?? scratch.path + "/state"
        configuration = scratch.path + "/doorstep.toml"
        notify = try NotifySocket(path: scratch.path + "/notify")
        self.environment = environment.merging(["NOTIFY_SOCKET": notify.path]) { given, _ in given }
        self.passing = passing
        self.arguments = arguments
        // The shell knows the number that the daemon will have: systemd's protocol wants it.
        self.wrapper =
            wrapper
            + (passing == nil
                ? [] : ["sh", "-c", #"LISTEN_PID=$$ LISTEN_FDS=1 exec "$@""#, "sh"])
        let secret = scratch.path + "/secret"
        try Data(ShopSettings.secret.utf8).write(to: URL(fileURLWithPath: secret))
        chmod(secret, 0o600)
        try SmallPack.write(besideConfigurationIn: scratch.path)
        try configure(settings)
    }

    /// Ready to record.
    static func started(_ settings: ShopSettings = ShopSettings()) async throws -> DaemonProcess {
        let daemon = try DaemonProcess(settings)
        try await daemon.start()
        return daemon
    }

    /// For the next start.
    func configure(_ settings: ShopSettings) throws {
        let text = settings.text(socket: socket, state: state)
        try Data(text.utf8).write(to: URL(fileURLWithPath: configuration))
    }

    /// Returns when the daemon says that it is ready.
    /// - Throws: `StartFailure` when it ends before that.
    func start() async throws {
        let heard = notify.messages.entries.count
        let child = try launch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [notify] in
                try await notify.messages.first(from: heard) { $0 == "READY=1" }
            }
            group.addTask {
                let ending = try await child.ended()
                throw StartFailure(ending: ending, errors: child.errorText)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Starts it without waiting for anything.
    @discardableResult
    func launch(_ more: [String] = []) throws -> Child {
        let program = [Program.doorstepd, "serve", "--config", configuration]
        let child = try Child(
            wrapper + program + arguments + more, environment: environment, passing: passing)
        current.withLock { $0 = child }
        return child
    }

    /// The process of the last start.
    var child: Child {
        get throws {
            guard let child = current.withLock({ $0 }) else { throw NotStarted() }
            return child
        }
    }

    /// Sends the signal and returns how the daemon ended.
    @discardableResult
    func stop(_ signal: CInt = SIGTERM) async throws -> Child.Ending {
        let child = try child
        child.signal(signal)
        return try await child.ended()
    }

    func restart(after signal: CInt = SIGTERM) async throws {
        try await stop(signal)
        try await start()
    }

    /// The lines of its log that somebody would have to look at.
    var complaints: [String] {
        get throws { try child.errors.entries.filter { $0.contains(" error ") } }
    }
}

struct StartFailure: Error {
    let ending: Child.Ending
    let errors: String
}

struct NotStarted: Error {}

/// The programs under test, built beside the tests.
enum Program {
    static let doorstepd = directory + "/doorstepd"
    static let doorstep = directory + "/doorstep"

    private static let directory = URL(fileURLWithPath: "/proc/self/exe")
        .resolvingSymlinksInPath().deletingLastPathComponent().path

    /// A run of the command line, and what came of it.
    static func doorstep(
        _ arguments: [String], wrapper: [String] = []
    ) async throws -> (ending: Child.Ending, output: [String], errors: String) {
        let child = try Child(wrapper + [doorstep] + arguments)
        let ending = try await child.ended()
        return (ending, child.output.entries, child.errorText)
    }
}

/// Somebody without rights.
enum Nobody {
    static let wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    /// Whether we may become somebody else, and whether they may run the programs.
    static func isPossible() async -> Bool {
        guard geteuid() == 0,
            let child = try? Child(wrapper + [Program.doorstep, "--help"]),
            let ending = try? await child.ended()
        else { return false }
        return ending == .status(0)
    }

    static let comment: Comment = "needs root, setpriv, and a build that others may read"
}
