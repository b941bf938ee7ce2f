import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

/// Figures that need to know which exit ends which visit, and so may rest on a guess.
@Suite struct VisitFiguresTests {
    private let shop = Shop.fixture()
    private let morning = Timestamp(at: "2026-11-21T09:00:00Z")

    private func summary(
        _ crossings: [CrossingRecord], feedback: [FacePress] = []
    ) -> Summary {
        let day = shop.calendar.tradingDay(containing: morning)
        return Summary(
            of: DayRecord(
                day: day, crossings: crossings.sorted { $0.at < $1.at }, feedback: feedback,
                observedSince: morning - .seconds(86400)),
            shop: shop, revision: 1, at: day.interval.end)
    }

    private func entrance(
        _ id: Int64, at seconds: Double = 0, people: Int = 1, wait: Double? = nil,
        outcome: Outcome? = nil, excluded: ExclusionReason? = nil, mergedWith: Int64? = nil
    ) -> CrossingRecord {
        let at = morning + .seconds(seconds)
        return CrossingRecord(
            id: Sequence(id), direction: .entrance, door: "front", at: at, people: people,
            excluded: excluded, answer: wait.map { _ in .said },
            answeredAt: wait.map { at + .seconds($0) }, outcome: outcome,
            mergedWith: mergedWith.map(Sequence.init))
    }

    private func exit(
        _ id: Int64, at seconds: Double = 600, of visit: Int64?, isCertain: Bool = true,
        isSaid: Bool = false, outcome: Outcome? = nil, mergedWith: Int64? = nil
    ) -> CrossingRecord {
        let at = morning + .seconds(seconds)
        return CrossingRecord(
            id: Sequence(id), direction: .exit, door: "front", at: at, people: 1,
            answer: isSaid ? .said : nil, answeredAt: isSaid ? at : nil, outcome: outcome,
            visit: visit.map(Sequence.init), isCertain: isCertain,
            mergedWith: mergedWith.map(Sequence.init))
    }

    private func stay(
        _ id: Int64, of visit: Int64, isSaid: Bool, outcome: Outcome? = nil
    ) -> CrossingRecord {
        let at = morning + .seconds(300)
        return CrossingRecord(
            id: Sequence(id), direction: .stay, door: "front", at: at, people: 1,
            answer: isSaid ? .ownWords : nil, answeredAt: isSaid ? at : nil, outcome: outcome,
            visit: Sequence(visit), isCertain: true)
    }

    @Test("who only went out for a moment counts once, and is owed neither greeting nor farewell")
    func reentry() {
        let summary = summary([
            entrance(1, wait: 10), exit(2, at: 300, of: 1, mergedWith: 3),
            entrance(3, at: 360, mergedWith: 2), exit(4, at: 900, of: 3, isSaid: true),
        ])
        let traffic = summary.traffic
        #expect((traffic.entrances, traffic.reentries, traffic.footfall) == (2, 1, 1))
        #expect((traffic.parties, traffic.drift, traffic.peakOccupancy) == (1, 0, 1))
        #expect(summary.greeting.due == 1 && summary.farewell.due == 1)
        // The exit after the return ends the visit that went on. Inside for 300 s and 540 s, one visitor.
        #expect(summary.visits.complete.certain == Rate(1, of: 1))
        #expect(traffic.meanDwellSeconds == 840)
    }

    @Test("a visit is short when its certain exit came before the window, and nobody greeted")
    func short() {
        func short(_ crossings: CrossingRecord...) -> Int {
            let greeting = summary(crossings).greeting
            #expect(greeting.due == 1)
            return greeting.short
        }
        #expect(short(entrance(1), exit(2, at: 2.999, of: 1)) == 1)
        // The window opens after 3 s: from then on somebody could have greeted.
        #expect(short(entrance(1), exit(2, at: 3, of: 1)) == 0)
        #expect(short(entrance(1), exit(2, at: 2, of: 1, isCertain: false)) == 0)
        #expect(short(entrance(1, wait: 1), exit(2, at: 2, of: 1)) == 0)
        // One of the party turned round; the other stayed.
        #expect(
            short(entrance(1, people: 2), exit(2, at: 2, of: 1), exit(3, at: 500, of: 1)) == 0)
        #expect(
            short(
                entrance(1, people: 2), exit(2, at: 2, of: 1),
                exit(3, at: 500, of: 1, isCertain: false)) == 0)
    }

    @Test("certain and guessed links are kept apart; one guess makes a visit a guess")
    func links() {
        let summary = summary([
            entrance(1, wait: 10), exit(11, of: 1, isSaid: true),
            entrance(2, wait: 10), exit(12, of: 2),
            entrance(3, wait: 10), exit(13, of: 3, isCertain: false, isSaid: true),
            entrance(4, people: 2, wait: 10), exit(14, of: 4),
            exit(15, of: 4, isCertain: false, isSaid: true),
            // Still inside, or never seen to leave: not over, and not incomplete.
            entrance(5, wait: 10),
            // A stranger's exit, and one that is tied to nobody.
            exit(16, of: 99, isSaid: true), exit(17, of: nil, isSaid: true),
        ])
        #expect(summary.visits.n == 5)
        #expect(summary.visits.complete.certain == Rate(1, of: 2))
        #expect(summary.visits.complete.guessed == Rate(2, of: 2))
        #expect(summary.farewell.due == 7)
        #expect(summary.noteWords.contains("guessed-links"))
    }

    @Test("the farewell's word on the outcome counts before the look-in's and the greeting's")
    func outcomes() {
        let summary = summary([
            entrance(1, wait: 10, outcome: .browsed),
            stay(11, of: 1, isSaid: true, outcome: .asked),
            exit(21, of: 1, isSaid: true, outcome: .bought),
            entrance(2, wait: 10, outcome: .browsed),
            stay(12, of: 2, isSaid: true, outcome: .asked),
            entrance(3, wait: 10, outcome: .browsed), exit(23, of: 3, isSaid: true),
            entrance(4, wait: 10, outcome: .browsed),
            exit(24, of: 4, isCertain: false, isSaid: true, outcome: .cameForGift),
            entrance(5, wait: 10),
        ])
        let outcomes = summary.farewell.outcomes
        #expect((outcomes[.bought], outcomes[.asked], outcomes[.browsed]) == (1, 1, 1))
        #expect((outcomes[.cameForGift], outcomes[nil]) == (1, 1))
        // The link is guessed: nobody knows whose gift it was.
        #expect((summary.parity.bought.n, summary.parity.others.n) == (1, 2))
        #expect(summary.parity.unknown == 2)
        #expect(summary.parity.difference == nil)
    }

    @Test("look-ins are of visitors: not of those who are none")
    func lookIns() {
        let summary = summary([
            entrance(1), stay(11, of: 1, isSaid: true), entrance(2), stay(12, of: 2, isSaid: false),
            entrance(3, excluded: .staff), stay(13, of: 3, isSaid: false),
        ])
        #expect(summary.phases.stay == Rate(1, of: 2))
    }

    @Test("nothing is the weakest of one, nor of two that are alike")
    func weakest() {
        func weakest(_ greeted: Int, _ said: Int, of n: Int, exits: Int? = nil) -> String? {
            let entrances = (0..<n).map { entrance(Int64($0 + 1), wait: $0 < greeted ? 9 : nil) }
            let exits = (0..<(exits ?? n)).map {
                exit(Int64($0 + 100), of: nil, isSaid: $0 < said)
            }
            return summary(entrances + exits).phases.weakest?.rawValue
        }
        #expect(weakest(2, 4, of: 5) == "arrival")
        #expect(weakest(4, 2, of: 5) == "leaving")
        #expect(weakest(3, 3, of: 5) == nil)
        #expect(weakest(0, 4, of: 4) == nil)
        #expect(weakest(1, 4, of: 5, exits: 4) == nil)
    }

    @Test("under five faces there is no index; what was left out is told and does not count")
    func feedback() {
        func press(_ face: Int, counts: Bool = true) -> FacePress {
            FacePress(
                at: morning, face: face, flag: counts ? nil : .burst, counts: counts)
        }
        let few = summary([], feedback: [0, 1, 2, 3].map { press($0) }).feedback
        #expect(few.n == 4 && few.index == nil)
        let enough = summary(
            [], feedback: [3, 3, 3, 3, 2].map { press($0) } + [press(0, counts: false)]
        ).feedback
        #expect((enough.n, enough.flagged) == (5, 1))
        #expect(enough.index == 93.3333)
    }

    @Test("the shop's own items are counted as those of the house")
    func ownItems() {
        let summary = summary([
            CrossingRecord(
                id: Sequence(1), direction: .entrance, door: "front", at: morning, people: 1,
                answer: .said, answeredAt: morning,
                observed: Observed(smile: false, extra: ["umbrella": true])),
            entrance(2, wait: 5),
        ])
        #expect(
            summary.checklist.items.map(\.id)
                == ["smile", "eyeContact", "thanks", "goodbye", "invitation", "umbrella"])
        #expect(summary.checklist["umbrella"]?.yes == 1)
        #expect(summary.checklist["umbrella"]?.notObserved == 1)
        #expect(summary.checklist["smile"]?.no == 1)
        // There was no farewell in which anybody could have been thanked.
        #expect(summary.checklist["thanks"]?.notObserved == 0)
    }
}
