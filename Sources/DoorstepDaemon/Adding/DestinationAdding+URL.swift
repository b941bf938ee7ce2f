import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation

// The URL, the secret, and whether they work.
extension DestinationAdding {
    /// A secret as it is written, and whether it was made here.
    struct Secret {
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

    /// Nil where the format has none.
    func secret(_ format: MessageFormat) throws -> Secret? {
        guard format.isSigned else {
            guard wish.secretFile == nil else {
                throw AdditionRefused(
                    "--secret-file does not go with \(format.rawValue), which checks no signature",
                    hint: "its URL is its secret")
            }
            return nil
        }
        if let file = wish.secretFile { return try Secret(contents(of: file), isNew: false) }
        guard dialogue.isInteractive else {
            return format.needsSecret ? try newSecret() : nil
        }
        let secret = try dialogue.ask(
            "Its signing secret (whsec_…; not shown; Enter makes one):", option: "--secret-file",
            isUnseen: true
        ) { text throws(AdditionRefused) in
            text.isEmpty ? try newSecret() : try Secret(text, isNew: false)
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

    /// A URL at which the test message arrived.
    func triedURL(
        _ name: String, _ guide: FormatGuide, _ secret: Secret?
    ) async throws -> String {
        let given = try givenURL()
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
                    return text
                }
            do {
                try await tryOut(try url(text), text, name, guide, secret)
                return text
            } catch let refused as AdditionRefused where given == nil {
                dialogue.say(refused.lines(after: "  ") + "\n")
                dialogue.say("Another URL, or Control-C to leave everything as it was.\n")
            }
        }
    }

    private func tryOut(
        _ url: WebhookURL, _ text: String, _ name: String, _ guide: FormatGuide, _ secret: Secret?
    ) async throws {
        if let oddity = guide.oddity(of: text) { dialogue.say("\(oddity)\n") }
        guard wish.isTested else { return }
        dialogue.say("Sending a test to \(url)\n")
        let language = wish.language ?? ScreenLanguage(firstOf: configuration.shop.languages)
        let trial = DestinationTrial(
            destination: Destination(
                Correspondent(name: name, format: guide.format, language: language),
                url: url, secrets: [secret?.value].compactMap(\.self),
                allowHTTP: wish.allowHTTP, allowPrivateAddress: wish.allowPrivateAddress,
                authorityFile: wish.caFile),
            shop: configuration.shop.name, clock: SystemClock(environment: environment),
            guide: guide, isSecretNew: secret?.isNew ?? false)
        let note = try await trial.run()
        dialogue.say("It arrived" + (note.map { ": \($0)" } ?? "") + ".\n")
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

    private func givenURL() throws -> String? {
        // It would be seen while it is typed.
        guard !(wish.urlComesIn && dialogue.isInteractive) else {
            throw AdditionRefused(
                "--url-stdin is for a pipe, and this is a terminal",
                hint: "leave it out: the URL is asked for, and not shown")
        }
        let text = wish.urlComesIn ? readAll() : try wish.urlFile.map(contents(of:))
        return text?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func contents(of path: String) throws(AdditionRefused) -> String {
        do {
            return try SmallFile(path: path, atMost: 65536).text
                .trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw AdditionRefused("\(path): \(error.reason)", hint: "give a file that can be read")
        }
    }
}
