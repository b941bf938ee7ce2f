/// The failure of a command, for a person: the operation, the cause and the remedies.
struct CommandFailure: Error, Hashable {
    /// The operation and its object: `cannot reach the daemon at run/doorstep.sock`.
    let operation: String
    let cause: String?

    /// The remedies, a line each.
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
