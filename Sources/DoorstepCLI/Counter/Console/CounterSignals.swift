import Glibc

/// Unix signals, received by a thread of their own, so that no work is done inside a signal handler.
enum CounterSignals {
    private static let numbers = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]

    /// Receives the signals. Must run before any other thread starts, because new threads inherit blocked signals.
    static func watch(_ onSignal: @escaping @Sendable (Int32) -> Void) {
        var set = mask
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A write to a pipe without a reader must fail with an error, not end the program.
        _ = signal(SIGPIPE, SIG_IGN)
        startThread {
            var set = mask
            while true {
                var number: Int32 = 0
                guard sigwait(&set, &number) == 0 else { continue }
                onSignal(number)
            }
        }
    }

    /// Stops the process as Control-Z does, and returns when it goes on.
    static func stop() { raise(SIGSTOP) }

    private static var mask: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        return set
    }
}

/// Starts a thread for work that blocks.
func startThread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { pointer in
            guard let pointer else { return nil }
            Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
            return nil
        }, box.toOpaque())
    pthread_detach(thread)
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
