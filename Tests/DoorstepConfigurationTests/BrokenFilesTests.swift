import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

/// Texts made of the real files with something broken in each: 40 for each of forty seeds, or as many as `DOORSTEP_FUZZ`
/// says, with 2,500 a hundred thousand. One that ends the process or hangs is found again by its seed; nothing else is
/// random.
@Suite("Broken files")
struct BrokenFilesTests {
    private static let texts =
        ProcessInfo.processInfo.environment["DOORSTEP_FUZZ"].flatMap { Int($0) } ?? 40

    @Test("no configuration and no secret ends the process or hangs", arguments: 0..<10)
    func configurations(seed: Int) throws {
        let fixture = try ConfigurationFixture(hasPacks: false)
        // A credential of its own for each line that may name one; no pack, whose gaps would be looked for each time.
        let base = """
            [scripts]
            directory = "none"
            [[destination]]
            name = "manager"
            url = "https://hooks.example/a"
            secretFile = "secret"

            """
        var mangler = Mangler(seed: seed, texts: [Self.configuration])
        for _ in 0..<Self.texts {
            try Data(mangler.text()).write(to: URL(fileURLWithPath: fixture.directory + "/secret"))
            let text = Array(base.utf8) + mangler.text()
            try Data(text).write(to: URL(fileURLWithPath: fixture.path))

            let reading = ConfigurationReader.read(path: fixture.path, environment: [:])

            #expect(reading.configuration == nil)
            expectPlaces(reading.mistakes, in: text)
        }
    }

    @Test("no pack of scripts ends the process or hangs", arguments: 0..<16)
    func packs(seed: Int) throws {
        let texts = try ["fr", "en", "zh"].map { try #require(BuiltInPacks.text(of: $0)) }
        var mangler = Mangler(seed: 100 + seed, texts: texts)
        for _ in 0..<Self.texts {
            let text = mangler.text()

            let reader = PackReader(
                String(decoding: text, as: UTF8.self), language: "fr", file: "fr.toml")

            expectPlaces(reader.mistakes, in: text)
        }
    }

    @Test("no template of a message ends the process or hangs", arguments: 0..<14)
    func templates(seed: Int) throws {
        var mangler = Mangler(seed: 200 + seed, texts: [Self.template])
        for number in 0..<Self.texts {
            let types = ["text/plain", "text/html", "application/json"]
            do throws(MessageTemplate.Invalid) {
                let text = String(decoding: mangler.text(), as: UTF8.self)
                _ = try MessageTemplate(text, contentType: types[number % types.count])
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }

    private func expectPlaces(_ mistakes: [ConfigurationMistake], in text: [UInt8]) {
        let lines = text.count { $0 == UInt8(ascii: "\n") } + 1
        let lost = mistakes.filter { !(1...lines).contains($0.line ?? 1) || $0.found.isEmpty }
        #expect(lost == [], "\(String(decoding: text, as: UTF8.self))")
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The shipped file, with every key that is commented out put in force.
    private static let configuration = text("config/doorstep.toml").split(separator: "\n")
        .map { $0.replacing(/^# ?(\[|[A-Za-z]+ = )/) { "\($0.output.1)" } }.joined(separator: "\n")

    private static let template =
        text("Sources/DoorstepDelivery/Formats/Files/email.mustache") + """

            {{title}}: {{headline}}
            {{#warnings}}! {{.}}
            {{/warnings}}{{^moved}}nothing moved{{/moved}}
            {"visitors": {{visitors}}, "n": {{count(figures)}}, "t": "{{uppercased(title)}}"}
            {{=<% %>=}}<%#figures%><%name%> <%&value%> <%{change}%><%/figures%><%={{ }}=%>
            {{> other}}{{< base}}{{$block}}a{{/block}}{{/ base}}{{% CONTENT_TYPE: TEXT}}
            """

    private static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }
}

/// Takes a few lines of real texts and breaks them: a byte, a token, a splice.
private struct Mangler {
    private var chance: SeededChance
    private let lines: [[UInt8]]

    init(seed: Int, texts: [String]) {
        chance = SeededChance(seed: UInt64(seed))
        lines = texts.joined(separator: "\n").split(separator: "\n").map { Array($0.utf8) }
    }

    mutating func text() -> [UInt8] {
        var text = excerpt()
        for _ in 0..<Int.random(in: 1...3, using: &chance) { breakOnce(&text) }
        return text
    }

    private mutating func excerpt() -> [UInt8] {
        let start = Int.random(in: lines.indices, using: &chance)
        return Array(
            lines[start...].prefix(Int.random(in: 1...10, using: &chance))
                .joined(separator: [UInt8(ascii: "\n")]))
    }

    private mutating func breakOnce(_ text: inout [UInt8]) {
        let place = Int.random(in: 0...text.count, using: &chance)
        let end = min(text.count, place + Int.random(in: 1...12, using: &chance))
        switch Int.random(in: 0..<8, using: &chance) {
        case 0: text.replaceSubrange(place..<end, with: [UInt8.random(in: 0...255, using: &chance)])
        case 1: text.removeSubrange(place..<end)
        case 2:
            let count = Int.random(in: 1...20, using: &chance)
            text.insert(
                contentsOf: Array(repeating: text[place..<end], count: count).joined(), at: place)
        case 3: text.insert(contentsOf: excerpt(), at: place)
        case 4: text.removeSubrange(place...)
        default:
            let token = Self.tokens.randomElement(using: &chance) ?? "["
            text.insert(contentsOf: token.utf8, at: place)
        }
    }

    private static let tokens = [
        "[", "[[", "]", "]]", "\n[", "\n[.", "{", "}", "\"", "\"\"\"", "'", "'''", "=", ".", ",",
        "#",
        "\\", "\\u0000", "\\UFFFFFFFF", "\0", "\r", "\r\n", "\t", "\u{FEFF}", "é", "“", "\u{301}",
        "99999999999999999999", "-0", "1e999", "nan", "inf", "0x", "1979-05-27", "T07:32:00Z",
        "true",
        "{{", "}}", "{{{", "{{#", "{{^", "{{/", "{{!", "{{>", "{{<", "{{$", "{{=", "=}}", "{{%",
        "(",
        ")", "{{.}}", "{{#figures}}", "{{/figures}}", "<%", "%>", "-----BEGIN",
    ]
}
