import DoorstepAPI
import DoorstepCore
import TestSupport
import Testing

@testable import DoorstepCLI

/// What the screen says when the daemon is not there, and what becomes of what was said meanwhile.
struct CounterConnectionTests {
    @Test("twelve seconds without a byte are a lost connection, in words and with both times")
    func silence() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.pass(.seconds(4))
        try counter.beat()
        counter.pass(.milliseconds(11_999))
        #expect(!counter.text().contains("NOT CONNECTED"))
        counter.pass(.milliseconds(1))
        let text = counter.text()
        #expect(
            text.contains("NOT CONNECTED since 11:15:16. What you see is of 11:15:04."))
        #expect(text.contains("Why: Doorstep says nothing."))
        #expect(text.contains("was open at 11:15:04"))
        #expect(!text.contains("left"))
        #expect(text.contains("Bonjour, bienvenue !"))
    }

    @Test("after the first byte all is live again")
    func backFromSilence() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.pass(.seconds(13))
        #expect(counter.text().contains("NOT CONNECTED"))
        try counter.beat()
        #expect(!counter.text().contains("NOT CONNECTED"))
        #expect(counter.text().contains("15 s left"))
    }

    @Test("a broken connection is told at once, and since when does not move")
    func broken() throws {
        var counter = try Counter()
        counter.pass(.seconds(13))
        counter.lose(.interrupted)
        counter.pass(.seconds(30))
        #expect(
            counter.text().contains("NOT CONNECTED since 11:15:12. What you see is of 11:15:00."))
        #expect(counter.text().contains("Why: the connection broke."))
    }

    @Test("a prompt whose time is up while nobody is there is not shown as live")
    func oldPrompt() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.lose(.interrupted)
        counter.pass(.seconds(301))
        #expect(counter.state.shown == nil)
        #expect(!counter.text().contains("Bonjour"))
        #expect(!counter.text().contains("Nobody is waiting"))
        #expect(counter.text().contains("last known at 11:15:00"))
    }

    @Test("an answer that waited while the ledger was restored is not sent, and that is said")
    func restoredMeanwhile() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.lose(.nobodyListening)
        counter.pass(.seconds(10))
        counter.press("g")
        counter.press("e")
        #expect(counter.state.queue.count == 2)
        // Fact 90 may be somebody else's there; who came in came in.
        try counter.connect(sequence: 95, ledger: .other)
        #expect(counter.notice?.hasPrefix("Not sent: the records were restored") == true)
        #expect(counter.sent.map(\.prompt) == [nil])
        #expect(counter.state.queue.count == 1)
        #expect(counter.state.own.isEmpty)
    }

    @Test("the numbers of a ledger that was restored hide nothing of the one that is there now")
    func anotherLedger() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        try counter.record(counter.sent[0], as: 101)
        #expect(counter.state.shown == nil)
        counter.lose(.nobodyListening)
        try counter.connect(prompts: [Counter.prompt(90)], sequence: 95, ledger: .other)
        #expect(counter.state.shown == Sequence(90))
        #expect(counter.state.own.isEmpty)
    }

    @Test("answers given meanwhile are kept with their keys and times, and sent once, in order")
    func kept() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, by: "10:15:40"),
        ])
        counter.lose(.nobodyListening)
        counter.pass(.seconds(10))
        counter.press("g")
        counter.pass(.seconds(5))
        counter.press("o")
        #expect(
            counter.notice == "Kept. It will be sent when the connection is back (2 waiting).")
        #expect(counter.text().contains("2 answers to send."))
        #expect(counter.sent.isEmpty)
        counter.pass(.seconds(60))
        try counter.connect(prompts: [Counter.prompt(90), Counter.prompt(91, by: "10:15:40")])
        #expect(counter.sent.map(\.key) == ["key-1"])
        #expect(counter.sent.map(\.at) == [Counter.moment("10:15:10")])
        try counter.record(counter.sent[0], as: 101)
        try counter.record(counter.sent[1], as: 102)
        #expect(counter.sent.map(\.key) == ["key-1", "key-2"])
        #expect(counter.notice == "2 kept answers sent.")
        #expect(counter.state.queue.isEmpty)
    }

    @Test("an answer that was on its way goes again under the same key")
    func inFlight() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        counter.lose(.interrupted)
        counter.answer(counter.sent[0], .failed(.passing(nil)))
        try counter.connect(prompts: [Counter.prompt(90)])
        #expect(counter.sent.map(\.key) == ["key-1", "key-1"])
        #expect(counter.state.shown == nil)
        try counter.record(counter.sent[1], as: 101)
        // The first one's answer after all.
        try counter.record(counter.sent[0], as: 101)
        #expect(counter.state.queue.isEmpty)
    }

    @Test("a daemon that cannot record is asked again at each beat, and that is said")
    func diskFull() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        counter.answer(counter.sent[0], .failed(.passing("The disk is full.")))
        #expect(
            counter.text().contains(
                "Connected, but nothing can be recorded just now: The disk is full."))
        try counter.beat()
        #expect(counter.sent.map(\.key) == ["key-1", "key-1"])
        try counter.record(counter.sent[1], as: 101)
        #expect(!counter.text().contains("nothing can be recorded"))
    }

    @Test("what waits can be taken back, and quitting asks twice")
    func takeBack() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.lose(.interrupted)
        counter.press("gu")
        #expect(counter.notice == "Taken back before it was sent: greeted.")
        #expect(counter.state.shown == Sequence(90))
        counter.press("u")
        #expect(
            counter.notice == "Not connected: only what has not been sent can be taken back.")
        counter.press("gq")
        #expect(counter.state.queue.count == 1)
        #expect(!counter.effects.contains(.quit))
        counter.press("q")
        #expect(counter.effects.contains(.quit))
    }

    @Test("what can no longer be sent is told as the commands that record it")
    func unsent() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90, "farewell", from: "10:15:00"), Counter.prompt(91, by: "10:15:40"),
        ])
        counter.lose(.interrupted)
        counter.press("v4tfy2p3e")
        let failure = try #require(CommandFailure(unsent: counter.state.queue))
        #expect(
            failure.text == """
                doorstep: 3 answers were not sent: the counter was ended before the daemon came back
                  hint: to record what was said, type:
                        doorstep answer 90 said --thanks --goodbye --outcome came-for-gift \
                --at 2026-11-21T10:15:00.000Z
                        doorstep answer 91 notAVisitor --reason delivery --at 2026-11-21T10:15:00.000Z
                        doorstep enter --people 3 --at 2026-11-21T10:15:00.000Z
                """)
        for line in failure.hints.dropFirst() {
            // Understood, though nobody is there.
            let run = Outcome.of(
                line.split(separator: " ").dropFirst().map(String.init),
                variables: ["DOORSTEP_SOCKET": "/nowhere/d.sock"])
            #expect(run.status == 69, "\(run.error)")
        }
        #expect(CommandFailure(unsent: []) == nil)
    }

    @Test("the slower of two screens sees that it is answered, whichever way it learns it")
    func secondScreen() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        counter.answer(
            counter.sent[0],
            .failed(.conflict(kind: "prompt-answered", detail: "")))
        let words = "Already answered on another screen. Nothing is counted twice."
        #expect(counter.notice == words)
        #expect(counter.state.shown == nil)

        var other = try Counter(prompts: [Counter.prompt(90)])
        try other.event(
            Counter.event(
                101, "greeting", about: 90, prompt: Counter.prompt(90, state: "answered")))
        #expect(other.notice == words)
        other.press("g")
        #expect(other.notice == words)
        #expect(other.sent.isEmpty)
    }

    @Test(
        "an answer to a prompt that ended otherwise says how",
        arguments: [
            ("prompt-lapsed", "Too late: this prompt has lapsed."),
            (
                "prompt-withdrawn",
                "Withdrawn: it was no visitor, or they came back."
            ),
        ])
    func ended(_ kind: String, _ words: String) throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        counter.answer(
            counter.sent[0], .failed(.conflict(kind: kind, detail: "")))
        #expect(counter.notice == words)
    }

    @Test("an answer that is refused brings its prompt back, with the daemon's reason")
    func refused() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        counter.answer(counter.sent[0], .failed(.refused(detail: "at is in the future.")))
        #expect(counter.notice == "Not recorded: at is in the future.")
        #expect(counter.state.shown == Sequence(90))
    }

    @Test("before the first connection the screen is there and says why it is empty")
    func down() throws {
        var counter = Counter(unconnected: "fr")
        #expect(counter.text().contains("Connexion…"))
        counter.lose(.noSocket)
        #expect(counter.text().contains("PAS DE CONNEXION. Nouvel essai en cours."))
        #expect(
            counter.text().contains("Cause : Doorstep ne tourne pas sur cette machine."))
        try counter.connect(prompts: [Counter.prompt(90)])
        #expect(!counter.text().contains("CONNEXION"))
        #expect(counter.text().contains("Bonjour, bienvenue !"))
    }
}
