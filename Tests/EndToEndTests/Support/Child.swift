import Foundation
import Synchronization
import TestSupport

/// A process that a test started, with what it says and how it ends.
final class Child: Sendable {
    enum Ending: Hashable, Sendable {
        case status(Int32)
        case signal(Int32)
    }

    /// Lines of its standard output and of its standard error.
    let output = Chronicle<String>()
    let errors = Chronicle<String>()
    private let endings = Chronicle<Ending>()
    private let running: Mutex<pid_t?>
    private let errorPipe: Pipe

    /// What a child inherits of the test's environment.
    private static let inherited = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"]

    /// Starts the program, which is looked up in PATH, with its arguments.
    ///
    /// `passing` becomes the child's descriptor 3. With `isMuted` its standard error is full from the start:
    /// it stands still at the first word until `unmute` is called.
    init(
        _ command: [String], environment: [String: String] = [:], passing: CInt? = nil,
        isMuted: Bool = false
    ) throws {
        let outputPipe = try Pipe()
        errorPipe = try Pipe()
        if isMuted { try errorPipe.fill() }
        let own = ProcessInfo.processInfo.environment.filter { Self.inherited.contains($0.key) }
        let variables = own.merging(environment) { _, given in given }.map { "\($0)=\($1)" }
        let pid = try spawn(
            command, environment: variables,
            descriptors: [nil, outputPipe.writing, errorPipe.writing] + [passing].compactMap(\.self)
        )
        outputPipe.closeWriting()
        errorPipe.closeWriting()
        running = Mutex(pid)
        onThread { [output] in outputPipe.readLines(into: output) }
        if !isMuted { unmute() }
        onThread { [weak self, endings] in
            var info = siginfo_t()
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
            // Reaped only now, and under the lock, so that no signal goes to another's number.
            var status: CInt = 0
            if let self {
                self.running.withLock {
                    waitpid(pid, &status, 0)
                    $0 = nil
                }
            } else {
                waitpid(pid, &status, 0)
            }
            let signal = status & 0x7F
            endings.append(signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal))
            endings.end()
        }
    }

    deinit {
        if let pid = running.withLock({ $0 }) { kill(pid, SIGKILL) }
    }

    /// Nil once it has ended.
    var pid: pid_t? { running.withLock { $0 } }

    func signal(_ signal: CInt) {
        running.withLock { if let pid = $0 { _ = kill(pid, signal) } }
    }

    /// Lets it say what it has to say.
    func unmute() {
        onThread { [errorPipe, errors] in errorPipe.readLines(into: errors) }
    }

    /// How it ended, after its last word has been read.
    func ended() async throws -> Ending {
        let ending = try await endings.first { _ in true }.entry
        try await output.ended()
        try await errors.ended()
        return ending
    }

    /// Everything that it said on its standard error.
    var errorText: String { errors.entries.map { $0 + "\n" }.joined() }
}

// Glibc has it, and hides it from Swift as GNU's own.
@_silgen_name("pipe2")
private func closedOnExec(_ ends: UnsafeMutablePointer<CInt>, _ flags: CInt) -> CInt

/// A pipe from a child to the test.
struct Pipe: Sendable {
    let reading: CInt
    let writing: CInt

    init() throws {
        var ends: [CInt] = [0, 0]
        guard closedOnExec(&ends, O_CLOEXEC) == 0 else { throw SocketFailure(call: "pipe2") }
        (reading, writing) = (ends[0], ends[1])
    }

    func closeWriting() { close(writing) }

    /// Puts in as much as fits: whoever writes next has to wait.
    func fill() throws {
        let flags = fcntl(writing, F_GETFL)
        guard fcntl(writing, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw SocketFailure(call: "fcntl")
        }
        let newlines = [UInt8](repeating: 0x0A, count: 4096)
        while write(writing, newlines, newlines.count) > 0 {}
        while write(writing, newlines, 1) > 0 {}
        _ = fcntl(writing, F_SETFL, flags)
    }

    /// Until the last writer is gone. Empty lines are what a pipe is filled with, and left out.
    func readLines(into lines: Chronicle<String>) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(reading, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                if end > 0 { lines.append(String(decoding: rest[..<end], as: UTF8.self)) }
                rest.removeSubrange(...end)
            }
        }
        if !rest.isEmpty { lines.append(String(decoding: rest, as: UTF8.self)) }
        close(reading)
        lines.end()
    }
}
