import DoorstepCore
import TestSupport
import Testing

/// Feedback that looks like misuse: presses that no visitor meant.
@Suite struct FeedbackTests {
    /// Presses at so many seconds after half past ten; the flags that they got.
    private func flags(
        _ presses: [(seconds: Double, device: String?)], from start: String = "2026-11-21T09:30:00Z"
    ) throws -> [FeedbackFlag?] {
        var shop = PaperLedger(now: start)
        let start = shop.now
        return try presses.map { press in
            shop.now = start + .milliseconds(Int64(press.seconds * 1000))
            try shop.submit(.feedback(face: 3, device: press.device))
            guard case .feedback(_, _, let flag)? = shop.facts.last?.event else { return nil }
            return flag
        }
    }

    @Test("the same device within two seconds is the same finger; another device is another")
    func repeated() throws {
        #expect(
            try flags([(0, "a"), (1, "b"), (2, "a"), (4.001, "a"), (6.001, "a"), (8.002, "a")])
                == [nil, nil, .repeated, nil, .repeated, nil])
    }

    @Test("who does not say which device it is counts as one")
    func nameless() throws {
        #expect(try flags([(0, nil), (1, nil), (2, "a")]) == [nil, .repeated, nil])
    }

    @Test("more than five in a minute from one device are a burst")
    func burst() throws {
        let presses = [0, 10, 20, 30, 40, 50, 60, 61, 70.5].map { (seconds: $0, device: "a") }
        #expect(
            try flags(presses + [(71, "b")])
                == [nil, nil, nil, nil, nil, .burst, .burst, .repeated, .burst, nil])
    }

    @Test("before opening and after closing nobody is there to be pleased")
    func closed() throws {
        // Open from 09:00 to 19:00 in Paris.
        #expect(try flags([(0, nil)], from: "2026-11-21T07:59:59Z") == [.closed])
        #expect(try flags([(0, nil)], from: "2026-11-21T08:00:00Z") == [nil])
        #expect(try flags([(0, nil)], from: "2026-11-21T17:59:59Z") == [nil])
        #expect(
            try flags([(0, nil), (1, nil)], from: "2026-11-21T18:00:00Z").allSatisfy {
                $0 == .closed
            })
    }

    @Test("a press that is dated back is judged by when it happened")
    func datedBack() throws {
        var shop = PaperLedger()
        try shop.submit(.feedback(face: 0, device: "a"))
        try shop.submit(.feedback(face: 0, device: "a"), at: shop.now - .seconds(10))
        try shop.submit(.feedback(face: 0, device: "a"), at: shop.now - .seconds(9))
        try shop.submit(.feedback(face: 0, device: "a"), at: shop.now + .seconds(2))
        let flags = shop.facts.map { fact -> FeedbackFlag? in
            guard case .feedback(_, _, let flag) = fact.event else { return nil }
            return flag
        }
        #expect(flags == [nil, nil, .repeated, .repeated])
    }

    @Test("a press that was undone is no reason to flag the next")
    func voided() throws {
        var shop = PaperLedger()
        let first = try shop.record(.feedback(face: 0, device: "a"))
        try shop.submit(.void(first, reason: nil))
        try shop.submit(.feedback(face: 0, device: "a"))
        #expect(shop.facts.last?.event == .feedback(face: 0, device: "a", flag: nil))
    }

    @Test("the counter's happy index is of the presses that count, from five on")
    func index() throws {
        var shop = PaperLedger()
        var presses: [Sequence] = []
        for face in [3, 3, 2, 0] {
            shop.now = shop.now + .seconds(15)
            presses.append(try shop.record(.feedback(face: face, device: "a")))
        }
        #expect(shop.floor.snapshot.counts.happyIndex == nil)
        // A repeated press is left out, until a review says that it was another visitor's.
        for _ in 1...2 {
            shop.now = shop.now + .seconds(1)
            presses.append(try shop.record(.feedback(face: 3, device: "b")))
        }
        #expect(shop.floor.snapshot.counts.faces == [1, 0, 1, 3])
        #expect(shop.floor.snapshot.counts.happyIndex == 73.3333)
        try shop.submit(.review(feedback: presses[5], counts: true))
        #expect(shop.floor.snapshot.counts.faces == [1, 0, 1, 4])
        try shop.submit(.void(presses[3], reason: nil))
        #expect(shop.floor.snapshot.counts.faces == [0, 0, 1, 4])
        #expect(shop.floor.snapshot.counts.happyIndex == 93.3333)
    }

    @Test("only feedback that stands is reviewed")
    func review() throws {
        var shop = PaperLedger()
        let entrance = try shop.record(.enter(door: nil, people: 1))
        let press = try shop.record(.feedback(face: 0, device: nil))
        try shop.submit(.review(feedback: press, counts: false))
        #expect(shop.facts.last?.event == .review(feedback: press, counts: false))
        #expect(throws: Refusal.unknownFeedback(entrance)) {
            try shop.submit(.review(feedback: entrance, counts: true))
        }
        #expect(throws: Refusal.unknownFeedback(Sequence(99))) {
            try shop.submit(.review(feedback: Sequence(99), counts: true))
        }
        let void = try shop.record(.void(press, reason: nil))
        #expect(throws: Refusal.alreadyVoided(press, by: void)) {
            try shop.submit(.review(feedback: press, counts: true))
        }
    }
}
