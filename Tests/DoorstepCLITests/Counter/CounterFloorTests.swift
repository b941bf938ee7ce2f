import DoorstepAPI
import DoorstepCore
import Testing

@testable import DoorstepCLI

/// The daemon's pictures on the screen: which prompt is shown, and when the screen changes.
struct CounterFloorTests {
    @Test("a new prompt is shown with the counts of its picture, and rings")
    func opens() throws {
        var counter = try Counter()
        counter.forget()
        try counter.event(Counter.entrance(101))
        #expect(counter.state.shown == Sequence(101))
        #expect(counter.state.picture?.occupancy == 5)
        #expect(counter.effects == [.bell])
    }

    @Test("the prompt shown stays when others come, and gives way when it ends")
    func stays() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        try counter.event(
            Counter.event(
                101, "exit",
                prompt: Counter.prompt(101, "farewell", from: "10:15:00", by: "10:15:20")))
        #expect(counter.state.shown == Sequence(90))
        try counter.event(
            Counter.event(
                102, "lapse", about: 90, prompt: Counter.prompt(90, state: "lapsed")))
        #expect(counter.state.shown == Sequence(101))
    }

    @Test("the order is the daemon's, and the prompt shown gives way when it is late")
    func order() throws {
        let prompts = [
            Counter.prompt(88, by: "10:15:10"), Counter.prompt(90, by: "10:15:55"),
            Counter.prompt(89, from: "10:15:50", by: "10:16:10"),
        ]
        var counter = try Counter(prompts: prompts)
        #expect(counter.state.shown == Sequence(88))
        counter.pass(.seconds(15))
        counter.shop.prompts = [prompts[1], prompts[2], prompts[0]]
        try counter.beat()
        #expect(counter.state.waiting(at: counter.now).map(\.id.value) == [90, 89, 88])
        // 88 was shown, and is late while another can still be greeted in time.
        #expect(counter.state.shown == Sequence(90))
    }

    @Test("staff may take another first: Tab goes round, a number picks")
    func picks() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, by: "10:15:31"),
            Counter.prompt(92, by: "10:15:32"),
        ])
        counter.press(.tab)
        #expect(counter.state.shown == Sequence(91))
        counter.press("2")
        #expect(counter.state.shown == Sequence(92))
        counter.press("9")
        #expect(counter.notice == "That number is not on the list.")
        counter.press("g")
        #expect(counter.sent.map(\.prompt) == [Sequence(92)])
        #expect(counter.state.shown == Sequence(90))
    }

    @Test("before the first picture nothing is shown and nothing is sent")
    func noPicture() throws {
        var counter = Counter(unconnected: "en")
        _ = counter.state.connected(at: counter.now)
        counter.press("e")
        #expect(counter.state.shown == nil)
        #expect(counter.sent.isEmpty)
        try counter.event(Counter.entrance(101))
        #expect(counter.state.shown == Sequence(101))
        #expect(counter.sent.count == 1)
    }

    @Test("an older picture changes nothing, nor does an event that is not understood")
    func olderPicture() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("g")
        try counter.record(counter.sent[0], as: 105)
        try counter.beat()
        #expect(counter.state.shown == nil)
        counter.shop.sequence = 99
        counter.shop.inside = 17
        try counter.beat()
        #expect(counter.state.picture?.sequence == Sequence(100))
        #expect(counter.state.picture?.occupancy == 4)
        _ = counter.state.happened(nil, at: counter.now)
        #expect(counter.state.picture?.sequence == Sequence(100))
        // The picture that has the answer is the first that is believed about the prompt again.
        counter.shop.sequence = 105
        try counter.beat()
        #expect(counter.state.shown == Sequence(90))
    }

    @Test("messages that did not arrive stand below the doors until they have")
    func undelivered() throws {
        var counter = try Counter(language: "fr")
        counter.shop.undelivered = 2
        try counter.beat()
        let line = "2 messages ne sont pas parvenus aux responsables : doorstep deliveries"
        #expect(counter.screen(80, 24).contains { $0.hasPrefix(line) })
        counter.shop.undelivered = 0
        try counter.beat()
        #expect(!counter.screen(80, 24).contains { $0.contains("responsables") })
    }

    @Test("an undone fact is not offered again, and stands as undone")
    func voided() throws {
        var counter = try Counter()
        try counter.event(Counter.entrance(101))
        #expect(counter.state.undoable.map(\.sequence) == [Sequence(101)])
        try counter.event(Counter.event(102, "void", about: 101))
        #expect(counter.state.undoable.isEmpty)
        #expect(counter.text().contains("11:15:00  entrance, in words  (undone)"))
    }

    @Test("a door that is no longer watched is told with its time")
    func doorDown() throws {
        var counter = try Counter()
        counter.shop.doors = [
            #"{"name":"front","state":"down","since":"2026-11-21T10:15:00.000Z","reason":"no heartbeat"}"#
        ]
        try counter.event(Counter.event(101, "doorDown"))
        #expect(counter.text().contains("front NOT WATCHED since 11:15 (no heartbeat)"))
        counter.shop.doors = [#"{"name":"front","state":"up"}"#]
        try counter.event(Counter.event(102, "doorUp"))
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
