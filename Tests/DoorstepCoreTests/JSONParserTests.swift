import DoorstepCore
import Testing

@Suite struct JSONParserTests {
    @Test(
        "takes what RFC 8259 allows",
        arguments: [
            ("{}", JSON.object([])), (" [1, -0.5] ", .array([.integer(1), .number(-0.5)])),
            ("2.0", .integer(2)), ("2e1", .integer(20)),
            ("\"\\u00e9\\ud83d\\ude00\"", .string("é😀")),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{c}\n\r\t")),
            ("[0e1, null, true, false]", .array([.integer(0), .null, .bool(true), .bool(false)])),
        ])
    func accepts(text: String, value: JSON) throws {
        try #expect(JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test(
        "says what is wrong and where",
        arguments: [
            ("{\"people\":2,}", "byte 12: “}” where a name in quotes was expected"),
            ("[1,]", "byte 3: “]” where a value was expected"),
            ("{\"a\":1,\"a\":2}", "byte 7: the name “a” occurs twice"),
            ("01", "byte 1: a number with a leading zero"),
            ("", "byte 0: the end of the text where a value was expected"),
            ("{} x", "byte 3: “x” after the end of the value"),
            ("\"a\nb\"", "byte 2: a bare control character in a text"),
            ("\"\\ud800\"", "byte 7: half a surrogate pair"),
            ("\"\\x\"", "byte 3: an escape that JSON does not have"),
            ("nul", "byte 0: “n” where a value was expected"),
            ("+1", "byte 0: “+” where a value was expected"),
            ("1.", "byte 2: the end of the text where a digit was expected"),
            ("'a'", "byte 0: “'” where a value was expected"),
            ("NaN", "byte 0: “N” where a value was expected"),
        ])
    func refuses(text: String, message: String) {
        #expect(problem(Array(text.utf8)) == message)
    }

    @Test("refuses a byte order mark, UTF-16 and broken UTF-8")
    func encodings() {
        #expect(
            problem([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]) == "byte 0: a byte order mark; send plain UTF-8"
        )
        #expect(
            problem([0x7B, 0x00, 0x7D, 0x00]) == "byte 0: this is not UTF-8 (it looks like UTF-16)")
        #expect(
            problem([0xFE, 0xFF, 0x00, 0x7B]) == "byte 0: this is not UTF-8 (it looks like UTF-16)")
        #expect(problem([0x22, 0xC3, 0x28, 0x22]) == "byte 0: a text that is not valid UTF-8")
        #expect(
            problem([0x22, 0xED, 0xA0, 0x80, 0x22]) == "byte 0: a text that is not valid UTF-8")
    }

    @Test("sixteen levels are deep enough; seventeen are refused")
    func depth() {
        func nested(_ levels: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8
            )
        }
        #expect(problem(nested(16)) == nil)
        #expect(problem(nested(17)) == "byte 16: nested deeper than 16 levels")
    }

    @Test("no bytes whatever make it crash", arguments: 0..<64 as Range<UInt64>)
    func survives(seed: UInt64) {
        var state = seed
        var bytes: [UInt8] = []
        let alphabet = Array("{}[]\",:\\u0d8ntfe.-+1 \u{7f}é".utf8)
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            _ = problem(bytes)
        }
    }

    private func problem(_ bytes: [UInt8]) -> String? {
        do {
            _ = try JSONParser.parse(bytes)
            return nil
        } catch {
            return error.message
        }
    }
}
