import Foundation

/// A pack of scripts that has all it needs and no more. Looking for the gaps of the shipped ones takes a second each
/// where nothing is optimized, and most tests are not about them.
package enum SmallPack {
    package static let text =
        """
        [words]
        ownWords = "As you like"
        openUntil = "open until {time}"
        time = "{hour}:{minute}"
        fullHour = "{hour}:00"

        [[dayPart]]
        from = "00:00"
        say = "Hello"

        """
        + ["greeting", "farewell", "lookIn"].flatMap { moment in
            (1...3).map { number in
                """

                [[script]]
                id = "\(moment)-\(number)"
                moment = "\(moment)"
                text = "\(moment) \(number)"

                """
            }
        }.joined()

    /// Beside the configuration in `directory`, for the languages that a shop has by default.
    package static func write(besideConfigurationIn directory: String) throws {
        let scripts = URL(fileURLWithPath: directory).appendingPathComponent("scripts")
        try FileManager.default.createDirectory(at: scripts, withIntermediateDirectories: true)
        for language in ["fr", "en"] {
            try Data(text.utf8).write(to: scripts.appendingPathComponent(language + ".toml"))
        }
    }
}
