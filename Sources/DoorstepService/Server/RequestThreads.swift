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

/// Jobs in the order in which they came.
///
/// Of the threads that wait, the one that has worked last is woken: what it needs is still near its processor, and
/// entrances that come one at a time are not handed round.
private final class JobQueue: Sendable {
    private let state = Mutex(State())

    private struct State {
        var jobs = Jobs()

        /// Of the threads that wait, each once, in the order in which they began to.
        var bells: [DispatchSemaphore] = []
    }

    /// While all threads are at work, which is when it matters, nobody has to ask the kernel.
    func add(_ job: UnownedJob) {
        let bell = state.withLock { state in
            state.jobs.add(job)
            return state.bells.popLast()
        }
        bell?.signal()
    }

    /// A thread that is woken may find that another has been quicker, and waits again.
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
            // Never empty under steady load, so what is done goes in between too.
            if head == jobs.count || head >= Self.mostDone {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }
}
