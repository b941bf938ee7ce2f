import DoorstepAPI
import DoorstepConfiguration
import DoorstepStore
import Foundation
import LocalHTTP
import Logging

/// A command of the program with its arguments. It ends with a status of sysexits(3).
package enum Invocation: Sendable {
    case serve(config: String, socket: String?, state: String?, courier: CourierPlace)
    case courier(config: String, socket: String?)
    case check(config: String)
    case newLedger(config: String, state: String?)
    case demo
    case addDestination(wish: String)
    case replay(file: String, config: String?, speed: Double?, isJSON: Bool)

    private static let badConfiguration: Int32 = 78
    private static let badData: Int32 = 65
    private static let failure: Int32 = 1

    package func runAndExit() async -> Never {
        Heap.share()
        StandardStream.openMissing()
        // Writing to a connection or pipe without a reader must not end the daemon.
        signal(SIGPIPE, SIG_IGN)
        do {
            switch self {
            case .serve(let config, let socket, let state, let courier):
                try await Self.start(
                    config: config, socket: socket, state: state, courier: courier)
            case .courier(let config, let socket):
                try await Self.carry(config: config, socket: socket)
            case .check(let config):
                exit(Self.report(on: config))
            case .newLedger(let config, let state):
                try Self.beginAnew(config: config, state: state)
            case .demo: try await Demo.run()
            case .addDestination(let wish): try await Self.add(wish)
            case .replay(let file, let config, let speed, let isJSON):
                try await Replay.show(
                    file, config: config, speed: speed, isJSON: isJSON,
                    environment: Self.environment)
            }
            exit(0)
        } catch let refused as ConfigurationRefused {
            Self.complain("the configuration cannot be used:\n\(refused)", hint: nil)
            exit(refused.isPassing ? Self.failure : Self.badConfiguration)
        } catch let refused as AdditionRefused {
            Self.complain(refused.message, hint: refused.hint, as: "doorstep")
            exit(Self.failure)
        } catch let refused as ReplayRefused {
            Self.complain("the day cannot be replayed:\n\(refused)", hint: nil)
            exit(Self.badData)
        } catch {
            let (message, hint) = Self.explain(error)
            Self.complain(message, hint: hint)
            exit(Self.failure)
        }
    }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    private static func start(
        config: String, socket: String?, state: String?, courier: CourierPlace
    ) async throws {
        // A SIGHUP before the packs are read has nothing to do; by default it would end the process.
        signal(SIGHUP, SIG_IGN)
        let (loaded, logger) = try load(config, readsSecrets: courier == .here)
        var configuration = loaded
        if let socket { configuration.server.socket = socket }
        if let state { configuration.server.stateDirectory = state }
        try await Daemon(
            configuration, courier: courier, environment: environment, logger: logger
        ).run()
    }

    /// Moves the ledger away. With `state` the configuration is not read, since it may be under repair.
    private static func beginAnew(config: String, state: String?) throws {
        let path = try state ?? load(config, readsSecrets: false).0.server.stateDirectory
        let directory = try StateDirectory(path)
        let now = SystemClock(environment: environment).now()
        guard let folder = try directory.retireLedger(now: now) else {
            return StandardStream.show("There is no ledger in \(path): the next start begins one.")
        }
        StandardStream.show(
            "The ledger and its backups were moved to \(folder): the next start begins an empty one."
        )
    }

    private static func carry(config: String, socket: String?) async throws {
        let (loaded, logger) = try load(config, readsSecrets: true)
        var configuration = loaded
        if let socket { configuration.server.socket = socket }
        try await CourierProcess(configuration, environment: environment, logger: logger).run()
    }

    /// Reads the configuration and logs its warnings.
    private static func load(
        _ config: String, readsSecrets: Bool
    ) throws(ConfigurationRefused) -> (Configuration, Logger) {
        let (configuration, warnings) = try Configuration.load(
            path: config, environment: environment, readsSecrets: readsSecrets)
        let logger = makeLogger(
            environment: environment, level: configuration.server.logLevel)
        for warning in warnings { logger.warning("\(warning)") }
        return (configuration, logger)
    }

    /// Prints the configuration as understood to standard output, warnings and mistakes to standard error.
    private static func report(on config: String) -> Int32 {
        let report = Checker.check(
            configPath: config, environment: environment, now: SystemClock.wall)
        for line in report.lines { StandardStream.show(line) }
        StandardStream.error.write(report.troubles.map { $0 + "\n" }.joined())
        return report.mistakes.isEmpty ? 0 : badConfiguration
    }

    private static func add(_ wish: String) async throws {
        let wish = try JSONDecoder().decode(DestinationWish.self, from: Data(wish.utf8))
        try await DestinationAdding(
            wish, dialogue: .terminal, environment: environment,
            clock: SystemClock(environment: environment).read,
            readAll: {
                String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
            }
        ).run()
    }

    private static func complain(
        _ message: String, hint: String?, as program: String = "doorstepd"
    ) {
        let text = "\(program): \(message)\n" + (hint.map { "  hint: \($0)\n" } ?? "")
        StandardStream.error.write(text)
    }

    private static func explain(_ error: any Error) -> (message: String, hint: String?) {
        switch error {
        case let error as StateDirectoryError: (error.message, error.hint)
        case let error as OpeningError: (error.message, error.hint)
        case let error as ListeningError: (error.description, error.hint)
        case let error as ListenDescriptorError: (error.description, nil)
        default: ("\(error)", nil)
        }
    }
}
