import DoorstepConfiguration
import DoorstepCore
import DoorstepWords
import Foundation

extension Replay {
    /// The configuration of the shop in which a day is replayed when none is given.
    static let plainShop = """
        [shop]
        name = "Librairie des Halles"
        timeZone = "Europe/Paris"

        [hours]
        monday = ["09:30-19:00"]
        tuesday = ["09:30-19:00"]
        wednesday = ["09:30-19:00"]
        thursday = ["09:30-19:00"]
        friday = ["09:30-19:00"]
        saturday = ["09:30-19:00"]
        sunday = ["09:30-19:00"]

        [[door]]
        name = "front"

        """

    /// Replays the file and prints the summary of each of its days, as lines of JSON or for people. With a `speed`
    /// the prompts are shown as they come.
    static func show(
        _ file: String, config: String?, speed: Double?, isJSON: Bool,
        environment: [String: String]
    ) async throws {
        let shop = try shop(config, environment: environment)
        let replay = try Replay(file: file, shop: shop, speed: speed)
        let screen = ReplayScreen(calendar: shop.calendar)
        let summaries = try await replay.run { commit in
            guard speed != nil else { return }
            // With JSON, standard output has the summaries alone.
            let lines = screen.lines(commit).map { $0 + "\n" }.joined()
            let stream: StandardStream = isJSON ? .error : .output
            stream.write(lines)
        }
        for (index, summary) in summaries.enumerated() {
            if isJSON {
                StandardStream.show(try JSONWriter.string(summary))
            } else {
                if index > 0 || speed != nil { StandardStream.show("") }
                for line in SummaryGlance(summary).lines { StandardStream.show(line) }
                StandardStream.show("")
                let language = shop.languages.lazy.compactMap(SummaryText.Language.init).first
                let text = SummaryText(summary, language: language ?? .en)
                for sentence in text.headlines + text.notes { StandardStream.show("  " + sentence) }
            }
        }
    }

    /// The shop of the configuration. Its other parts are not used: nothing is sent, no file of the daemon is touched.
    private static func shop(
        _ config: String?, environment: [String: String]
    ) throws -> Shop {
        guard let config else {
            let directory = try LockedDirectory(named: "replay")
            defer { directory.remove() }
            let path = directory.path + "/doorstep.toml"
            guard FileManager.default.createFile(atPath: path, contents: Data(plainShop.utf8))
            else { throw ScratchRunError("cannot write \(path)") }
            return try shop(path, environment: environment)
        }
        return try Configuration.load(
            path: config, environment: environment, readsSecrets: false
        ).configuration.shop
    }
}
