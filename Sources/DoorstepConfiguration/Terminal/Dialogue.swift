import Foundation

/// A dialogue with a person at the terminal. Questions go to standard error; standard output has only results.
package struct Dialogue: Sendable {
    /// Whether a person can be asked.
    let isInteractive: Bool
    let say: @Sendable (String) -> Void

    /// Prints a result as a line of its own.
    let show: @Sendable (String) -> Void

    /// Reads a line, without its end; nil at the end of the input.
    let read: @Sendable () -> String?

    /// Asks a question and reads a line that the terminal does not show; nil at the end of the input.
    let readUnseen: @Sendable (String) -> String?

    package static let terminal = Dialogue(
        isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
        say: { StandardStream.error.write($0) },
        show: { StandardStream.show($0) },
        read: { readLine() },
        readUnseen: { UnseenInput(STDIN_FILENO).line(asking: $0) })
}

extension Dialogue {
    /// Asks until `accept` makes a value of the answer. Blanks around the answer are removed unless it is unseen: a
    /// password may have some. `option` is the option that gives the answer in a script.
    ///
    /// Throws when nobody can be asked, and at the end of the input.
    func ask<Value>(
        _ question: String, option: String, isUnseen: Bool = false,
        accept: (String) throws(AdditionRefused) -> Value
    ) throws(AdditionRefused) -> Value {
        guard isInteractive else {
            throw AdditionRefused(
                "\(option) is missing",
                hint: "this is not a terminal, so the question cannot be asked")
        }
        while true {
            let question = question + " "
            if !isUnseen { say(question) }
            guard let line = isUnseen ? readUnseen(question) : read() else {
                throw AdditionRefused("the input ended; nothing was written")
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

/// The reason why no destination was added, for a person.
package struct AdditionRefused: Error, Hashable {
    package let message: String
    package let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }

    func lines(after indent: String) -> String {
        indent + message + (hint.map { "\n\(indent)\($0)" } ?? "")
    }
}
