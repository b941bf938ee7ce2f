import DoorstepCore
import Foundation
import Testing

@testable import DoorstepDaemon

/// The files of `config/`, as they are installed.
@Suite("Shipped files")
struct ShippedFilesTests {
    private static let config =
        directory(of: directory(of: directory(of: #filePath))) + "/config"

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: config + "/" + name, encoding: .utf8)
    }

    @Test("load without a mistake or a warning", arguments: ["doorstep.toml", "dev.toml"])
    func load(name: String) throws {
        let reading = ConfigurationReader.read(path: Self.config + "/" + name, environment: [:])

        #expect(reading.mistakes == [])
        #expect(reading.warnings == [])
    }

    @Test("doorstep.toml shows every key the code knows, and no other")
    func everyKey() throws {
        #expect(Self.keys(in: try Self.text("doorstep.toml")) == Set(Configuration.knownKeys))
    }

    @Test("what doorstep.toml shows as default is the default")
    func defaults() throws {
        let fixture = try ConfigurationFixture()
        let text = Self.uncommented(
            try Self.text("doorstep.toml"),
            skipping: [
                // These have no default: what is shown is an example.
                "[hours]", "[[hours.exception]]", "[[destination]]", "silentAfter", "directory",
                "lookInAfter", "[[quiet]]",
            ])

        let shown = try fixture.read(text)
        let absent = try fixture.read(ConfigurationFixture.plain)

        #expect(shown.mistakes == [])
        let a = try #require(shown.configuration)
        let b = try #require(absent.configuration)
        #expect(a.server == b.server)
        #expect(a.shop.reception == b.shop.reception)
        #expect(a.shop.languages == b.shop.languages)
        #expect(a.shop.retention == b.shop.retention)
        #expect(a.shop.calendar.closeAfter == b.shop.calendar.closeAfter)
        #expect(a.shop.calendar.dayStartsAt == b.shop.calendar.dayStartsAt)
        #expect(text.contains("socketMode = \"0660\""))
    }

    @Test("everything in doorstep.toml, uncommented, is understood")
    func uncommented() throws {
        let fixture = try ConfigurationFixture()
        try fixture.write(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", to: "credentials/manager-secret")
        try fixture.write("-----BEGIN CERTIFICATE-----", to: "manager-ca.pem")
        let text = Self.uncommented(
            try Self.text("doorstep.toml"),
            skipping: ["urlFile", "urlCredential", "secretCredential", "directory"])

        #expect(try fixture.mistakes(text) == [])
    }

    @Test("the packs built in are the packs of config/scripts", arguments: BuiltInPacks.languages)
    func builtIn(language: String) throws {
        #expect(try Self.text("scripts/\(language).toml") == BuiltInPacks.text(of: language))
    }

    @Test("packs have twelve wordings or more of each moment", arguments: BuiltInPacks.languages)
    func packs(language: String) throws {
        let pack = ScriptPack(
            try #require(BuiltInPacks.text(of: language)), language: language, file: language)

        #expect(pack.mistakes == [])
        for moment in ScriptPack.moments {
            let texts = pack.scripts.filter { $0.moment == moment }.map(\.text)
            #expect(texts.count >= 12)
            #expect(Set(texts).count == texts.count, "each wording once")
        }
    }

    @Test(
        "at any hour of the week three wordings or more take turns",
        arguments: BuiltInPacks.languages)
    func turns(language: String) throws {
        let scripts = ScriptPack(
            try #require(BuiltInPacks.text(of: language)), language: language, file: language
        ).scripts
        for moment in ScriptPack.moments {
            for weekday in Weekday.allCases {
                for minute in stride(from: 0, to: 1440, by: 30) {
                    let time = TimeOfDay(minutes: minute)
                    let fitting = scripts.filter {
                        $0.moment == moment && $0.fits(weekday: weekday, time: time)
                    }
                    let best = fitting.map(\.specificity).max() ?? 0
                    #expect(
                        fitting.count { $0.specificity == best } >= 3,
                        "\(moment) on \(weekday) at \(time)")
                }
            }
        }
    }

    @Test("French says bonjour until six in the evening, then bonsoir")
    func bonjour() throws {
        let scripts = ScriptPack(
            try #require(BuiltInPacks.text(of: "fr")), language: "fr", file: "fr"
        ).scripts.filter { $0.moment == .greeting }
        for minute in stride(from: 0, to: 1440, by: 10) {
            let time = TimeOfDay(minutes: minute)
            let word = (240..<1080).contains(minute) ? "Bonjour" : "Bonsoir"
            for script in scripts where script.fits(weekday: .tuesday, time: time) {
                #expect(script.text.hasPrefix(word), "\(script.id.rawValue) at \(time)")
            }
        }
    }

    @Test("every French farewell thanks and looks forward to the next visit, bought or not")
    func farewells() throws {
        let scripts = ScriptPack(
            try #require(BuiltInPacks.text(of: "fr")), language: "fr", file: "fr"
        ).scripts.filter { $0.moment == .farewell }
        for script in scripts {
            let text = script.text.lowercased()
            #expect(text.contains("merci"), "\(script.text)")
            #expect(
                [
                    "à bientôt", "au plaisir de vous revoir", "revenez quand vous voulez",
                    "à une prochaine fois",
                ]
                .contains(where: text.contains), "\(script.text)")
            #expect(!text.contains("achat"), "\(script.text)")
        }
    }

    @Test("French keeps ! ? : ; on the line of their word")
    func typography() throws {
        let scripts = ScriptPack(
            try #require(BuiltInPacks.text(of: "fr")), language: "fr", file: "fr"
        ).scripts
        for script in scripts {
            let characters = Array(script.text)
            for (index, character) in characters.enumerated() where "!?:;".contains(character) {
                #expect(index > 0 && characters[index - 1] == "\u{A0}", "\(script.text)")
            }
            #expect(!script.text.contains("'"), "\(script.text)")
        }
    }

    /// The file with its examples made real. A table named in `skipping` stays a comment with all its keys.
    private static func uncommented(_ text: String, skipping: [String] = []) -> String {
        var isSkipping = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bare = line.hasPrefix("# ") ? line.dropFirst(2) : line
            let word = bare.prefix { !" =".contains($0) }
            let isHeader = bare.hasPrefix("[") && bare.contains("]")
            if isHeader { isSkipping = skipping.contains(String(word)) }
            let isKey = line.hasPrefix("# ") && bare.dropFirst(word.count).hasPrefix(" = ")
            guard isHeader || isKey, !isSkipping, !skipping.contains(String(word)) else {
                return String(line)
            }
            return String(bare)
        }.joined(separator: "\n")
    }

    private static func keys(in text: String) -> Set<String> {
        var table = ""
        var keys: Set<String> = []
        for line in uncommented(text).split(separator: "\n") {
            if line.hasPrefix("[") {
                table = String(line.drop { $0 == "[" }.prefix { $0 != "]" })
            } else if !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") {
                keys.insert("\(table).\(line[..<equals].filter { $0 != " " })")
            }
        }
        return keys
    }
}
