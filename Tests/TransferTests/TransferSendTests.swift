import TestSupport
import Testing
import Transfer

@Suite("Sending from a task")
struct TransferSendTests {
    @Test("returns the answer")
    func answer() async throws {
        try await withListener { listener in
            try await #expect(Transfer.send(.fixture(listener)).body == Array("ok".utf8))
        }
    }

    @Test("ends when the task is cancelled, and hangs up")
    func cancelled() async throws {
        try await withListener(.ipv4, .hang("")) { listener in
            let request = TransferRequest.fixture(
                listener, limits: .init(total: nil, lowSpeed: nil))
            let sending = Task { try await Transfer.send(request) }
            for await _ in listener.arrivals { break }
            sending.cancel()
            await #expect(throws: TransferError.cancelled) { try await sending.value }
            for await _ in listener.departures { break }
        }
    }

    @Test("calls nobody when the task is cancelled already")
    func cancelledBefore() async throws {
        try await withListener { listener in
            let request = TransferRequest.fixture(listener)
            let sending = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await Transfer.send(request)
            }
            await #expect(throws: TransferError.cancelled) { try await sending.value }
            try #expect(listener.connections() == 0)
        }
    }

    @Test("many at once, none waits for another")
    func many() async throws {
        try await withListener(.ipv4, .hang("")) { listener in
            let request = TransferRequest.fixture(
                listener, limits: .init(total: nil, lowSpeed: nil))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...20 {
                    group.addTask {
                        await #expect(throws: TransferError.cancelled) {
                            try await Transfer.send(request)
                        }
                    }
                }
                // All twenty are there, and none has been answered.
                var arrivals = listener.arrivals.makeAsyncIterator()
                for _ in 1...20 { _ = await arrivals.next() }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }
}
