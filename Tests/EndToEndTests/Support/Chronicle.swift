import Synchronization

/// What has happened so far, in order, and a way to wait for what comes.
final class Chronicle<Entry: Sendable>: Sendable {
    private struct State {
        var entries: [Entry] = []
        var isOver = false
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWatcher = 0
    }

    private let state = Mutex(State())

    var entries: [Entry] { state.withLock { $0.entries } }

    func append(_ entry: Entry) {
        for watcher in change({ $0.entries.append(entry) }) { watcher.yield() }
    }

    /// Nothing will be added any more.
    func end() {
        for watcher in change({ $0.isOver = true }) { watcher.yield() }
    }

    private func change(
        _ body: (inout State) -> Void
    ) -> [AsyncStream<Void>.Continuation] {
        state.withLock { state in
            body(&state)
            return Array(state.watchers.values)
        }
    }

    /// The first entry from the `start`th on that fits; it may be there already.
    /// - Throws: `ChronicleEnded` when there is none and nothing will be added any more.
    @discardableResult
    func first(
        from start: Int = 0, where fits: (Entry) -> Bool
    ) async throws -> (index: Int, entry: Entry) {
        var position = start
        return try await look { entries in
            while position < entries.count {
                if fits(entries[position]) { return (position, entries[position]) }
                position += 1
            }
            return nil
        }
    }

    /// Returns when there are so many.
    func reached(_ count: Int) async throws {
        try await look { $0.count >= count ? () : nil }
    }

    /// Returns when nothing will be added any more.
    func ended() async throws {
        do {
            try await look { _ in Void?.none }
        } catch is ChronicleEnded {
            return
        }
    }

    private func look<Found>(_ find: ([Entry]) -> Found?) async throws -> Found {
        let (changes, change) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = change
            return state.nextWatcher
        }
        defer { state.withLock { _ = $0.watchers.removeValue(forKey: id) } }
        change.yield()
        for await _ in changes {
            let (entries, isOver) = state.withLock { ($0.entries, $0.isOver) }
            if let found = find(entries) { return found }
            if isOver { throw ChronicleEnded(entries: entries.suffix(20).map { "\($0)" }) }
        }
        // The stream of changes ends by itself only when the test is given up.
        throw CancellationError()
    }
}

/// What was waited for cannot come any more; `entries` are the last that did.
struct ChronicleEnded: Error {
    let entries: [String]
}
