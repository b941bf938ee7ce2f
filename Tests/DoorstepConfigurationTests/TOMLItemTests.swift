import Foundation
import TestSupport
import Testing

@testable import DoorstepConfiguration

@Suite("TOMLItem")
struct TOMLItemTests {
    private static let root = KeyAddress.root

    private func position(_ address: KeyAddress, in item: TOMLItem) -> TextPosition? {
        address.steps.reduce(item) { $0?[$1] }?.position
    }

    @Test("knows where keys, tables, arrays of tables and elements stand")
    func finds() throws {
        let text = """
            # a comment with [a] = "b"
            top = 1
            [shop]   # shop
            name = "x # not a comment"
            hours.tuesday = [ "a", # one
              "b]",
              'c', ]
            "odd key" = {a = 1, b = [ 2, {c = 3} ] }

            [[door]]
            name = \"\"\"
            [not] = a table
            \\\"\"\" still
            \"\"\"
            after = 1
            [[door]]
            [[door.sensor]]
            id = '''x'''''
            [door.place]
            floor = 2
            """
        let root = Self.root
        let item = try TOMLItem.parse(text)
        func line(_ address: KeyAddress) -> Int? { position(address, in: item)?.line }

        #expect(line(root["top"]) == 2)
        #expect(line(root["shop"]) == 3)
        #expect(line(root["shop"]["name"]) == 4)
        #expect(line(root["shop"]["hours"]) == 5)
        #expect(line(root["shop"]["hours"]["tuesday"]) == 5)
        #expect(line(root["shop"]["hours"]["tuesday"][0]) == 5)
        #expect(line(root["shop"]["hours"]["tuesday"][1]) == 6)
        #expect(line(root["shop"]["hours"]["tuesday"][2]) == 7)
        #expect(line(root["shop"]["odd key"]["b"][1]["c"]) == 8)
        #expect(line(root["door"]) == 10)
        #expect(line(root["door"][0]) == 10)
        #expect(line(root["door"][0]["name"]) == 11)
        #expect(line(root["door"][0]["after"]) == 15)
        #expect(line(root["door"][1]) == 16)
        #expect(line(root["door"][1]["sensor"][0]["id"]) == 18)
        #expect(line(root["door"][1]["place"]["floor"]) == 20)
        #expect(line(root["door"][2]) == nil)
    }

    @Test("counts columns in characters, and lines that end as in Windows")
    func columns() throws {
        let item = try TOMLItem.parse("\u{FEFF}\"été\" = 1\r\n\"é\" = [\"é\", 2]\r\n")

        #expect(position(Self.root["é"], in: item) == TextPosition(line: 2, column: 1))
        #expect(position(Self.root["é"][1], in: item) == TextPosition(line: 2, column: 13))
    }

    @Test("knows of each value where it was written", arguments: 0..<200)
    func property(seed: Int) throws {
        var writer = TOMLWriter(seed: UInt64(seed))
        let text = writer.document()

        let item = try TOMLItem.parse(text)

        for (address, line) in writer.lines {
            #expect(position(address, in: item)?.line == line, "\(address) in:\n\(text)")
        }
    }

    @Test("takes numbers, dates and texts as they stand")
    func values() throws {
        let item = try TOMLItem.parse(
            """
            least = -9223372036854775808
            infinite = -inf
            none = nan
            date = 2028-02-29
            time = 2028-02-29T10:00:00.999-07:00
            nul = "a\\u0000b"
            """)

        #expect(
            item.items.mapValues(\.value.described) == [
                "least": "-9223372036854775808", "infinite": "-inf", "none": "nan",
                "date": "2028-02-29", "time": "a time", "nul": "\"a\\u{0}b\"",
            ])
    }

    @Test(
        "explains what is no TOML, with its place",
        arguments: [
            ("[", "1:2: \(header)"),
            ("# a\n[\n", "2:2: \(header)"),
            ("[[\n", "1:3: \(header)"),
            ("[.\n", "1:2: \(header)"),
            ("[ ]\n", "1:3: \(header)"),
            ("[shop\nname = 1\n", "1:6: \(header)"),
            ("[shop]]\n", "1:7: \(header)"),
            ("[shop]\nname =\n", "2:7: a value is missing after \"=\""),
            ("name", "1:5: a key is followed by \"=\" and a value"),
            ("name Anne\n", "1:6: a key is followed by \"=\" and a value"),
            ("name = Anne\n", "1:8: \(value)"),
            ("name = front\n", "1:9: \(value)"),
            ("name = “a”\n", "1:8: \(value)"),
            ("open = True\n", "1:8: \(value)"),
            ("name = \"Anne", "1:13: a text that begins with a quote does not end with one"),
            (
                "name = \"Anne\n",
                "1:13: a text that begins with a quote does not end with one on its line"
            ),
            (
                "file = \"C:\\shop\"\n",
                "1:12: a backslash in \"quotes\" is written twice, or the text stands in 'these'"
            ),
            ("a = 1 b = 2\n", "1:7: something follows the value: each key has a line of its own"),
            (
                "a = [1 2]\n",
                "1:8: a list in [brackets] has a comma after each value and ends with \"]\""
            ),
            (
                "a = {b = 1\n",
                "1:11: a table in {braces} has commas between its keys and ends with \"}\", "
                    + "all on a line"
            ),
            (
                "été = 1\n",
                "1:1: a line is key = value, a [table] or a # comment; a key with other letters "
                    + "than a to z stands in quotes"
            ),
            ("a = \"\0\"\n", "1:6: a NUL byte"),
            ("# \0\n", "1:3: a NUL byte"),
            ("a = \"\u{1}\"\n", "1:6: a control character, \"\\u{1}\""),
            (
                "a = 9223372036854775808\n",
                "1:24: Error while parsing decimal integer: '9223372036854775808' is not "
                    + "representable in 64 bits"
            ),
        ])
    func explains(text: String, expected: String) throws {
        #expect(refusal(text) == expected)
    }

    @Test(
        "says of what is defined twice where it stood first",
        arguments: [
            ("[shop]\nname = 1\n\nname = 2\n", "4:8: \"name\" is defined twice, first on line 2"),
            (
                "name = 1\n[shop]\nname = 2\nname = 3\n",
                "4:8: \"name\" is defined twice, first on line 3"
            ),
            ("[shop]\n[log]\n[shop]\n", "3:1: \"shop\" is defined twice, first on line 1"),
            ("a.b = 1\na.b = \"\"\"\n\"\"\"\n", "2:7: \"a.b\" is defined twice, first on line 1"),
            (
                "[[door]]\nname = 1\n[[door]]\nname = 2\nname = 3\n",
                "5:8: \"name\" is defined twice, first on line 4"
            ),
            ("[[a.b]]\nc = 1\n[a.b.c]\n", "3:1: \"a.b.c\" is defined twice, first on line 2"),
            ("a = { b = 1, b = 2 }\n", "1:18: \"b\" is defined twice"),
        ])
    func twice(text: String, expected: String) throws {
        #expect(refusal(text) == expected)
    }

    @Test(
        "what stands too deep is refused, and needs no more of the stack than a thread has",
        arguments: [
            ("[", "a = ", ""), ("{a=", "a = ", "1"), ("a.", "", "a = 1"), ("a.", "[", "a]"),
            ("a.", "a = {", "a = 1}"), ("[{a.b.c.d.e.f.g.h.i.j.k.l.m.n=", "a = ", "1"),
        ])
    func deep(piece: String, before: String, after: String) async throws {
        for count in [15, 16, 17, SmallFile.limit / piece.utf8.count] {
            let text = before + String(repeating: piece, count: count) + after
            let refusal = await SmallStack.run { self.refusal(text) }
            if count >= 17 { #expect(refusal != nil) }
        }
    }

    /// Place and reason; nil of what is TOML.
    private func refusal(_ text: String) -> String? {
        do {
            _ = try TOMLItem.parse(text)
            return nil
        } catch {
            return "\(error.position.line):\(error.position.column): \(error.reason)"
        }
    }
}

private let header =
    "a line that begins with \"[\" names a table and ends with \"]\", like [shop] or [[door]]"
private let value =
    "a value is \"text in quotes\", a number, true or false, a date or a list in [brackets]"

/// Writes TOML at random, and keeps on which line it put what.
private struct TOMLWriter {
    private(set) var lines: [KeyAddress: Int] = [:]
    private var chance: SeededChance
    private var text = ""
    private var line = 1

    init(seed: UInt64) {
        chance = SeededChance(seed: seed)
    }

    mutating func document() -> String {
        pairs(in: .root)
        for number in 0..<pick(5) {
            if pick(2) == 0 {
                let table = KeyAddress.root["t\(number)"]
                lines[table] = line
                put("[ \"t\(number)\" ] # [x]\n")
                pairs(in: table)
            } else {
                for element in 0...pick(3) {
                    let table = KeyAddress.root["a\(number)"][element]
                    lines[table] = line
                    put("[[a\(number)]]\n")
                    pairs(in: table)
                }
            }
        }
        return text
    }

    private mutating func pairs(in table: KeyAddress) {
        for number in 0..<pick(5) {
            if pick(3) == 0 { put("  # a \"comment [\n\n") }
            var address = table["k\(number)"]
            lines[address] = line
            put(["k\(number)", "\"\\u006B\(number)\"", "'k\(number)'"][pick(3)])
            if pick(4) == 0 {
                address = address["d.e"]
                lines[address] = line
                put(" . \"d.e\"")
            }
            put(" = ")
            value(at: address, depth: 0)
            put(["\n", " # x = 1\n", "\r\n"][pick(3)])
        }
    }

    private mutating func value(at address: KeyAddress, depth: Int) {
        switch pick(depth > 2 ? 6 : 8) {
        case 0: put("\(pick(100))")
        case 1: put("\"a \\\" ] } # \\\\\"")
        case 2: put("'\\ \" ['")
        case 3: put("\"\"\"\nk1 = [\n\\\"\"\" \"\" \"\"\"\"\"")
        case 4: put("'''\n[[x]]\n''''")
        case 5: put("2026-12-24T10:00:00Z")
        case 6:
            put("[")
            for element in 0..<pick(4) {
                put(["", "\n", " # ],\n  "][pick(3)])
                lines[address[element]] = line
                value(at: address[element], depth: depth + 1)
                put([",", " ,\n"][pick(2)])
            }
            put("]")
        default:
            put("{")
            for key in 0..<pick(3) {
                if key > 0 { put(", ") }
                lines[address["i\(key)"]] = line
                put("i\(key) = ")
                // TOML 1.0 keeps an inline table on one line, but for what is inside its values.
                value(at: address["i\(key)"], depth: depth + 1)
            }
            put("}")
        }
    }

    private mutating func put(_ piece: String) {
        text += piece
        line += piece.unicodeScalars.count { $0 == "\n" }
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &chance) }
}

/// Runs work on a thread with 256 KiB of stack: a small part of what the daemon's threads have.
private enum SmallStack {
    static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: work()) }
            thread.stackSize = 256 << 10
            thread.start()
        }
    }
}
