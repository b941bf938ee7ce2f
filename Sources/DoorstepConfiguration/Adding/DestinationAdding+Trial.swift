import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Foundation
import Transfer

// Steps that webhooks and mailboxes share: reading secrets, and the test.
extension DestinationAdding {
    /// The text of the file or of the standard input; nil when the options name neither.
    func given(
        _ file: String?, comesIn: Bool, _ thing: String, option: String
    ) throws(AdditionRefused) -> String? {
        // The text would be visible while it is typed.
        guard !(comesIn && dialogue.isInteractive) else {
            throw AdditionRefused(
                "\(option) reads from a pipe, but standard input is a terminal",
                hint: "without it the \(thing) is asked for and not shown")
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

    func subscription(
        _ name: String, _ format: MessageFormat, _ parties: MailParties? = nil
    ) -> Subscription {
        Subscription(
            name: name, format: format,
            language: wish.language ?? ScreenLanguage(firstOf: configuration.shop.languages),
            parties: parties)
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
            clock: clock, guide: guide, isSecretNew: isSecretNew
        ).run() ?? ""
    }

    /// Prints the failure and offers another try. Throws the failure when nobody can be asked for another answer.
    func offerAnotherTry(_ another: String, after failure: DestinationTrial.Failure, isAsked: Bool)
        throws
    {
        guard isAsked else { throw failure.refused }
        dialogue.say(failure.refused.lines(after: "  ") + "\n")
        dialogue.say("\(another), or Control-C to leave everything as it was.\n")
    }
}

// The questions about a webhook's URL and secret, and the test.
extension DestinationAdding {
    /// A signing secret as text and as a key, and whether it was made here.
    private struct Secret {
        let text: String
        let value: SigningSecret
        let isNew: Bool

        init(_ text: String, isNew: Bool) throws(AdditionRefused) {
            do { value = try SigningSecret(text) } catch {
                throw AdditionRefused("\(error)")
            }
            self.text = text
            self.isNew = isNew
        }
    }

    /// The signing secret; nil when the format has none, or needs none and nobody can be asked.
    private func secret(_ format: MessageFormat) throws -> Secret? {
        guard format.isSigned else { return nil }
        if let file = wish.secretFile {
            return try Secret(trimmed(contents(of: file)), isNew: false)
        }
        guard dialogue.isInteractive else {
            return format.needsSecret ? try newSecret() : nil
        }
        let secret = try dialogue.ask(
            "Its signing secret (whsec_…; not shown; Enter makes one):", option: "--secret-file",
            isUnseen: true
        ) { text throws(AdditionRefused) in
            let text = trimmed(text)
            return text.isEmpty ? try newSecret() : try Secret(text, isNew: false)
        }
        if secret.isNew {
            dialogue.say(
                "Give the receiver this secret; it is not shown again:\n  \(secret.text)\n")
            _ = try dialogue.ask("Enter when it has it:", option: "") { $0 }
        }
        return secret
    }

    private func newSecret() throws(AdditionRefused) -> Secret {
        var chance = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &chance) }
        return try Secret("whsec_" + Data(bytes).base64EncodedString(), isNew: true)
    }

    /// A URL at which the test message arrived, if a test is wanted, and the secret that signed it.
    func triedWebhook(_ name: String, _ guide: FormatGuide) async throws -> TransportSettings {
        let secret = try secret(guide.format)
        let given = try given(
            wish.urlFile, comesIn: wish.urlComesIn, "URL", option: "--url-stdin"
        ).map(trimmed)
        if given == nil, dialogue.isInteractive {
            dialogue.say("Its URL is found here: \(guide.place).\n")
        }
        while true {
            let text =
                try given
                ?? dialogue.ask(
                    "URL (a password: not shown):", option: "--url-file or --url-stdin",
                    isUnseen: true
                ) { text throws(AdditionRefused) in
                    _ = try url(text)
                    return trimmed(text)
                }
            let hook = try url(text)
            if let oddity = guide.oddity(of: text) { dialogue.say("\(oddity)\n") }
            let destination = Destination(
                subscription(name, guide.format), url: hook,
                secrets: [secret?.value].compactMap(\.self), allowHTTP: wish.allowHTTP,
                allowPrivateAddress: wish.allowPrivateAddress, authorityFile: wish.caFile)
            do {
                let isNew = secret?.isNew ?? false
                if let note = try await tryOut(destination, guide, isSecretNew: isNew) {
                    dialogue.say("It arrived" + (note.isEmpty ? "" : ": \(note)") + ".\n")
                }
                return TransportSettings(
                    lines: [],
                    secrets: [KeptSecret(key: .url, text: text)]
                        + (secret.map { [KeptSecret(key: .secret, text: $0.text)] } ?? []))
            } catch let failure as DestinationTrial.Failure {
                try offerAnotherTry("Another URL", after: failure, isAsked: given == nil)
            }
        }
    }

    private func url(_ text: String) throws(AdditionRefused) -> WebhookURL {
        if !wish.allowHTTP, text.lowercased().hasPrefix("http://") {
            throw AdditionRefused(
                "http sends the URL, which is a password, and the figures in clear text",
                hint: "use https; for a receiver in the shop's own network:  --allow-http")
        }
        do { return try WebhookURL(text, allowHTTP: wish.allowHTTP) } catch {
            throw AdditionRefused(error.description)
        }
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

// The questions about a mailbox, and its test.
extension DestinationAdding {
    /// A mailbox whose server took the test mail, if a test is wanted.
    func triedMailbox(_ name: String, _ guide: FormatGuide) async throws -> TransportSettings {
        let given = try given(
            wish.passwordFile, comesIn: wish.passwordComesIn, "password", option: "--password-stdin"
        )
        if wish.mailServer == nil, dialogue.isInteractive {
            dialogue.say("The mail server is found here: \(guide.place).\n")
        }
        var questions = MailQuestions(
            wish, dialogue: dialogue, password: given?.trimmingCharacters(in: .newlines))
        while true {
            let (server, parties) = try questions.answers()
            let destination = Destination(
                subscription(name, guide.format, parties), by: .mail(server),
                allowPrivateAddress: wish.allowPrivateAddress, authorityFile: wish.caFile)
            do {
                if try await tryOut(destination, guide) != nil {
                    dialogue.say(
                        "The server accepted the mail. Please check that it is in the inbox and "
                            + "not in the spam folder.\n"
                    )
                }
                return settings(server, parties)
            } catch let failure as DestinationTrial.Failure {
                let question = failure.question
                try offerAnotherTry(
                    question.another, after: failure, isAsked: questions.reopen(question))
            }
        }
    }

    private func settings(_ server: MailServer, _ parties: MailParties) -> TransportSettings {
        let to = parties.to.map { tomlString($0.text) }.joined(separator: ", ")
        return TransportSettings(
            lines: [
                "url = \(tomlString(server.description))",
                "from = \(tomlString(parties.from.text))", "to = [\(to)]",
            ] + (server.login.map { ["user = \(tomlString($0.user))"] } ?? []),
            secrets: server.login.map { [KeptSecret(key: .password, text: $0.password)] } ?? [])
    }
}
