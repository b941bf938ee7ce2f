import Foundation
import Synchronization

/// The threads that run requests: a few outside Swift's shared pool, on which a request may wait for the disk.
///
/// The shared pool has as many threads as the machine has cores, and none may be blocked. On these threads a lone
/// writer commits without a change of thread; the two changes it saves cost more than the rest of the request. The
/// ledger runs only one commit at a time, so the other threads go on.
final class RequestThreads: TaskExecutor {
    static let shared = RequestThreads(count: 4)

    private let queue = JobQueue()

    private init(count: Int) {
        for number in 1...count {
            let thread = Thread { [self] in
                // Set from outside, the name would not reach the kernel, and `top -H` would not show it.
                Thread.current.name = "request-\(number)"
                let bell = DispatchSemaphore(value: 0)
                while true {
                    queue.next(waitingAt: bell).runSynchronously(on: asUnownedTaskExecutor())
                }
            }
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job)) }
}

/// A queue of jobs in the order in which they came.
///
/// Of the waiting threads, the one that worked last is woken: its data is still in its processor's cache, and entrances
/// that come one at a time stay on one thread.
private final class JobQueue: Sendable {
    private let state = Mutex(State())

    private struct State {
        var jobs = Jobs()

        /// The semaphores of the waiting threads, each once, in the order in which they began to wait.
        var bells: [DispatchSemaphore] = []
    }

    /// Adds a job. While all threads are at work, no call to the kernel is needed.
    func add(_ job: UnownedJob) {
        let bell = state.withLock { state in
            state.jobs.add(job)
            return state.bells.popLast()
        }
        bell?.signal()
    }

    /// Takes the next job, or waits for one. A woken thread waits again when another has taken the job.
    func next(waitingAt bell: DispatchSemaphore) -> UnownedJob {
        while true {
            let job = state.withLock { state in
                let job = state.jobs.next()
                if job == nil { state.bells.append(bell) }
                return job
            }
            if let job { return job }
            bell.wait()
        }
    }

    private struct Jobs {
        private var jobs: [UnownedJob] = []
        private var head = 0
        private static let mostDone = 256

        mutating func add(_ job: UnownedJob) { jobs.append(job) }

        mutating func next() -> UnownedJob? {
            guard head < jobs.count else { return nil }
            let job = jobs[head]
            head += 1
            // Under steady load the queue is never empty, so finished jobs are removed in between too.
            if head == jobs.count || head >= Self.mostDone {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }
}
