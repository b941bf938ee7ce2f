import DoorstepCore
import Testing

@testable import DoorstepCLI

/// The counter for a screen reader.
struct CounterNarratorTests {
    @Test("a line for each change, and none for time that goes by")
    func lines() throws {
        var counter = try Counter()
        var narrator = CounterNarrator()
        func told() -> [String] { narrator.lines(counter.state, at: counter.now, Counter.clock) }
        #expect(
            told() == [
                "Librairie des Halles - 4 people inside",
                "Today: 6 in - in time 2 of 4 - goodbyes 1 of 2 - satisfaction: too few yet",
                "Door: front watched",
            ])
        try counter.event(Counter.entrance(101))
        #expect(
            told() == [
                "GREETING: 1 person, front, 11:15:00. soon", "  Bonjour, bienvenue !",
            ])
        counter.pass(.seconds(5))
        #expect(told().isEmpty)
        counter.press("s")
        #expect(told() == ["  Bienvenue !"])
        counter.press("y")
        #expect(
            told() == ["Not a visitor. Who was it?", "1 one of us", "2 a delivery", "3 a test"])
        counter.press(.escape)
        #expect(told().isEmpty)
        counter.press("g")
        #expect(told() == ["Nobody is waiting."])
        try counter.record(counter.sent[0], as: 102)
        #expect(told() == ["Recorded: greeted."])
        counter.pass(.seconds(12))
        #expect(
            told() == [
                "NOT CONNECTED since 11:15:12. What you see is of 11:15:00.",
                "Why: Doorstep says nothing.",
            ])
        try counter.beat()
        #expect(told() == ["Connected again."])
    }
}

extension CounterNarratorTests {
    @Test("a daemon that is not there at first is told, once, and its coming too")
    func down() throws {
        var counter = Counter(unconnected: "en")
        var narrator = CounterNarrator()
        #expect(narrator.lines(counter.state, at: counter.now, Counter.clock) == ["Connecting…"])
        counter.lose(.noSocket)
        #expect(
            narrator.lines(counter.state, at: counter.now, Counter.clock) == [
                "NOT CONNECTED. Trying again.", "Why: Doorstep is not running on this machine.",
            ])
        counter.pass(.seconds(60))
        #expect(narrator.lines(counter.state, at: counter.now, Counter.clock).isEmpty)
        try counter.connect()
        #expect(
            narrator.lines(counter.state, at: counter.now, Counter.clock).first
                == "Librairie des Halles - 4 people inside")
    }
}

struct CounterSettingsTests {
    private func settings(
        _ variables: [String: String], isTerminal: Bool = true, plain: Bool = false
    ) -> CounterSettings {
        CounterSettings(language: nil, plain: plain, isTerminal: isTerminal) { variables[$0] }
    }

    @Test(
        "the language is the terminal's, or open",
        arguments: [
            ("fr_FR.UTF-8", "fr"), ("fr", "fr"), ("en_GB.UTF-8", "en"), ("de_DE", "en"),
            ("C.UTF-8", nil), ("POSIX", nil), ("", nil),
        ])
    func language(_ locale: String, _ language: String?) {
        #expect(settings(["LANG": locale]).language == language)
        #expect(settings(["LANG": "en_US", "LC_ALL": "fr_CA.utf8"]).language == "fr")
    }

    @Test("lines in place of a screen where there is none to draw on, or where they are wanted")
    func plain() {
        #expect(!settings(["TERM": "xterm"]).isPlain)
        #expect(settings(["TERM": "dumb"]).isPlain)
        #expect(settings([:]).isPlain)
        #expect(settings(["TERM": "xterm", "ACCESSIBLE": "1"]).isPlain)
        #expect(settings(["TERM": "xterm"], isTerminal: false).isPlain)
        #expect(settings(["TERM": "xterm"], plain: true).isPlain)
    }

    @Test("the console has no other screen and few glyphs; another encoding has fewer")
    func terminals() {
        let console = settings(["TERM": "linux", "LANG": "fr_FR.UTF-8"])
        #expect((console.hasAlternateScreen, console.glyphs) == (false, .console))
        let window = settings(["TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"])
        #expect((window.hasAlternateScreen, window.glyphs) == (true, .all))
        #expect(settings(["TERM": "xterm", "LANG": "fr_FR"]).glyphs == .ascii)
        #expect(settings(["TERM": "xterm", "NO_COLOR": "1"]).inColour == false)
    }
}
