import DoorstepClient
import Testing

struct EventParserTests {
    static let text =
        "\u{FEFF}: hello\r\nretry: 500\n\nid: 7\nevent: entrance\ndata: {\"a\":\r\ndata: \"é→\"}\r\r"
        + "data\n\nevent: beat\n\ndata:no blank\nid\n\ndata: never ended\nid: 9"

    static let events = [
        ServerSentEvent(id: "7", name: "entrance", data: "{\"a\":\n\"é→\"}"),
        ServerSentEvent(id: "7", name: "message", data: ""),
        ServerSentEvent(id: "", name: "message", data: "no blank"),
    ]

    @Test("reads events whole, with all three line ends and a comment")
    func whole() {
        var parser = EventParser()
        #expect(parser.read(Self.text.utf8) == Self.events)
    }

    @Test("reads the same events wherever the bytes were cut once")
    func cutOnce() {
        let bytes = Array(Self.text.utf8)
        let wrong = (0...bytes.count).filter { cut in
            var parser = EventParser()
            return parser.read(bytes[..<cut]) + parser.read(bytes[cut...]) != Self.events
        }
        #expect(wrong.isEmpty)
    }

    @Test("reads the same events byte by byte")
    func byteByByte() {
        var parser = EventParser()
        #expect(Self.text.utf8.flatMap { parser.read([$0]) } == Self.events)
    }

    @Test("keeps the id until another comes, and ignores one that holds a NUL")
    func ids() {
        var parser = EventParser()
        let events = parser.read("id: 5\ndata: a\n\ndata: b\n\nid: 6\u{0}\ndata: c\n\n".utf8)
        #expect(events.map(\.id) == ["5", "5", "5"])
    }
}
