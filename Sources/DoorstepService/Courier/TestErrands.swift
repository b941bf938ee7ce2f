import DoorstepAPI
import DoorstepCore
import ServiceLifecycle
import Synchronization

/// Test messages that somebody waits for, until the courier says what came of each.
final class TestErrands: Sendable {
    let destinations: Set<String>

    /// Sent when one is added.
    let changes = Signal()
    private let errands = Mutex<[Errand]>([])

    private struct Errand {
        let body: TestErrandBody
        let answer: AsyncStream<DestinationTestBody>.Continuation
    }

    init(destinations: [String]) {
        self.destinations = Set(destinations)
    }

    /// Oldest first. One stays until it is answered: the courier that took it may be gone.
    var waiting: [TestErrandBody] { errands.withLock { $0.map(\.body) } }

    /// What came of it; nil if nobody said so in time, or the daemon stops.
    func run(
        _ destination: String, atMost wait: Duration, _ clock: any Clock<Duration>
    ) async throws -> DestinationTestBody? {
        var chance = SystemRandomNumberGenerator()
        let id = String(chance.next() as UInt64, radix: 36)
        let (answers, answer) = AsyncStream.makeStream(of: DestinationTestBody.self)
        errands.withLock {
            $0.append(
                Errand(body: TestErrandBody(id: id, destination: destination), answer: answer))
        }
        changes.send()
        defer { errands.withLock { $0.removeAll { $0.body.id == id } } }
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
                // Cut short when one of the others comes first.
                try? await clock.sleep(for: wait)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// False if nobody waits for it any more.
    func end(_ id: String, with answer: DestinationTestBody) -> Bool {
        let errand = errands.withLock { $0.first { $0.body.id == id } }
        errand?.answer.yield(answer)
        return errand != nil
    }
}
