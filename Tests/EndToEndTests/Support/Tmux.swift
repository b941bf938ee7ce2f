import Foundation
import TestSupport
import Testing

/// A real terminal of its own: one pane of a tmux server on a socket in a scratch directory.
final class Tmux: Sendable {
    /// The bytes that the pane's program has written, as they came. Each is a reason to look again.
    let output = Chronicle<[UInt8]>()
    let scratch: ScratchDirectory
    private let server: pid_t

    /// Whether these tests can run. `DOORSTEP_PEERS=required` makes a missing tmux a failure.
    static var isThere: Bool {
        ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
            || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
                .contains { access($0 + "/tmux", X_OK) == 0 }
    }

    static let comment: Comment = "needs tmux"

    /// Runs `script` in a terminal of this kind and size; `term` becomes its TERM, `$DIR` the scratch directory.
    init(
        _ script: String, term: String = "xterm-256color", columns: Int = 80, rows: Int = 24,
        shell: String = "sh", flags: String = ""
    ) async throws {
        scratch = try ScratchDirectory()
        let socket = scratch.path + "/tmux"
        let pipe = scratch.path + "/output"
        guard mkfifo(pipe, 0o600) == 0 else { throw SocketFailure(call: "mkfifo") }
        // What is written before the pipe is laid would be missed.
        let go = scratch.path + "/go"
        guard mkfifo(go, 0o600) == 0 else { throw SocketFailure(call: "mkfifo") }
        let text = "read go < \(go); " + script
        try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path + "/script"))
        _ = try await Self.run(
            socket,
            [
                "-f", "/dev/null", "start-server", ";", "set-option", "-g", "default-terminal",
                term, ";", "set-option", "-g", "escape-time", "0", ";", "new-session", "-d", "-x",
                "\(columns)", "-y", "\(rows)",
                "exec env DIR=\(scratch.path) \(shell) \(scratch.path)/script \(flags)",
            ])
        server = try #require(
            pid_t(try await Self.run(socket, ["display-message", "-p", "#{pid}"])[0]))
        onThread { [output] in
            let descriptor = open(pipe, O_RDONLY)
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                output.append(Array(buffer[..<count]))
            }
            close(descriptor)
            output.end()
        }
        _ = try await Self.run(socket, ["pipe-pane", "exec cat > \(pipe)"])
        onThread {
            let descriptor = open(go, O_WRONLY)
            _ = write(descriptor, "\n", 1)
            close(descriptor)
        }
    }

    deinit { kill(server, SIGTERM) }

    private static func run(_ socket: String, _ arguments: [String]) async throws -> [String] {
        let child = try Child(
            ["tmux", "-u", "-S", socket] + arguments, environment: ["LC_ALL": "C.UTF-8"])
        let ending = try await child.ended()
        try #require(ending == .status(0), "tmux \(arguments): \(child.errorText)")
        return child.output.entries
    }

    private func run(_ arguments: [String]) async throws -> [String] {
        try await Self.run(scratch.path + "/tmux", arguments)
    }

    /// Presses keys, by their tmux names: `g`, `Escape`, `C-c`.
    func press(_ keys: String...) async throws {
        _ = try await run(["send-keys", "--"] + keys)
    }

    /// The text on the screen, without empty lines.
    func screen() async throws -> String {
        try await run(["capture-pane", "-p"]).joined(separator: "\n")
    }

    /// A tmux format's value: `#{cursor_flag}`.
    func value(_ format: String) async throws -> String {
        try await run(["display-message", "-p", format]).first ?? ""
    }

    func resize(columns: Int, rows: Int) async throws {
        _ = try await run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// Looks whenever something was written, until the screen shows all of these.
    @discardableResult
    func shows(_ texts: String...) async throws -> String {
        try await until { screen in texts.allSatisfy { screen.contains($0) } }
    }

    @discardableResult
    func until(_ fits: (String) -> Bool) async throws -> String {
        while true {
            let seen = output.entries.count
            let screen = try await screen()
            if fits(screen) { return screen }
            do {
                try await output.reached(seen + 1)
            } catch let error as ChronicleEnded {
                Issue.record("the screen was last:\n\(screen)")
                throw error
            }
        }
    }

    /// How many bytes the program has written.
    var bytes: Int { output.entries.reduce(0) { $0 + $1.count } }

    /// The program that the pane's shell runs.
    func program() async throws -> pid_t {
        let shell = try await value("#{pane_pid}")
        let children = try String(
            contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        return try #require(pid_t(children.split(separator: " ").first ?? ""))
    }

    /// A file that the script has written in the scratch directory.
    func file(_ name: String) throws -> String {
        try String(contentsOfFile: scratch.path + "/" + name, encoding: .utf8)
    }
}
