/// Why a command could not do what it was asked, for a person: what was tried, why it failed, what to do.
struct CommandFailure: Error, Hashable {
    /// What was tried, on what: `cannot reach the daemon at run/doorstep.sock`.
    let operation: String
    let cause: String?

    /// What to do about it, a line each.
    var hints: [String]
    let status: Int32

    init(
        _ operation: String, because cause: String? = nil, hint: String..., status: Int32 = 1
    ) {
        self.operation = operation
        self.cause = cause
        hints = hint
        self.status = status
    }

    var text: String {
        var lines = ["doorstep: \(operation)" + (cause.map { ": \($0)" } ?? "")]
        for (index, hint) in hints.enumerated() {
            lines.append((index == 0 ? "  hint: " : "        ") + hint)
        }
        return lines.joined(separator: "\n")
    }
}
