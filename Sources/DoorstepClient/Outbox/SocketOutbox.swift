import DoorstepAPI
import DoorstepCore
import Synchronization
import Transfer

/// The recorder's outbox, for a courier that is a process of its own.
///
/// While the recorder is away, calls wait until it is back; `RecorderConnection` says so once. They throw `ClientError`
/// for a final refusal, and an error once the task is cancelled.
package final class SocketOutbox: Outbox {
    private let recorder: RecorderConnection
    private let signal = Signal()

    /// The name of this courier, new for each run.
    private let courier: String
    private let hasWork = Atomic(false)
    private static let pauseAfterRefusal = Duration.seconds(1)

    package init(_ recorder: RecorderConnection, courier: String = SocketOutbox.randomName()) {
        self.recorder = recorder
        self.courier = courier
    }

    package static func randomName() -> String {
        var chance = SystemRandomNumberGenerator()
        return "courier-\(String(chance.next(), radix: 36))"
    }

    /// The work by the recorder's clock, which is this machine's.
    package func work(at now: Timestamp) async throws -> OutboxWork { try await claim().work }

    package func outgoing(_ id: DeliveryID, begins: Bool) async throws -> Outgoing? {
        let answer: OutgoingBody = try await asCourier(Route.outgoing(segment(id.rawValue))) {
            OutgoingRequestBody($0, begins: begins)
        }
        return answer.outgoing
    }

    package func record(
        _ attempt: Attempt, of id: DeliveryID, begunIn round: Int, leadingTo step: DeliveryStep
    ) async throws {
        try await recorder.tell(
            Route.attempts(segment(id.rawValue)),
            AttemptReportBody(attempt, begunIn: round, leadingTo: step))
    }

    /// Values come while `listen` runs.
    package func changes() -> AsyncStream<Void> { signal.stream() }

    /// Listens for new work of the recorder, until the task is cancelled. `onTest` makes a test and returns its result;
    /// nil sends no answer.
    package func listen(
        onTest: @escaping @Sendable (TestRequestBody) async -> DestinationTestBody?
    ) async {
        var version: String?
        var known: Set<String> = []
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                guard let work = try? await claim(after: version) else {
                    // The task is cancelled, or a recorder of another version refuses for good. Without a pause the
                    // loop would ask without end.
                    try? await recorder.clock.sleep(for: Self.pauseAfterRefusal)
                    continue
                }
                if work.version != version { signal.send() }
                version = work.version
                known.formIntersection(work.tests.map(\.id))
                for test in work.tests where known.insert(test.id).inserted {
                    group.addTask { [recorder] in
                        guard let answer = await onTest(test) else { return }
                        try? await recorder.tell(Route.testAnswer(segment(test.id)), answer)
                    }
                }
            }
        }
    }

    /// Claims work. With a version, the recorder answers when its own is another one, or after `Limit.claimWait`.
    private func claim(after version: String? = nil) async throws -> WorkBody {
        let wait = version == nil ? nil : Limit.claimWait.upperBound
        return try await asCourier(Route.claims, atMost: .seconds(wait ?? 0)) {
            ClaimBody($0, version: version, waitSeconds: wait)
        }
    }

    /// Asks the recorder in this courier's name; waits also while another courier has the work.
    private func asCourier<Answer: Decodable & Sendable>(
        _ path: String, atMost wait: Duration = .zero,
        _ body: @escaping @Sendable (CourierBody) -> some Encodable & Sendable
    ) async throws -> Answer {
        let answer: Answer = try await recorder.ask(path, atMost: wait) {
            body(
                CourierBody(courier: courier, resuming: hasWork.load(ordering: .relaxed)))
        } onRefusal: { problem in
            guard ["other-courier", "courier-is-here", "not-the-courier"].contains(problem.kind)
            else { return false }
            hasWork.store(false, ordering: .relaxed)
            return true
        }
        hasWork.store(true, ordering: .relaxed)
        return answer
    }
}
