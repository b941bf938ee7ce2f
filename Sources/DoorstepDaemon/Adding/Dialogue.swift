import Foundation

/// A talk with whoever sits at the terminal: questions go to the standard error, so that results stay apart.
struct Dialogue: Sendable {
    /// Whether anybody is there to be asked.
    let isInteractive: Bool
    let say: @Sendable (String) -> Void

    /// A result, as a line of its own.
    let show: @Sendable (String) -> Void

    /// What was typed, without its end of line; nil when there is nothing more to come.
    let read: @Sendable () -> String?

    /// Asks this, and returns likewise what was typed and not to be seen.
    let readUnseen: @Sendable (String) -> String?

    static let terminal = Dialogue(
        isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
        say: { StandardStream.error.write($0) },
        show: { DoorstepDaemon.show($0) },
        read: { readLine() },
        readUnseen: { UnseenInput(STDIN_FILENO).line(asking: $0) })
}

extension Dialogue {
    /// Asks until the answer fits: until `accept` makes a value of it. Blanks around it are taken away, unless it is
    /// unseen: a password may have some. `option` is what a script would have given.
    ///
    /// Throws where nobody can be asked, or nobody answers any more.
    func ask<Value>(
        _ question: String, option: String, isUnseen: Bool = false,
        accept: (String) throws(AdditionRefused) -> Value
    ) throws(AdditionRefused) -> Value {
        guard isInteractive else {
            throw AdditionRefused("\(option) is missing", hint: "nobody can be asked here")
        }
        while true {
            let question = question + " "
            if !isUnseen { say(question) }
            guard let line = isUnseen ? readUnseen(question) : read() else {
                throw AdditionRefused("given up; nothing was written")
            }
            do throws(AdditionRefused) {
                return try accept(
                    isUnseen ? line : line.trimmingCharacters(in: .whitespacesAndNewlines))
            } catch {
                say(error.lines(after: "  ") + "\n")
            }
        }
    }
}

/// Why no destination was added, for a person.
struct AdditionRefused: Error, Hashable {
    let message: String
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    func lines(after indent: String) -> String {
        indent + message + (hint.map { "\n\(indent)\($0)" } ?? "")
    }
}
