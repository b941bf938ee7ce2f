import DoorstepAPI
import DoorstepCore
import DoorstepWords
import Testing

@testable import DoorstepCLI

/// Keys, and what they send: the state alone.
struct CounterAnswersTests {
    @Test("g answers the greeting shown, once, with the time of the key")
    func greeted() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.pass(.seconds(8))
        counter.press("gg")
        #expect(counter.sent.count == 1)
        let request = try #require(counter.sent.first)
        guard case .answer(let prompt, let body) = request.call else {
            Issue.record("\(request)")
            return
        }
        #expect(prompt.id == Sequence(90))
        #expect(body == AnswerBody(answer: .said, at: Counter.moment("10:15:08")))
        #expect(counter.state.shown == nil)
        try counter.record(request, as: 101)
        #expect(counter.notice == "Recorded: greeted.")
    }

    @Test("a capital letter is the same key")
    func capitals() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("G")
        #expect(counter.sent.count == 1)
    }

    @Test("an answer is never dated before its question, however wrong a sensor's clock")
    func sensorAhead() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90, at: "10:15:40", from: "10:15:43", by: "10:16:10")
        ])
        counter.press("g")
        guard case .answer(_, let body) = try #require(counter.sent.first).call else { return }
        #expect(body.at == Counter.moment("10:15:40"))
    }

    @Test("a farewell says only what was asserted")
    func farewell() throws {
        func observed(_ keys: String) throws -> Observed? {
            var counter = try Counter(prompts: [Counter.prompt(90, "farewell")])
            counter.press(keys)
            guard case .answer(_, let body) = try #require(counter.sent.first).call else {
                return nil
            }
            #expect(body.answer == .said)
            return body.observed
        }
        #expect(try observed("f") == Observed(goodbye: true))
        #expect(try observed("tf") == Observed(thanks: true, goodbye: true))
        #expect(try observed("titf") == Observed(goodbye: true, invitation: true))
        #expect(try observed("c") == Observed(thanks: true, goodbye: true, invitation: true))
    }

    @Test("what was noted of one prompt stays with it, and goes to no other")
    func drafts() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90, "farewell"), Counter.prompt(91, "farewell", by: "10:15:31"),
        ])
        counter.press("t")
        counter.press(.tab)
        #expect(counter.state.shown == Sequence(91))
        #expect(counter.state.draft == CounterDraft())
        counter.press(.tab)
        #expect(counter.state.draft.thanks)
    }

    @Test("the next script is told by its id when it was said; own words are own words")
    func scripts() throws {
        func body(_ keys: String) throws -> AnswerBody? {
            var counter = try Counter(prompts: [Counter.prompt(90)])
            counter.press(keys)
            guard case .answer(_, let body) = try #require(counter.sent.first).call else {
                return nil
            }
            return body
        }
        #expect(try body("g")?.script == nil)
        #expect(try body("sg")?.script == "fr/greeting-2")
        #expect(try body("ssg")?.answer == .ownWords)
        #expect(try body("ssg")?.script == nil)
        #expect(try body("sssg")?.script == nil)
        #expect(try body("o")?.answer == .ownWords)
        #expect(try body("m")?.answer == .missed)
    }

    @Test("not a visitor is one key, for the reason given last; another key gives another reason")
    func notAVisitor() throws {
        func reason(_ counter: Counter) throws -> ExclusionReason? {
            guard case .answer(_, let body)? = counter.sent.last?.call else { return nil }
            #expect((body.answer, body.observed) == (.notAVisitor, nil))
            return body.reason
        }
        var counter = try Counter(prompts: [Counter.prompt(90)])
        #expect(counter.text().contains("n not a visitor (one of us)"))
        counter.press("y")
        #expect(counter.text().contains("Not a visitor. Who was it?"))
        counter.press(.escape)
        #expect(counter.state.menu == nil)
        counter.press("y2")
        #expect(try reason(counter) == .delivery)
        try counter.record(try #require(counter.sent.last), as: 101)
        try counter.event(
            Counter.event(101, "exclusion", prompt: Counter.prompt(90, state: "withdrawn")))
        try counter.event(Counter.event(102, "entrance", prompt: Counter.prompt(102)))
        #expect(counter.text().contains("n not a visitor (a delivery)"))
        counter.press("n")
        #expect(counter.sent.count == 2)
        #expect(try reason(counter) == .delivery)
    }

    @Test("who was excluded coming in is proposed for the goodbye, with their reason")
    func excludedInside() throws {
        var counter = try Counter()
        counter.shop.leaving = """
            {"prompt":"101","visits":[],
            "excluded":{"reason":"test","people":1,"enteredAt":"2026-11-21T10:12:00.000Z"}}
            """
        try counter.event(Counter.event(101, "exit", prompt: Counter.prompt(101, "farewell")))
        #expect(counter.text().contains("In at 11:12: a test. If this is them leaving: n."))
        counter.press("n")
        guard case .answer(_, let body) = try #require(counter.sent.first).call else { return }
        #expect(body.reason == .test)
    }

    @Test("who left is chosen by time, door and party, and the goodbye stays to be said")
    func tie() throws {
        var counter = try Counter()
        counter.press("w")
        #expect(counter.notice == "Nobody is waiting: there is nothing to answer.")
        counter.shop.leaving = """
            {"prompt":"101","visits":[
            {"id":"7","door":"front","enteredAt":"2026-11-21T10:02:00.000Z","people":1},
            {"id":"9","door":"back","enteredAt":"2026-11-21T10:07:00.000Z","people":3}]}
            """
        try counter.event(
            Counter.event(
                101, "exit", prompt: Counter.prompt(101, "farewell", certain: false, visit: 7)))
        counter.press("w")
        #expect(counter.text().contains("1 11:02, front, 1 person (visit guessed)"))
        #expect(counter.text().contains("2 11:07, back, 3 people"))
        counter.press("2")
        guard case .tie(let prompt, let visit) = try #require(counter.sent.first).call else {
            return #expect(Bool(false), "no tie")
        }
        #expect((prompt.id, visit.id) == (Sequence(101), Sequence(9)))
        #expect(counter.state.shown == Sequence(101))
    }

    @Test("people inside are counted by typing a number, and only while connected")
    func recount() throws {
        var counter = try Counter()
        counter.press("h0")
        #expect(counter.text().contains("How many are in the shop? Counted so far: 4."))
        counter.press("12")
        counter.press(.backspace)
        #expect(counter.text().contains("1 – Enter records it"))
        counter.press("7")
        counter.press(.enter)
        guard case .recount(let body) = try #require(counter.sent.first).call else {
            return #expect(Bool(false), "no recount")
        }
        #expect(body.people == 17)
        counter.press("h")
        counter.press("999999")
        #expect(counter.notice == "That number is not on the list.")
        counter.press(.escape)
        counter.lose(.silent)
        counter.press("h")
        #expect(
            counter.notice == "The count cannot be confirmed. Count again when Doorstep answers.")
        #expect(counter.sent.count == 1)
    }

    @Test("a recount that is not acknowledged is not sent later, and that is said")
    func recountCutOff() throws {
        var counter = try Counter()
        counter.press("h7")
        counter.press(.enter)
        let request = try #require(counter.sent.first)
        var full = counter
        counter.lose(.interrupted)
        #expect(counter.state.queue.isEmpty)
        #expect(
            counter.notice == "The count cannot be confirmed. Count again when Doorstep answers.")
        // As on a full disk.
        full.answer(request, .failed(.passing("no room")))
        #expect(full.state.queue.isEmpty)
        var typing = try Counter()
        typing.press("h7")
        typing.lose(.silent)
        typing.press(.enter)
        #expect(typing.sent.isEmpty && typing.state.queue.isEmpty)
    }

    @Test("the shop's own items are ticked, and go with the answer")
    func checklist() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("k")
        #expect(counter.notice == "The shop has no list of its own for this.")
        counter.state.learn(
            try Counter.decode(
                """
                {"languages":["en"],"items":[
                {"id":"smile","standard":true,"texts":{"en":"Smile"}},
                {"id":"gift-wrap","standard":false,"moment":"farewell","texts":{"en":"Gift wrap"}},
                {"id":"tea","standard":false,"texts":{"fr":"Offered tea"}}]}
                """))
        counter.press("k")
        #expect(counter.text().contains("1 [ ] Offered tea"))
        #expect(!counter.text().contains("Gift wrap") && !counter.text().contains("Smile"))
        counter.press("1")
        #expect(counter.text().contains("1 [x] Offered tea"))
        counter.press(.enter)
        counter.press("g")
        guard case .answer(_, let body) = try #require(counter.sent.first).call else { return }
        #expect(body.observed == Observed(extra: ["tea": true]))
    }

    @Test("the outcome can be noted for a minute after the goodbye, and never for another visit")
    func outcomeAfterwards() throws {
        var counter = try Counter()
        counter.shop.lastFarewell = """
            {"prompt":"88","door":"front","people":1,"leftAt":"2026-11-21T10:14:30.000Z",
            "until":"2026-11-21T10:15:50.000Z"}
            """
        try counter.beat()
        #expect(counter.text().contains("v the visit (11:14)"))
        var later = counter
        later.pass(.seconds(50))
        later.press("v")
        #expect(later.notice == "Nobody is waiting: there is nothing to answer.")

        // Another goodbye comes up while the question is open: the answer is for the one it was asked of.
        counter.press("v")
        #expect(counter.text().contains("What was the visit that ended at 11:14?"))
        try counter.event(Counter.event(101, "exit", prompt: Counter.prompt(101, "farewell")))
        counter.press("5")
        guard case .outcome(let last, let body) = try #require(counter.sent.first).call else {
            return #expect(Bool(false), "no outcome")
        }
        #expect((last.prompt, body.outcome) == (Sequence(88), .bought))
        // Of a goodbye that is shown, the outcome goes with its answer.
        counter.press("v")
        #expect(counter.state.menu == .outcome(prompt: Sequence(101)))
    }

    @Test("what the visit was goes with the answer, and can be taken back")
    func outcome() throws {
        func outcome(_ keys: String) throws -> DoorstepCore.Outcome? {
            var counter = try Counter(prompts: [Counter.prompt(90, "lookIn")])
            counter.press(keys)
            guard case .answer(_, let body) = try #require(counter.sent.first).call else {
                return nil
            }
            return body.outcome
        }
        #expect(try outcome("a") == nil)
        #expect(try outcome("v2a") == .asked)
        #expect(try outcome("v2v6a") == nil)
    }

    @Test("which way is answered with the keys of in and out")
    func direction() throws {
        func answer(_ key: String) throws -> Command.Reply? {
            var counter = try Counter(prompts: [Counter.prompt(90, "direction", script: nil)])
            counter.press(key)
            guard case .answer(_, let body) = counter.sent.first?.call else { return nil }
            return body.answer
        }
        #expect(try answer("e") == .entrance)
        #expect(try answer("x") == .exit)
        #expect(try answer("g") == nil)
        #expect(try answer("n3") == .notAVisitor)
    }

    @Test(
        "a key that does not fit says why and which one does",
        arguments: [
            ("greeting", "f", "Nobody is leaving here: the key for this one is g."),
            ("farewell", "g", "Nobody is to be greeted here: the key for this one is c."),
            (
                "lookIn", "n",
                "They came in as a visitor. Undo that entrance if it was wrong."
            ),
            ("direction", "g", "First say which way: e came in, x went out."),
            ("greeting", "z", "z is no key here. ? shows them all."),
            ("greeting", "5", "Nobody else is waiting."),
        ])
    func disabled(_ moment: String, _ key: String, _ reason: String) throws {
        var counter = try Counter(prompts: [Counter.prompt(90, moment)])
        counter.press(key)
        #expect(counter.notice == reason)
        #expect(counter.sent.isEmpty)
    }

    @Test("with nobody waiting, an answer says so")
    func nobody() throws {
        var counter = try Counter()
        counter.press("g")
        #expect(counter.notice == "Nobody is waiting: there is nothing to answer.")
        counter.pass(.seconds(8))
        #expect(counter.notice == nil)
    }

    @Test(
        "what can be done about a prompt sends the answers that the daemon takes, and no other",
        arguments: Moment.allCases)
    func choices(_ moment: Moment) {
        let choices = CounterChoices(moment)
        let sent = (choices.usual + choices.rarer).compactMap(\.answer?.answer)
        #expect(Set(sent) == Set(moment.replies))
    }

    @Test("in and out are recorded at once where there is one door, for as many as were set")
    func crossings() throws {
        var counter = try Counter()
        counter.press("e")
        let request = try #require(counter.sent.first)
        #expect(request.call == .enter(CrossingBody(at: Counter.start)))
        try counter.record(request, as: 101)
        counter.press("p4x")
        #expect(counter.sent.last?.call == .exit(CrossingBody(people: 4, at: Counter.start)))
        #expect(counter.state.party == 1)
    }

    @Test("where there are more doors, in asks through which")
    func doors() throws {
        var counter = try Counter(doors: ["front", "yard"])
        counter.press("e2")
        #expect(
            counter.sent.first?.call == .enter(CrossingBody(door: "yard", at: Counter.start)))
    }

    @Test("undo offers what was recorded here first, and twice undo is undo the first")
    func undo() throws {
        var counter = try Counter()
        counter.press("u")
        #expect(counter.notice == "There is nothing to undo.")
        try counter.event(Counter.entrance(101))
        counter.press("g")
        try counter.record(try #require(counter.sent.last), as: 102)
        try counter.event(
            Counter.event(
                102, "greeting", about: 101, prompt: Counter.prompt(101, state: "answered")))
        try counter.event(Counter.entrance(103))
        counter.press("u")
        guard case .undo(let facts) = counter.state.menu else {
            Issue.record("no question")
            return
        }
        #expect(facts.map(\.sequence.value) == [102, 103, 101])
        #expect(counter.text().contains("1 11:15:00  greeting, in words  (here)"))
        counter.press("u")
        #expect(counter.sent.last?.voids == Sequence(102))
        // It is on its way, and then it is undone though no picture says so yet.
        #expect(counter.state.undoable.map(\.sequence.value) == [103, 101])
        try counter.record(try #require(counter.sent.last), as: 104)
        #expect(counter.notice == "Undone: greeting, in words.")
        #expect(counter.state.undoable.map(\.sequence.value) == [103, 101])
    }

    @Test("the language changes the words and nothing else")
    func language() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.press("l")
        #expect(counter.text().contains("g salué"))
        #expect(counter.text().contains("Bonjour, bienvenue !"))
        counter.state.learn(try Counter.decode(#"{"languages":["en"],"items":[]}"#))
        #expect(counter.state.words.language == "fr")
    }

    @Test("a key in the moment when the prompt changes by itself answers neither")
    func justChanged() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, by: "10:15:40"),
        ])
        counter.pass(.seconds(10))
        #expect(counter.state.shown == Sequence(90))
        try counter.event(
            Counter.event(
                101, "greeting", about: 90, prompt: Counter.prompt(90, state: "answered")))
        #expect(counter.state.shown == Sequence(91))
        counter.press("g")
        #expect(counter.sent.isEmpty)
        #expect(counter.notice == "The screen had just changed: look, and press again.")
        counter.pass(.milliseconds(400))
        counter.press("g")
        #expect(counter.sent.map(\.prompt) == [Sequence(91)])
    }

    @Test("the key of a moment answers who waits for it, whoever else is shown")
    func otherMoment() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(91, "farewell", from: "10:15:00", by: "10:15:40"),
            Counter.prompt(92, "farewell", from: "10:15:00", by: "10:15:41"), Counter.prompt(90),
        ])
        #expect(counter.state.shown == Sequence(91))
        counter.press("g")
        try counter.record(counter.sent[0], as: 101)
        #expect(counter.state.shown == Sequence(91))
        counter.press("g")
        #expect(counter.notice == "Nobody is to be greeted here: the key for this one is c.")
        #expect(counter.sent.map(\.prompt) == [Sequence(90)])
    }

    @Test("two greetings in a row are two keys in a row")
    func fast() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90), Counter.prompt(91, by: "10:15:40"),
        ])
        counter.press("gg")
        try counter.record(try #require(counter.sent.first), as: 101)
        #expect(counter.sent.map(\.prompt) == [Sequence(90), Sequence(91)])
    }
}
