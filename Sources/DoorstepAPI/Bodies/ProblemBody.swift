import DoorstepCore

/// An error, as RFC 9457 writes it.
package struct ProblemBody: Error, Hashable, Sendable, Codable {
    package let type: String
    package let title: String
    package let status: Int

    /// A stable word for programs: `unknown-door`, `invalid-body`, `disk-full` …
    package let kind: String

    /// The field and what was found.
    package let detail: String

    /// The remedy, as one sentence to the reader.
    package let hint: String?

    package init(status: Int, title: String, kind: String, detail: String, hint: String? = nil) {
        type = "about:blank"
        self.title = title
        self.status = status
        self.kind = kind
        self.detail = detail
        self.hint = hint
    }
}

extension Prompt.State {
    /// The `kind` of the problem that an answer meets when its prompt is no longer open: `prompt-answered`,
    /// `prompt-lapsed`, `prompt-withdrawn`.
    package var problemKind: String { "prompt-\(rawValue)" }
}
