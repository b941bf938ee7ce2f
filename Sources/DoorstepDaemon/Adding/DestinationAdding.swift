import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation

/// The command `doorstep destination add`. It asks for missing answers, sends a test message, and writes last. Ended
/// earlier, it leaves nothing behind.
struct DestinationAdding {
    let wish: DestinationWish
    let dialogue: Dialogue
    let environment: [String: String]

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
    init(
        _ wish: DestinationWish, dialogue: Dialogue, environment: [String: String],
        root: String = "", readAll: @escaping () -> String
    ) throws {
        var wish = wish
        // Relative paths in the configuration start from its own directory.
        wish.caFile = wish.caFile.map {
            resolve($0, from: FileManager.default.currentDirectoryPath)
        }
        self.wish = wish
        self.dialogue = dialogue
        self.environment = environment
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
                "the configuration must be right before anything is added to it:\n"
                    + lines.joined(separator: "\n"),
                hint: "--config FILE names another; doorstepd check --config FILE says when it is")
        }
        self.configuration = configuration
        taken = Set(configuration.destinations.map(\.name) + reading.unseenDestinations)
    }

    func run() async throws {
        let name = try name()
        let guide = try guide()
        try refuseStrangers(guide.format)
        let periods = try periods()
        let whereabouts =
            switch guide.format {
            case .email: try await triedMailbox(name, guide)
            default: try await triedWebhook(name, guide)
            }
        let stanza = DestinationStanza(
            name: name, format: guide.format, whereabouts: whereabouts,
            usesCredentials: wish.usesCredentials
                ?? (DoorstepDaemon.directory(of: config) == "/etc/doorstep"),
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
        let directory = DoorstepDaemon.directory(of: config) + "/credentials"
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
        if dialogue.isInteractive { dialogue.say("How is it told?\n" + menu.joined()) }
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
                "a destination of the format \(text) needs more than is asked here",
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
