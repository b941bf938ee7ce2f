import Glibc

/// The terminal that the counter draws on: raw from `enter` to `leave`, and restored on every exit, even a crash.
final class Console {
    private let input: Int32
    private let output: Int32
    private let hasAlternateScreen: Bool
    private var before: termios?
    private var isDrawn = false

    init(input: Int32, output: Int32, hasAlternateScreen: Bool) {
        self.input = input
        self.output = output
        self.hasAlternateScreen = hasAlternateScreen
    }

    /// Makes keys arrive one by one, without echo; with `isDrawn`, takes the whole screen and hides the cursor.
    func enter(drawing isDrawn: Bool) throws {
        self.isDrawn = isDrawn
        var now = termios()
        if tcgetattr(input, &now) == 0 {
            if before == nil { before = now }
            now.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
            now.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | BRKINT)
            setFirst(&now)
            tcsetattr(input, TCSADRAIN, &now)
        }
        CrashHandlers.arm(
            input: input, output: output, modes: before, restoring: isDrawn ? leaving : "")
        if isDrawn {
            try draw(hasAlternateScreen ? "\u{1b}[?1049h\u{1b}[?25l" : "\u{1b}[?25l\u{1b}[2J")
        }
    }

    /// Restores the terminal as it was before `enter`. Write errors are ignored, because the terminal may be gone.
    func leave() {
        if isDrawn { try? draw(leaving) }
        if var before { tcsetattr(input, TCSADRAIN, &before) }
        CrashHandlers.disarm()
    }

    private var leaving: String {
        hasAlternateScreen
            ? "\u{1b}[m\u{1b}[?25h\u{1b}[?1049l" : "\u{1b}[m\u{1b}[2J\u{1b}[H\u{1b}[?25h"
    }

    func draw(_ text: String) throws {
        guard !text.isEmpty else { return }
        try write(Array(text.utf8), to: output, named: "to the terminal")
    }

    /// Size in columns and rows; 80×24 where the terminal does not tell it.
    var size: (columns: Int, rows: Int) { terminalSize(output) }

    /// Makes each read return as soon as one byte has arrived.
    private func setFirst(_ modes: inout termios) {
        withUnsafeMutableBytes(of: &modes.c_cc) { control in
            control[Int(VMIN)] = 1
            control[Int(VTIME)] = 0
        }
    }
}

/// The signal handlers that restore the terminal when the program crashes, so that staff need not type `reset`.
enum CrashHandlers {
    // Read by a signal handler, which may take no lock; written by the main thread only.
    nonisolated(unsafe) private static var input: Int32 = -1
    nonisolated(unsafe) private static var output: Int32 = -1
    nonisolated(unsafe) private static var modes = termios()
    nonisolated(unsafe) private static var hasModes = false
    nonisolated(unsafe) private static var restoreBytes = UnsafeMutableBufferPointer<UInt8>
        .allocate(capacity: 64)
    nonisolated(unsafe) private static var restoreCount = 0

    private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]

    static func arm(input: Int32, output: Int32, modes: termios?, restoring text: String) {
        Self.input = input
        Self.output = output
        if let modes { Self.modes = modes }
        hasModes = modes != nil
        restoreCount = 0
        for byte in text.utf8.prefix(restoreBytes.count) {
            restoreBytes[restoreCount] = byte
            restoreCount += 1
        }
        for number in signals {
            _ = signal(number) { number in
                CrashHandlers.restore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    static func disarm() {
        for number in signals { _ = signal(number, SIG_DFL) }
    }

    private static func restore() {
        if restoreCount > 0 { _ = Glibc.write(output, restoreBytes.baseAddress, restoreCount) }
        if hasModes { tcsetattr(input, TCSANOW, &modes) }
    }
}
