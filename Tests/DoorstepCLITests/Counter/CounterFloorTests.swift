import DoorstepAPI
import DoorstepCore
import Testing

@testable import DoorstepCLI

/// What the daemon says, folded: which prompt is shown, and when the picture changes.
struct CounterFloorTests {
    @Test("a new prompt is shown with the counts of its event, and rings")
    func opens() throws {
        var counter = try Counter()
        counter.forget()
        try counter.event(Counter.entrance(101))
        #expect(counter.state.shown == "101")
        #expect(counter.state.occupancy == 5)
        #expect(counter.effects == [.bell])
    }

    @Test("the prompt shown stays when others come, and gives way when it ends")
    func stays() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        try counter.event(
            Counter.event(
                101, "exit", #""door":"front","people":1,"certain":true"#,
                prompt: Counter.prompt(101, "farewell", from: "10:15:00", by: "10:15:20")))
        #expect(counter.state.shown == "90")
        try counter.event(
            Counter.event(
                102, "lapse", #""about":90"#, prompt: Counter.prompt(90, state: "lapsed")))
        #expect(counter.state.shown == "101")
    }

    @Test("who can still be in time comes before who is late, and before who has just come in")
    func order() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(88, by: "10:15:10"),
            Counter.prompt(89, from: "10:15:50", by: "10:16:10"),
            Counter.prompt(90, by: "10:15:55"),
        ])
        counter.pass(.seconds(15))
        #expect(counter.state.waiting(at: counter.now).map(\.id) == ["90", "89", "88"])
        // 88 was shown, and is late while another can still be greeted in time.
        #expect(counter.state.shown == "90")
    }

    @Test("staff may take another first: Tab goes round, a number picks")
    func picks() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, by: "10:15:31"),
            Counter.prompt(92, by: "10:15:32"),
        ])
        counter.press(.tab)
        #expect(counter.state.shown == "91")
        counter.press("2")
        #expect(counter.state.shown == "92")
        counter.press("9")
        #expect(counter.notice == "That number is not on the list.")
        counter.press("g")
        #expect(counter.sent.map(\.prompt) == ["92"])
        #expect(counter.state.shown == "90")
    }

    @Test("events that came while the floor was read are neither lost nor counted twice")
    func settles() throws {
        var counter = Counter(unconnected: "en")
        _ = counter.state.connected(at: counter.now)
        try counter.event(Counter.entrance(100))
        try counter.event(Counter.entrance(101))
        #expect(counter.state.shown == nil)
        _ = counter.state.read(
            try Counter.now(prompts: [], sequence: 100), [], at: counter.now)
        #expect(counter.state.prompts.map(\.id) == ["101"])
        try counter.event(Counter.entrance(100))
        #expect(counter.state.prompts.map(\.id) == ["101"])
    }

    @Test("a prompt that this screen has answered is not brought back by an older picture")
    func olderPicture() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        try counter.record(counter.sent[0], as: 105)
        _ = counter.state.read(
            try Counter.now(prompts: [Counter.prompt(90)], sequence: 104), [], at: counter.now)
        #expect(counter.state.shown == nil)
    }

    @Test("a beat ahead of the picture has it read again, once")
    func behind() throws {
        var counter = try Counter()
        counter.forget()
        counter.beat(100)
        #expect(counter.effects.isEmpty)
        counter.beat(103)
        counter.beat(103)
        #expect(counter.effects == [.readNow])
        counter.state.couldNotReadNow()
        counter.beat(103)
        #expect(counter.effects == [.readNow, .readNow])
    }

    @Test("messages that did not arrive stand below the doors until they have")
    func undelivered() throws {
        var counter = try Counter(language: "fr")
        counter.beat(undelivered: 2)
        let line = "2 messages ne sont pas parvenus aux responsables : doorstep deliveries"
        #expect(counter.screen(80, 24).contains { $0.hasPrefix(line) })
        counter.beat()
        #expect(!counter.screen(80, 24).contains { $0.contains("responsables") })
    }

    @Test("an undone fact has the floor read again")
    func voided() throws {
        var counter = try Counter()
        try counter.event(Counter.entrance(101))
        counter.forget()
        try counter.event(Counter.event(102, "void", #""about":101"#))
        #expect(counter.effects.contains(.readNow))
        #expect(counter.state.undoable.isEmpty)
    }

    @Test("a door that is no longer watched is told with its time")
    func doorDown() throws {
        var counter = try Counter()
        try counter.event(
            Counter.event(101, "doorDown", #""door":"front","reason":"no heartbeat""#))
        #expect(counter.text().contains("front NOT WATCHED since 11:15 (no heartbeat)"))
        try counter.event(Counter.event(102, "doorUp", #""door":"front""#))
        #expect(counter.text().contains("Door: front watched"))
    }

    @Test("with nobody waiting nothing but silence changes the picture")
    func sleeps() throws {
        let counter = try Counter()
        #expect(counter.state.nextChange(after: counter.now) == .seconds(12))
        var lost = counter
        lost.lose(.interrupted)
        #expect(lost.state.nextChange(after: lost.now) == nil)
    }

    @Test("the picture is the same until the moment that was announced, and then another")
    func announces() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, from: "10:15:05", by: "10:15:32"),
        ])
        var changes = 0
        while counter.state.shown != nil, changes < 200 {
            let next = try #require(counter.state.nextChange(after: counter.now))
            let before = counter.text()
            if next > .milliseconds(2) {
                var just = counter
                just.pass(next - .milliseconds(2))
                #expect(just.text() == before)
            }
            // A beat every five seconds would do no more than this.
            counter.state.link.hear(at: counter.now)
            counter.pass(next + .milliseconds(1))
            changes += 1
        }
        #expect(counter.now.wall >= Counter.moment("10:20:00"))
        // 30 s of a window told by the second, and 270 s of lateness in longer steps, for two prompts.
        #expect(changes < 120)
    }
}
