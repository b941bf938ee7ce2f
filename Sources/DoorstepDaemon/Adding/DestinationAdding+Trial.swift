import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Foundation

// Steps that webhooks and mailboxes share: reading secrets, and the test.
extension DestinationAdding {
    /// The text of the file or of the standard input; nil when the options name neither.
    func given(
        _ file: String?, comesIn: Bool, _ thing: String, option: String
    ) throws(AdditionRefused) -> String? {
        // The text would be visible while it is typed.
        guard !(comesIn && dialogue.isInteractive) else {
            throw AdditionRefused(
                "\(option) is for a pipe, and this is a terminal",
                hint: "leave it out: the \(thing) is asked for, and not shown")
        }
        if comesIn { return readAll() }
        guard let file else { return nil }
        return try contents(of: file)
    }

    func contents(of path: String) throws(AdditionRefused) -> String {
        do {
            return try SmallFile(path: path, atMost: 65536).text
        } catch {
            throw AdditionRefused("\(path): \(error.reason)", hint: "give a file that can be read")
        }
    }

    func correspondent(
        _ name: String, _ format: MessageFormat, _ letterhead: Letterhead? = nil
    ) -> Correspondent {
        Correspondent(
            name: name, format: format,
            language: wish.language ?? ScreenLanguage(firstOf: configuration.shop.languages),
            letterhead: letterhead)
    }

    /// Sends the test message. Throws `DestinationTrial.Failure`.
    /// - Returns: A remark on the success, empty for most receivers; nil when no test is wanted.
    func tryOut(
        _ destination: Destination, _ guide: FormatGuide, isSecretNew: Bool = false
    ) async throws -> String? {
        guard wish.isTested else { return nil }
        dialogue.say("Sending a test to \(destination.place)\n")
        return try await DestinationTrial(
            destination: destination, shop: configuration.shop.name,
            clock: SystemClock(environment: environment), guide: guide, isSecretNew: isSecretNew
        ).run() ?? ""
    }

    /// Prints the failure and offers another try. Throws the failure when nobody can be asked for another answer.
    func again(_ another: String, after failure: DestinationTrial.Failure, isAsked: Bool) throws {
        guard isAsked else { throw failure.refused }
        dialogue.say(failure.refused.lines(after: "  ") + "\n")
        dialogue.say("\(another), or Control-C to leave everything as it was.\n")
    }
}
