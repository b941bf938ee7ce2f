import Glibc

/// The restoration of a terminal's settings when a signal ends the program. Only one may be active at a time.
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
        // The memory is not freed: a handler on another thread may still read it.
        terminal = nil
    }
}

/// The terminal to restore. It is global because a signal handler gets no argument but the signal's number.
///
/// Unsafe: only the thread that asks the questions sets it, before the handlers are installed and after their removal.
private nonisolated(unsafe) var terminal: (descriptor: Int32, state: UnsafeMutablePointer<termios>)?

/// Restores the terminal and ends the program, with only the calls that signal-safety(7) allows.
private func restoreAndEnd(_ number: Int32) {
    if let terminal {
        // Text typed so far must not reach the shell. TCSANOW, since a wait for pending output could last.
        tcflush(terminal.descriptor, TCIFLUSH)
        tcsetattr(terminal.descriptor, TCSANOW, terminal.state)
    }
    signal(number, SIG_DFL)
    // The signal is delivered when this handler returns.
    raise(number)
}
