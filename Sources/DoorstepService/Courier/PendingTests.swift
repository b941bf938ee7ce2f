import DoorstepAPI
import DoorstepCore
import ServiceLifecycle
import Synchronization

/// The test messages under way, each kept while its caller waits for the courier to report the result.
final class PendingTests: Sendable {
    let destinations: Set<String>

    /// The signal that a test was added.
    let changes = Signal()
    private let pending = Mutex<[Pending]>([])

    private struct Pending {
        let body: TestRequestBody
        let answer: AsyncStream<DestinationTestBody>.Continuation
    }

    init(destinations: [String]) {
        self.destinations = Set(destinations)
    }

    /// The tests without a result, oldest first. A test stays until it is answered: its courier may be gone.
    var waiting: [TestRequestBody] { pending.withLock { $0.map(\.body) } }

    /// Runs a test and returns its result; nil if none came in time, or the daemon stops.
    func run(
        _ destination: String, atMost wait: Duration, _ clock: any Clock<Duration>
    ) async throws -> DestinationTestBody? {
        var chance = SystemRandomNumberGenerator()
        let id = String(chance.next() as UInt64, radix: 36)
        let (answers, answer) = AsyncStream.makeStream(of: DestinationTestBody.self)
        pending.withLock {
            $0.append(
                Pending(body: TestRequestBody(id: id, destination: destination), answer: answer))
        }
        changes.send()
        defer { pending.withLock { $0.removeAll { $0.body.id == id } } }
        return await withTaskGroup(of: DestinationTestBody?.self) { group in
            group.addTask {
                for await answer in answers { return answer }
                return nil
            }
            group.addTask {
                try? await gracefulShutdown()
                return nil
            }
            group.addTask {
                // Cancelled when another task ends first.
                try? await clock.sleep(for: wait)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Ends a test with its result. False if no caller waits for it any more.
    func end(_ id: String, with answer: DestinationTestBody) -> Bool {
        let test = pending.withLock { $0.first { $0.body.id == id } }
        test?.answer.yield(answer)
        return test != nil
    }
}
