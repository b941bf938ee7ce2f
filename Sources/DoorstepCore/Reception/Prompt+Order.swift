extension [Prompt] {
    /// The prompts in the order in which to deal with them: those in their windows by the end of the window, then those
    /// that are not due yet by its beginning, then the late ones, for a word that comes late is worth less than the next
    /// one in time.
    package func inOrder(at now: Timestamp) -> [Prompt] {
        func rank(_ prompt: Prompt) -> (Int, Timestamp, Sequence) {
            switch prompt.window.timing(of: now) {
            case .inWindow: (0, prompt.window.dueBy, prompt.id)
            case .early: (1, prompt.window.dueFrom, prompt.id)
            case .late: (2, prompt.window.dueBy, prompt.id)
            }
        }
        return sorted { rank($0) < rank($1) }
    }

    /// The next moment at which `inOrder` may give another order; nil when only a fact can change it.
    package func nextTurn(after now: Timestamp) -> Timestamp? {
        // Both ends of a window belong to it.
        lazy.flatMap { [$0.window.dueFrom, $0.window.dueBy + .milliseconds(1)] }
            .filter { $0 > now }.min()
    }
}
