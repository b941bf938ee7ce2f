import DoorstepAPI
import DoorstepCore
import FoundationEssentials
import Synchronization
import Transfer

/// The connection to the recorder over its Unix socket. Each request is made again until the recorder has answered it,
/// however often the recorder restarts meanwhile.
package final class RecorderConnection: Sendable {
    /// The state of the connection to the recorder.
    package enum Status: Sendable {
        case reached
        /// The reason, a sentence without its full stop.
        case lost(String)
        /// The recorder answers, but gives no work to this courier.
        case refused(ProblemBody)

        /// The kind of a state. Of several states of one kind in a row only the first is reported.
        fileprivate var kind: String {
            switch self {
            case .reached: "reached"
            case .lost: "lost"
            case .refused(let problem): problem.kind
            }
        }
    }

    package let socket: String
    let clock: any Clock<Duration>
    private let onChange: @Sendable (Status) -> Void
    private let state = Mutex(State())

    private struct State {
        var kind: String?
        var hasGivenUp = false
        var underWay: [Int: Task<TransferAnswer, any Error>] = [:]
        var next = 0
    }

    /// Pauses between two tries, doubled each time. The recorder keeps the work longer than the longest pause for the
    /// courier that had it (`CourierDesk.Limits.grace`).
    private static let pauses = (shortest: Duration.milliseconds(100), longest: Duration.seconds(2))

    /// Time for an answer, in addition to the `wait` of its request.
    private static let patience = Duration.seconds(20)

    /// `clock` measures the pauses. `onChange` must not block; it is called once when the recorder cannot be reached,
    /// once when it refuses, and once when it answers, also for the first time.
    package init(
        socket: String, clock: any Clock<Duration> = ContinuousClock(),
        onChange: @escaping @Sendable (Status) -> Void
    ) {
        self.socket = socket
        self.clock = clock
        self.onChange = onChange
    }

    /// Ends all requests after `wait`, for a courier that stops: nothing is tried again, and pending requests throw an
    /// error.
    package func giveUp(after wait: Duration) {
        Task { [self] in
            // Nothing holds this task and nothing can cancel it, so the wait is always the whole one.
            try? await clock.sleep(for: wait)
            let underWay = state.withLock {
                $0.hasGivenUp = true
                return Array($0.underWay.values)
            }
            for task in underWay { task.cancel() }
        }
    }

    /// Posts the result of `body`, made anew for each try. `wait` is the time that the answer may take beyond the
    /// ordinary; a refusal for which `onRefusal` returns true is tried again.
    /// - Throws: `ClientError` for a final refusal, `CancellationError`.
    func ask<Answer: Decodable>(
        _ path: String, atMost wait: Duration = .zero,
        _ body: @Sendable () -> some Encodable,
        onRefusal: @Sendable (ProblemBody) -> Bool = { _ in false }
    ) async throws -> Answer {
        let bytes = try await answer(path, atMost: wait, body, onRefusal)
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(bytes))
        } catch {
            throw ClientError.notUnderstood(path: path, detail: "it is not what was expected")
        }
    }

    /// Posts as `ask` does, to a route whose answer has no content.
    func tell(_ path: String, _ body: some Encodable & Sendable) async throws {
        _ = try await answer(path, atMost: .zero, { body }, { _ in false })
    }

    private func answer(
        _ path: String, atMost wait: Duration, _ body: @Sendable () -> some Encodable,
        _ onRefusal: @Sendable (ProblemBody) -> Bool
    ) async throws -> [UInt8] {
        var pause = Self.pauses.shortest
        while true {
            guard !state.withLock({ $0.hasGivenUp }) else { throw CancellationError() }
            let request = TransferRequest(
                method: "POST", url: "http://doorstep" + path,
                headers: [("Content-Type", "application/json")],
                body: try JSONWriter.bytes(body()), unixSocket: socket,
                limits: TransferLimits(
                    total: Self.patience + wait, lowSpeed: nil, maximumAnswer: 64 << 20),
                rules: .local)
            do {
                let answer = try await send(request)
                guard (200..<300).contains(answer.status) else {
                    throw ClientError(status: answer.status, body: answer.body, path: path)
                }
                note(.reached)
                return answer.body
            } catch let error as TransferError where error != .cancelled {
                note(.lost(error.message))
            } catch ClientError.refused(let problem) where problem.status == 503 {
                // The recorder is starting, stopping or in trouble, and reports that itself.
            } catch ClientError.refused(let problem) where onRefusal(problem) {
                note(.refused(problem))
            }
            // A recorder does not announce its start, so it is asked again.
            try await clock.sleep(for: pause)
            pause = min(pause * 2, Self.pauses.longest)
        }
    }

    private func send(_ request: TransferRequest) async throws -> TransferAnswer {
        let task = Task { try await untilCancelled { try await Transfer.send(request) } }
        let number = state.withLock { state in
            state.next += 1
            state.underWay[state.next] = task
            return state.next
        }
        defer { state.withLock { _ = $0.underWay.removeValue(forKey: number) } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func note(_ status: Status) {
        // `onChange` is called under the lock, so that its last call has the latest state.
        state.withLock { state in
            guard state.kind != status.kind else { return }
            state.kind = status.kind
            onChange(status)
        }
    }
}
