import Glibc

/// The surroundings of a command: its outputs, the time, the environment and the screen.
package struct Terminal: Sendable {
    /// Writes results. Throws `CommandFailure` when they cannot be written.
    let output: @Sendable ([UInt8]) throws -> Void

    /// Writes everything that is not a result.
    let error: @Sendable (String) -> Void

    /// Whether a person watches what goes to `output`.
    let isOutputWatched: Bool

    /// Whether a person watches what goes to `error`: a line there may be drawn over.
    let isErrorWatched: Bool
    let machine: MachineTime
    let variable: @Sendable (String) -> String?

    /// Size of the output in columns and rows; 80×24 where it is not known.
    let size: @Sendable () -> (columns: Int, rows: Int)

    /// Waits between two attempts to come back to the stream.
    let pause: @Sendable (Duration) -> Void

    /// Hands over to `doorstepd` with these arguments, in this process: returns only by an error.
    let replaceProcess: @Sendable ([String]) throws -> Void

    package init(
        output: @escaping @Sendable ([UInt8]) throws -> Void,
        error: @escaping @Sendable (String) -> Void,
        isErrorWatched: Bool,
        isOutputWatched: Bool = false,
        machine: MachineTime,
        variable: @escaping @Sendable (String) -> String?,
        size: @escaping @Sendable () -> (columns: Int, rows: Int) = { (80, 24) },
        replaceProcess: @escaping @Sendable ([String]) throws -> Void,
        pause: @escaping @Sendable (Duration) -> Void
    ) {
        self.output = output
        self.error = error
        self.isErrorWatched = isErrorWatched
        self.isOutputWatched = isOutputWatched
        self.machine = machine
        self.variable = variable
        self.size = size
        self.replaceProcess = replaceProcess
        self.pause = pause
    }

    func print(_ line: String) throws { try output(Array((line + "\n").utf8)) }

    /// Prints bytes that are a text of their own, such as an answer's, as one line.
    func print(_ bytes: [UInt8]) throws {
        try output(bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")])
    }

    func say(_ line: String) { error(line + "\n") }
}

extension Terminal {
    package static let standard = Terminal(
        output: { try write($0, to: STDOUT_FILENO) },
        error: { try? write(Array($0.utf8), to: STDERR_FILENO) },
        isErrorWatched: isatty(STDERR_FILENO) == 1,
        isOutputWatched: isatty(STDOUT_FILENO) == 1,
        machine: .local,
        variable: { getenv($0).map { String(cString: $0) } },
        size: { terminalSize(STDOUT_FILENO) },
        replaceProcess: replaceByDaemonProgram,
        pause: { usleep(UInt32($0 / .microseconds(1))) })
}

/// Size of a terminal; 80×24 where it is not known.
func terminalSize(_ descriptor: Int32) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
        return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
}

/// Writes all of the bytes; throws `CommandFailure` when that fails.
func write(_ bytes: [UInt8], to descriptor: Int32, named name: String = "the output") throws {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 {
            if errno == EINTR { continue }
            throw CommandFailure("cannot write \(name)", because: systemWords(errno))
        }
        rest = rest.dropFirst(count)
    }
}

/// The system's words for an error, without the capital.
func systemWords(_ error: Int32) -> String {
    let words = String(cString: strerror(error))
    return words.prefix(1).lowercased() + words.dropFirst()
}
