import TestSupport
import Testing

@testable import DoorstepDaemon

@Suite("KeyLocator")
struct KeyLocatorTests {
    private static let root = KeyAddress.root

    private func line(_ text: String, _ address: KeyAddress) -> Int? {
        KeyLocator(text).positions[address]?.line
    }

    @Test("finds keys, tables, arrays of tables and elements")
    func finds() {
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

        #expect(line(text, root["top"]) == 2)
        #expect(line(text, root["shop"]) == 3)
        #expect(line(text, root["shop"]["name"]) == 4)
        #expect(line(text, root["shop"]["hours"]) == 5)
        #expect(line(text, root["shop"]["hours"]["tuesday"]) == 5)
        #expect(line(text, root["shop"]["hours"]["tuesday"][0]) == 5)
        #expect(line(text, root["shop"]["hours"]["tuesday"][1]) == 6)
        #expect(line(text, root["shop"]["hours"]["tuesday"][2]) == 7)
        #expect(line(text, root["shop"]["odd key"]["b"][1]["c"]) == 8)
        #expect(line(text, root["door"]) == 10)
        #expect(line(text, root["door"][0]) == 10)
        #expect(line(text, root["door"][0]["name"]) == 11)
        #expect(line(text, root["door"][0]["after"]) == 15)
        #expect(line(text, root["door"][1]) == 16)
        #expect(line(text, root["door"][1]["sensor"][0]["id"]) == 18)
        #expect(line(text, root["door"][1]["place"]["floor"]) == 20)
        #expect(line(text, root["door"][2]) == nil)
    }

    @Test("counts columns in characters, and lines that end as in Windows")
    func columns() {
        let text = "\u{FEFF}été = 1\r\n\"é\" = [\"é\", 2]\r\n"

        let positions = KeyLocator(text).positions

        #expect(positions[Self.root["é"]] == TextPosition(line: 2, column: 1))
        #expect(positions[Self.root["é"][1]] == TextPosition(line: 2, column: 13))
    }

    @Test("points at what is around a value that is not there")
    func nearest() {
        let locator = KeyLocator("[shop]\nname = \"a\"\n")

        #expect(locator.nearest(to: Self.root["shop"]["timeZone"])?.line == 1)
        #expect(locator.nearest(to: Self.root["door"]) == nil)
    }

    @Test("finds every value that TOMLKit finds, where the writer put it", arguments: 0..<200)
    func property(seed: Int) throws {
        var writer = TOMLWriter(seed: UInt64(seed))
        let text = writer.document()

        let items = try TOMLItem.parse(text)
        let locator = KeyLocator(text)

        for (address, line) in writer.lines {
            #expect(locator.positions[address]?.line == line, "\(address) in:\n\(text)")
        }
        for address in addresses(in: .table(items), at: .root) {
            #expect(locator.positions[address] != nil, "\(address) in:\n\(text)")
        }
    }

    @Test("ends on any text", arguments: 0..<200)
    func garbage(seed: Int) {
        var chance = SeededChance(seed: UInt64(seed))
        let pieces = Array("[]{}\"'\\\n\r =.,#a1éu\t") + ["\0"]
        let text = String(
            (0..<Int.random(in: 0..<80, using: &chance)).map { _ in
                pieces.randomElement(using: &chance) ?? "a"
            })

        _ = KeyLocator(text)
    }

    private func addresses(in item: TOMLItem, at address: KeyAddress) -> [KeyAddress] {
        switch item {
        case .table(let items):
            items.flatMap { [address[$0.key]] + addresses(in: $0.value, at: address[$0.key]) }
        case .array(let items):
            items.enumerated().flatMap {
                [address[$0.offset]] + addresses(in: $0.element, at: address[$0.offset])
            }
        default: []
        }
    }
}

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
