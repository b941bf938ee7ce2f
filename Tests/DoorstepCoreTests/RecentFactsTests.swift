import DoorstepCore
import TestSupport
import Testing

/// The list of the last facts that a person may undo.
@Suite struct RecentFactsTests {
    private func fact(_ sequence: Int64, _ event: Event) -> Fact {
        let at = Timestamp(milliseconds: 1_795_256_102_120)
        return Fact(
            sequence: Sequence(sequence), id: FactID(at: at, random: (0, UInt64(sequence))), at: at,
            recordedAt: at, source: "staff", by: nil,
            stamp: ClockStamp(boot: "", monotonic: 0, isTrusted: true), event: event)
    }

    @Test(
        "holds the last twelve that stand, newest first, and leaves out what nobody recorded by mistake"
    )
    func last() {
        var recent = RecentFacts()
        for sequence in 1...20 {
            recent.note(fact(Int64(3 * sequence), .entrance(Crossing(door: "front"))))
            recent.note(fact(Int64(3 * sequence + 1), .lapse(prompt: Sequence(1))))
            recent.note(
                fact(
                    Int64(3 * sequence + 2),
                    .exit(
                        Crossing(door: "front", isImported: true),
                        FarewellLink(visit: nil, isCertain: false))))
        }
        #expect(recent.items.map(\.fact.sequence.value) == (9...20).reversed().map { 3 * $0 })
        #expect(recent.isFull && !recent.isStale)
    }

    @Test("read from the ledger, it holds twelve that stand and at most six that do not")
    func read() {
        var recent = RecentFacts()
        for sequence in (1...40).reversed() {
            recent.append(
                fact(Int64(sequence), .entrance(Crossing(door: "front"))),
                isUndone: !sequence.isMultiple(of: 3))
        }
        #expect(recent.items.count { !$0.isUndone } == 12)
        #expect(recent.items.count(where: \.isUndone) == 6)
        #expect(
            recent.items.map(\.fact.sequence) == recent.items.map(\.fact.sequence).sorted(by: >))
        recent.note(fact(41, .void(voids: Sequence(39), reason: nil)))
        #expect(recent.isStale)
    }

    @Test("a press of a face is the visitor's: it is reviewed, not undone")
    func feedback() {
        #expect(!Event.feedback(face: 0, device: nil, flag: nil).canBeUndone)
        #expect(Event.review(feedback: Sequence(1), counts: false).canBeUndone)
    }
}
