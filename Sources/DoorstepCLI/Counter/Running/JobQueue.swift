import Glibc

/// Hands jobs to one thread that waits for them.
final class JobQueue: @unchecked Sendable {
    // Guarded by `mutex`, which is a C mutex because `condition` needs one.
    private var jobs: [CounterEffect] = []
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func put(_ job: CounterEffect) {
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Removes the next job; blocks until there is one.
    func take() -> CounterEffect {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty { pthread_cond_wait(condition, mutex) }
        return jobs.removeFirst()
    }
}
