import Foundation
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(20))) struct RequestThreadsTests {
    private var name: String { get throws { try #require(Thread.current.name) } }

    @Test("runs all that it is given, on its own threads, also while some of them are held up")
    func runs() async throws {
        // As a writer does that waits for the disk: three of the four threads stand still until the rest is done, or, were
        // there no fourth, until it can be said.
        let held = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask(executorPreference: RequestThreads.shared) {
                    // Against hanging for ever alone: on a busy machine the others may be long in coming.
                    #expect(held.wait(timeout: .now() + 600) == .success)
                }
            }
            var names: Set<String> = []
            for _ in 0..<500 {
                let task = Task(executorPreference: RequestThreads.shared) { try name }
                names.insert(try await task.value)
            }
            #expect(names.isSubset(of: Set((1...4).map { "request-\($0)" })))
            for _ in 0..<3 { held.signal() }
            try await group.waitForAll()
        }
    }
}
