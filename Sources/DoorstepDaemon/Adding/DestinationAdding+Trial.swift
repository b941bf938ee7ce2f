import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation

// What webhooks and mailboxes have in common: where secrets come from, and the test.
extension DestinationAdding {
    /// What a file or the standard input holds; nil where neither was said.
    func given(
        _ file: String?, comesIn: Bool, _ thing: String, option: String
    ) throws(AdditionRefused) -> String? {
        // It would be seen while it is typed.
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

    /// Throws `DestinationTrial.Failure`.
    /// - Returns: What the receiver's yes does not say, empty of most; nil where no test was wanted.
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

    /// Says why, and that there is another try; throws where nobody was asked.
    func again(_ another: String, after failure: DestinationTrial.Failure, isAsked: Bool) throws {
        guard isAsked else { throw failure.refused }
        dialogue.say(failure.refused.lines(after: "  ") + "\n")
        dialogue.say("\(another), or Control-C to leave everything as it was.\n")
    }
}
