import DoorstepAPI
import DoorstepWords
import Testing

@testable import DoorstepCLI

struct KeyReaderTests {
    private func keys(_ text: String) -> [CounterKey] {
        var reader = KeyReader()
        return reader.read(Array(text.utf8)) + reader.rest()
    }

    @Test("letters, digits and signs are keys, capitals the small ones")
    func letters() {
        #expect(
            keys("gG5?") == [CounterKey("g"), CounterKey("g"), CounterKey("5"), CounterKey("?")])
        #expect(keys("é") == [CounterKey("é")])
    }

    @Test(
        "arrows and page keys are one key, wherever they are cut",
        arguments: [
            ("\u{1b}[A", .up), ("\u{1b}[5~", .up), ("\u{1b}OA", .up), ("\u{1b}[B", .down),
            ("\u{1b}[6~", .down),
        ] as [(String, CounterKey)])
    func arrows(_ text: String, _ key: CounterKey) {
        var reader = KeyReader()
        var found: [CounterKey] = []
        for byte in text.utf8 { found += reader.read([byte]) }
        #expect(found == [key])
        #expect(keys(text + "g") == [key, CounterKey("g")])
    }

    @Test(
        "other sequences are one key that does nothing, wherever they are cut",
        arguments: ["\u{1b}[C", "\u{1b}OP", "\u{1b}[15~", "\u{1b}[[A", "\u{1b}[1;5C"])
    func sequences(_ text: String) {
        #expect(keys(text + "g") == [.other, CounterKey("g")])
        var reader = KeyReader()
        var found: [CounterKey] = []
        for byte in text.utf8 { found += reader.read([byte]) }
        #expect(found == [.other])
    }

    @Test("Escape is known by the silence after it")
    func escape() {
        var reader = KeyReader()
        #expect(reader.read([0x1B]).isEmpty)
        #expect(reader.isPending)
        #expect(reader.rest() == [.escape])
        #expect(!reader.isPending)
    }

    @Test("an arrow that a slow line cuts after Escape answers nothing")
    func slowLine() {
        var reader = KeyReader()
        _ = reader.read([0x1B])
        #expect(reader.rest() == [.escape])
        #expect(reader.read(Array("[A".utf8)) == [.up])
        #expect(reader.read(Array("a".utf8)) == [CounterKey("a")])
    }

    @Test("Escape and a letter in one breath are both")
    func fast() {
        #expect(keys("\u{1b}u") == [.escape, CounterKey("u")])
    }

    @Test("control keys, and bytes that are no text")
    func others() {
        #expect(keys("\u{3}\u{1a}\u{c}\t\r") == [.interrupt, .suspend, .redraw, .tab, .enter])
        var reader = KeyReader()
        #expect(reader.read([0xFF, 0xC3]) == [.other])
        #expect(reader.rest().isEmpty)
    }

    @Test(
        "a letter that is cut takes no other key with it",
        arguments: [
            ([0xC3, 0x67], [.other, CounterKey("g")]), ([0xC3, 0x0D], [.other, .enter]),
            ([0xE2, 0x82, 0xC3, 0xA9], [.other, CounterKey("é")]),
            ([0xF0, 0x9F, 0x1B, 0x5B, 0x41, 0x67], [.other, .up, CounterKey("g")]),
        ] as [([UInt8], [CounterKey])])
    func cutLetter(_ bytes: [UInt8], _ keys: [CounterKey]) {
        var reader = KeyReader()
        #expect(reader.read(bytes) == keys)
        #expect(!reader.isPending)
    }
}

enum CounterWordsTitles {
    static func of(_ language: String) -> [String] {
        let moments = CounterWords.of(language).moments
        return [moments.greeting, moments.farewell, moments.lookIn, moments.direction]
            .map(\.title)
    }
}
