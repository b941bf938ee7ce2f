import DoorstepCore
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

/// The files of `config/`, as they are installed.
@Suite("Shipped files")
struct ShippedFilesTests {
    static let root = FilePath.directory(
        of: FilePath.directory(of: FilePath.directory(of: #filePath)))
    private static let config = root + "/config"

    static func text(_ name: String) throws -> String {
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
                "staff", "lookInAfter", "[[quiet]]", "tls", "address",
            ])

        let shown = try fixture.read(text)
        let absent = try fixture.read(ConfigurationFixture.plain)

        #expect(shown.mistakes == [])
        let a = try #require(shown.configuration)
        let b = try #require(absent.configuration)
        #expect(a.server == b.server)
        #expect(a.shop.reception == b.shop.reception)
        #expect(a.shop.languages == b.shop.languages)
        #expect(a.shop.hemisphere == b.shop.hemisphere)
        #expect(a.shop.scripts.register == b.shop.scripts.register)
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
            skipping: [
                "urlFile", "urlCredential", "secretCredential", "directory",
                // Of the formats `template` and `email` alone.
                "templateFile", "contentType", "from", "to", "user", "passwordFile",
                "passwordCredential", "allowPlain",
            ])

        #expect(try fixture.mistakes(text) == [])
    }

    @Test("the packs built in are the packs of config/scripts", arguments: BuiltInPacks.languages)
    func builtIn(language: String) throws {
        #expect(try Self.text("scripts/\(language).toml") == BuiltInPacks.text(of: language))
    }

    @Test("packs have twelve wordings or more of each moment", arguments: BuiltInPacks.languages)
    func packs(language: String) throws {
        let reader = PackReader(
            try #require(BuiltInPacks.text(of: language)), language: language, file: language)

        #expect(reader.mistakes == [])
        for moment in [Moment.greeting, .farewell] {
            let texts = reader.pack.scripts.filter { $0.moment == moment }.map(\.text)
            #expect(texts.count >= 12)
            #expect(Set(texts).count == texts.count, "each wording once")
        }
    }

    @Test(
        "at any hour of the week three wordings or more take turns, in either register",
        arguments: BuiltInPacks.languages)
    func turns(language: String) throws {
        let scripts = try Self.scripts(of: language)
        for moment in [Moment.greeting, .farewell] {
            for day in [1, 4, 5, 6] {  // a plain day, and the weekend from Friday on
                for minute in stride(from: 0, to: 1440, by: 60) {
                    let date = LocalDate(dayNumber: 20412 + Int64(day))
                    let situation = Situation(
                        date: date, time: TimeOfDay(minutes: minute),
                        season: Season(of: date.monthDay, in: .north))
                    for register in Register.allCases {
                        let fitting = scripts.filter {
                            $0.moment == moment && $0.fits(situation, register: register)
                        }
                        let best = fitting.map(\.specificity).max() ?? 0
                        #expect(
                            fitting.count { $0.specificity == best } >= 3,
                            "\(moment), \(register) on \(date.weekday) at \(minute)")
                    }
                }
            }
        }
    }

    private static func scripts(of language: String) throws -> [Script] {
        try #require(packs[language]).pack.scripts
    }

    /// Read once: looking for gaps in them takes a second each where nothing is optimized.
    private static let packs = Dictionary(
        BuiltInPacks.languages.map { language in
            (
                language,
                PackReader(
                    BuiltInPacks.text(of: language) ?? "", language: language, file: language)
            )
        }, uniquingKeysWith: { first, _ in first })

    @Test("French says bonjour until six in the evening, then bonsoir")
    func bonjour() throws {
        let words = PackReader(
            try #require(BuiltInPacks.text(of: "fr")), language: "fr", file: "fr"
        ).pack.words
        let scripts = try Self.scripts(of: "fr").filter { $0.moment == .greeting }
        for minute in stride(from: 0, to: 1440, by: 10) {
            let time = TimeOfDay(minutes: minute)
            let word = (240..<1080).contains(minute) ? "Bonjour" : "Bonsoir"
            let other = (240..<1080).contains(minute) ? "Bonsoir" : "Bonjour"
            #expect(words.dayPart(at: time) == word)
            // A Tuesday.
            let situation = Situation(
                date: LocalDate(dayNumber: 20413), time: time, season: .autumn)
            for script in scripts where script.fits(situation, register: .formal) {
                #expect(!script.text.text.contains(other), "\(script.id.rawValue) at \(time)")
            }
        }
    }

    @Test("every French farewell thanks and looks forward to the next visit, bought or not")
    func farewells() throws {
        let scripts = try Self.scripts(of: "fr").filter { $0.moment == .farewell }
        for script in scripts {
            let text = script.text.text.lowercased()
            #expect(text.contains("merci"), "\(script.text.text)")
            #expect(
                [
                    "à bientôt", "à la prochaine", "à une prochaine fois", "au plaisir", "revenez",
                    "reviens", "repass", "à tout à l’heure", "à très vite", "à très bientôt",
                    "à l’année prochaine",
                ].contains(where: text.contains), "\(script.text.text)")
            #expect(!text.contains("achat"), "\(script.text.text)")
        }
    }

    @Test(
        "every farewell thanks, bought or not",
        arguments: [
            ("en", ["thank", "cheers"]), ("de", ["dank"]), ("es", ["gracias"]),
            ("it", ["grazie"]), ("nl", ["dank", "bedankt"]), ("zh", ["谢"]),
        ])
    func thanks(language: String, words: [String]) throws {
        for script in try Self.scripts(of: language) where script.moment == .farewell {
            let text = script.text.text.lowercased()
            #expect(words.contains(where: text.contains), "\(script.id.rawValue): \(text)")
        }
    }

    @Test(
        "no farewell is for buyers only, unless the visit is known to have been one",
        arguments: [
            ("fr", ["achat", "acheté", "commande"]), ("en", ["purchase", "bought", "buying"]),
            ("de", ["einkauf", "gekauft"]), ("es", ["compra"]), ("it", ["acquist", "comprat"]),
            ("nl", ["aankoop", "gekocht"]), ("zh", ["购买", "买了"]),
        ])
    func buyers(language: String, words: [String]) throws {
        for script in try Self.scripts(of: language)
        where script.moment == .farewell && script.conditions.cameFor.isEmpty {
            let text = script.text.text.lowercased()
            #expect(!words.contains(where: text.contains), "\(script.id.rawValue): \(text)")
        }
    }

    @Test("French keeps ! ? : ; on the line of their word")
    func typography() throws {
        let scripts = try Self.scripts(of: "fr")
        for script in scripts {
            let characters = Array(script.text.text)
            for (index, character) in characters.enumerated() where "!?:;".contains(character) {
                #expect(index > 0 && characters[index - 1] == "\u{A0}", "\(script.text.text)")
            }
            #expect(!script.text.text.contains("'"), "\(script.text.text)")
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
