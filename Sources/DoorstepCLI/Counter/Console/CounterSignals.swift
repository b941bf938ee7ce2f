import Glibc

/// Signals as things that happen: taken by a thread of their own, so that nothing is done inside a handler.
enum CounterSignals {
    private static let numbers = [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT]

    /// To be called before any other thread is started, for they inherit what is blocked.
    static func watch(_ onSignal: @escaping @Sendable (Int32) -> Void) {
        var set = mask
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A pipe that nobody reads is an error to be told, not the end.
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

/// A thread for work that blocks.
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
