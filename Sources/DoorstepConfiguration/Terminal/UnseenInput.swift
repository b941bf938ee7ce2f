import Foundation
import Glibc

/// A line typed into a terminal that does not show it.
///
/// It is read key by key: in line mode the terminal would cut a long paste, and Control-C would end the program before
/// the terminal is restored.
struct UnseenInput {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The line typed after the question; nil at the end of the input. Earlier input is discarded.
    func line(asking question: String) -> String? {
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else { return nil }
        var unseen = before
        unseen.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        withUnsafeMutableBytes(of: &unseen.c_cc) { control in
            control[Int(VMIN)] = 1
            control[Int(VTIME)] = 0
        }
        let restoration = TerminalRestoration(of: descriptor, to: before)
        tcsetattr(descriptor, TCSAFLUSH, &unseen)
        // Asked only now, so that nobody types while the terminal still shows it.
        StandardStream.error.write(question)
        let ending = typed()
        tcsetattr(descriptor, TCSAFLUSH, &before)
        restoration.end()
        // The terminal did not show the Enter.
        StandardStream.error.write("\n")
        switch ending {
        case .line(let text): return text
        case .end: return nil
        case .interrupted:
            // Threads of libdispatch block SIGINT.
            var interrupt = sigset_t()
            sigemptyset(&interrupt)
            sigaddset(&interrupt, SIGINT)
            pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
            raise(SIGINT)
            return nil
        }
    }

    private enum Ending { case line(String), end, interrupted }

    private func typed() -> Ending {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = Glibc.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return .end }
            switch byte {
            case 0x03: return .interrupted
            case 0x04 where bytes.isEmpty: return .end
            case 0x0A, 0x0D: return .line(String(decoding: bytes, as: UTF8.self))
            case 0x08, 0x7F: if !bytes.isEmpty { bytes.removeLast() }
            case 0x15: bytes.removeAll()
            case ..<0x20: break
            default: bytes.append(byte)
            }
        }
    }
}

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
