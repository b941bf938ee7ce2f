import Foundation
import Synchronization

/// The threads that requests are worked on: a few of their own, where one may wait for the disk.
///
/// Swift's shared pool has as many threads as the machine has cores, and none may be blocked. Here a lone writer
/// commits by itself, on the thread that it is on, and is spared two changes of thread that cost more
/// than the rest of its way. The ledger lets only one commit at a time, so the other threads go on.
final class RequestThreads: TaskExecutor {
    static let shared = RequestThreads(count: 4)

    private let queue = JobQueue()

    private init(count: Int) {
        for number in 1...count {
            let thread = Thread { [self] in
                // Said from outside it would not reach the kernel, and `top -H` not show it.
                Thread.current.name = "request-\(number)"
                while true { queue.next().runSynchronously(on: asUnownedTaskExecutor()) }
            }
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) { queue.add(UnownedJob(job)) }
}

/// Jobs in the order in which they came.
private final class JobQueue: Sendable {
    private let jobs = Mutex(Jobs())

    /// Counts the jobs. While all threads are at work, which is when it matters, nobody has to ask the kernel.
    private let waiting = DispatchSemaphore(value: 0)

    func add(_ job: UnownedJob) {
        jobs.withLock { $0.add(job) }
        waiting.signal()
    }

    func next() -> UnownedJob {
        waiting.wait()
        return jobs.withLock { $0.next() }
    }

    private struct Jobs {
        private var jobs: [UnownedJob] = []
        private var head = 0
        private static let mostDone = 256

        mutating func add(_ job: UnownedJob) { jobs.append(job) }

        mutating func next() -> UnownedJob {
            let job = jobs[head]
            head += 1
            // Never empty under steady load, so what is done goes in between too.
            if head == jobs.count || head >= Self.mostDone {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }
}
