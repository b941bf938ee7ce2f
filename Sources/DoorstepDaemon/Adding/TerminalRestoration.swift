import Glibc

/// Makes a terminal what it was before a signal ends the program. One at a time.
struct TerminalRestoration {
    private static let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]
    private let former: [__sighandler_t?]

    init(of descriptor: Int32, to state: termios) {
        let room = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        room.initialize(to: state)
        terminal = (descriptor, room)
        former = Self.signals.map { signal($0, restoreAndEnd) }
    }

    func end() {
        for (number, handler) in zip(Self.signals, former) { _ = signal(number, handler) }
        // Not given back: a handler may be at it on another thread.
        terminal = nil
    }
}

/// A signal handler is given nothing but its number.
///
/// Unsafe: set by the one thread that asks the questions, before the handlers are there and after they are gone again.
private nonisolated(unsafe) var terminal: (descriptor: Int32, state: UnsafeMutablePointer<termios>)?

/// Does only what signal-safety(7) allows.
private func restoreAndEnd(_ number: Int32) {
    if let terminal {
        // What was typed until now is not for the shell. A wait for the output could last.
        tcflush(terminal.descriptor, TCIFLUSH)
        tcsetattr(terminal.descriptor, TCSANOW, terminal.state)
    }
    signal(number, SIG_DFL)
    // Delivered when this returns.
    raise(number)
}
