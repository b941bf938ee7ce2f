import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation

/// The command `doorstep destination add`. It asks for missing answers, sends a test message, and writes the
/// configuration last. Ended earlier, it leaves nothing behind.
package struct DestinationAdding {
    let wish: DestinationWish
    let dialogue: Dialogue
    /// The clock by which the test message is stamped.
    let clock: @Sendable () -> ClockReading

    /// Reads the standard input to its end, when the URL or the password comes from there.
    let readAll: () -> String

    /// Path of the configuration, with links resolved.
    let config: String
    let configuration: Configuration
    private let taken: Set<String>

    /// The unit whose process reads secrets handed out by systemd; nil when the daemon is not a unit.
    private let unit: CredentialUnit?

    /// Reads the configuration, and the units under `root` (`""` for this machine). Throws `AdditionRefused` for a
    /// configuration with mistakes.
    package init(
        _ wish: DestinationWish, dialogue: Dialogue, environment: [String: String],
        clock: @escaping @Sendable () -> ClockReading, root: String = "",
        readAll: @escaping () -> String
    ) throws {
        var wish = wish
        // Relative paths in the configuration start from its own directory.
        wish.caFile = wish.caFile.map {
            FilePath.resolve($0, from: FileManager.default.currentDirectoryPath)
        }
        self.wish = wish
        self.dialogue = dialogue
        self.clock = clock
        self.readAll = readAll
        unit = CredentialUnit(under: root)
        config =
            realpath(wish.config, nil).map { path in
                defer { free(path) }
                return String(cString: path)
            } ?? wish.config
        let reading = ConfigurationReader.read(
            path: config, environment: environment, forgivesCredentials: true)
        guard let configuration = reading.configuration else {
            let lines = ConfigurationRefused(mistakes: reading.mistakes).lines
            throw AdditionRefused(
                "the configuration has mistakes; correct them before adding a destination:\n"
                    + lines.joined(separator: "\n"),
                hint: "--config FILE names another; doorstepd check --config FILE says when it is")
        }
        self.configuration = configuration
        taken = Set(configuration.destinations.map(\.name) + reading.unseenDestinations)
    }

    package func run() async throws {
        let name = try name()
        let guide = try guide()
        try refuseForeignOptions(guide.format)
        let periods = try periods()
        let settings =
            switch guide.format {
            case .email: try await triedMailbox(name, guide)
            default: try await triedWebhook(name, guide)
            }
        let stanza = DestinationStanza(
            name: name, format: guide.format, settings: settings,
            usesCredentials: wish.usesCredentials
                ?? (FilePath.directory(of: config) == "/etc/doorstep"),
            wish: wish, periods: periods)
        let addition = ConfigurationAddition(config: config, stanza: stanza, unit: unit)
        try addition.write()
        report(addition)
    }

    private func name() throws -> String {
        if let name = wish.name { return try accept(name: name) }
        return try dialogue.ask(
            "Name (such as manager or chat):", option: "--name", accept: accept(name:))
    }

    private func accept(name: String) throws(AdditionRefused) -> String {
        guard name.isPlainName else {
            throw AdditionRefused(
                "\(quoted(name)) will not do: a name is \(String.plainNameWanted)")
        }
        guard !taken.contains(name) else {
            throw AdditionRefused(
                "there is a destination \(name) already", hint: "take another name")
        }
        let directory = FilePath.directory(of: config) + "/credentials"
        for file in KeptSecret.Key.allCases.map({ "\(directory)/\($0.file(of: name))" })
        where access(file, F_OK) == 0 {
            throw AdditionRefused(
                "\(file) is there already, and nothing is overwritten",
                hint: "take another name, or move it away")
        }
        return name
    }

    private func guide() throws -> FormatGuide {
        if let format = wish.format { return try accept(format: format) }
        let menu = FormatGuide.all.enumerated().map { index, guide in
            "  \(index + 1)  \(guide.format.rawValue)"
                + String(repeating: " ", count: max(1, 15 - guide.format.rawValue.count))
                + guide.words + "\n"
        }
        if dialogue.isInteractive { dialogue.say("How are the messages sent?\n" + menu.joined()) }
        return try dialogue.ask(
            "Format (a number or a name):", option: "--format", accept: accept(format:))
    }

    private func accept(format text: String) throws(AdditionRefused) -> FormatGuide {
        let known = FormatGuide.all
        if let number = Int(text), known.indices.contains(number - 1) { return known[number - 1] }
        if let guide = known.first(where: { $0.format.rawValue == text }) { return guide }
        let names = known.map(\.format.rawValue)
        guard MessageFormat(rawValue: text) == nil else {
            throw AdditionRefused(
                "the format \(text) needs settings that are not asked for here",
                hint:
                    "write it into \(config); the doorstep.toml that came with the program shows how"
            )
        }
        throw AdditionRefused(
            "\(quoted(text)) is no format: \(names.joined(separator: ", "))",
            hint: suggestion(for: text, among: names).map { "did you mean \($0)?" })
    }

    private func periods() throws -> [SummaryPeriod.Kind] {
        if let send = wish.send { return send }
        guard dialogue.isInteractive else { return [.day] }
        return try dialogue.ask(
            "Which summaries, of day, week, month? [day]", option: "--send"
        ) { text throws(AdditionRefused) in
            let words = text.split { $0 == "," || $0 == " " }.map(String.init)
            let kinds = SummaryPeriod.Kind.allCases.filter { words.contains($0.rawValue) }
            guard Set(words) == Set(kinds.map(\.rawValue)) else {
                throw AdditionRefused("Give some of day, week, month.")
            }
            return kinds.isEmpty ? [.day] : kinds
        }
    }
}

// Options that belong to another format.
extension DestinationAdding {
    func refuseForeignOptions(_ format: MessageFormat) throws(AdditionRefused) {
        let name = format.rawValue
        guard let option = foreignOptions(for: format).first(where: \.isGiven) else { return }
        throw AdditionRefused(
            "\(option.option) does not go with \(name)\(option.reason)", hint: option.hint)
    }

    private struct Option {
        let option: String
        let isGiven: Bool
        var reason = ""
        let hint: String
    }

    private func foreignOptions(for format: MessageFormat) -> [Option] {
        if format == .email {
            let url = "the server's address is no secret:  --mail-server"
            return [
                Option(option: "--url-file", isGiven: wish.urlFile != nil, hint: url),
                Option(option: "--url-stdin", isGiven: wish.urlComesIn, hint: url),
                Option(
                    option: "--secret-file", isGiven: wish.secretFile != nil,
                    reason: ", which has no signature",
                    hint: "the login's password:  --password-file"),
                Option(
                    option: "--allow-http", isGiven: wish.allowHTTP,
                    hint: "of a mail server that is  --allow-plain"),
            ]
        }
        let ofMail = [
            ("--mail-server", wish.mailServer != nil), ("--from", wish.from != nil),
            ("--to", wish.to != nil), ("--user", wish.user != nil),
            ("--password-file", wish.passwordFile != nil),
            ("--password-stdin", wish.passwordComesIn), ("--allow-plain", wish.allowPlain),
        ]
        return ofMail.map { Option(option: $0, isGiven: $1, hint: "it belongs to  --format email") }
            + [
                Option(
                    option: "--secret-file", isGiven: wish.secretFile != nil && !format.isSigned,
                    reason: ", which checks no signature", hint: "its URL is its secret")
            ]
    }
}

// The report on the files written and the next steps.
extension DestinationAdding {
    func report(_ addition: ConfigurationAddition) {
        let stanza = addition.stanza
        let files = stanza.files.map { "\(addition.directory)/\($0)" }
        if !files.isEmpty {
            dialogue.say(
                "Written (readable only by its owner): \(files.joined(separator: ", ")).\n")
        }
        if wish.isPrinted {
            dialogue.say("This goes into \(config):\n")
            dialogue.show(stanza.text.trimmingCharacters(in: .newlines))
        } else {
            dialogue.show("Added \(stanza.name) to \(config).")
        }
        guard stanza.usesCredentials, !files.isEmpty else {
            return dialogue.say("doorstepd sends to it from its next start.\n")
        }
        guard let unit = addition.unit, !wish.isPrinted else {
            return say(
                unit: addition.unit ?? CredentialUnit(directory: "", isApart: true),
                stanza.unit(directory: addition.directory))
        }
        dialogue.say(
            """
            systemd hands \(files.count == 1 ? "it" : "them") out by \(unit.file(for: stanza.name)) once you type:
              systemctl daemon-reload && \(unit.restart)

            """)
    }

    /// Prints the lines to add to a unit by hand.
    private func say(unit: CredentialUnit, _ lines: String) {
        dialogue.say(
            """
            So that systemd passes these secrets on, \(wish.isPrinted ? "first " : "")type \
             systemctl edit \(unit.name)  and add:

            \(lines)
            then  \(unit.restart)

            """)
    }
}
