import DoorstepCore

extension Event {
    /// Facts of every kind, with and without the members that may be missing.
    package static let examples: [Event] = {
        let time = Timestamp(seconds: 1_795_319_107)
        let crossing = Crossing(
            door: "front", people: 2, script: ScriptID(rawValue: "fr/matin-1"),
            opening: Sequence(3),
            isImported: true, madSince: time)
        let answer = Answer(
            prompt: Sequence(4), reply: .ownWords, script: ScriptID(rawValue: "fr/matin-2"),
            observed: Observed(smile: true, thanks: false, extra: ["offered-help": true]),
            outcome: .cameForGift)
        let bare = Answer(prompt: Sequence(5), reply: .missed)
        let link = FarewellLink(visit: Sequence(2), isCertain: true)
        return [
            .entrance(crossing), .entrance(Crossing(door: "front")), .exit(crossing, link),
            .exit(Crossing(door: "yard", people: 500), FarewellLink(visit: nil, isCertain: false)),
            .opening(door: "front", madSince: time), .opening(door: "front"),
            .stay(crossing, visit: Sequence(2)), .greeting(answer), .greeting(bare),
            .farewell(answer), .lookIn(bare), .outcome(prompt: Sequence(9), .asked),
            .lapse(prompt: Sequence(9)),
            .exclusion(prompt: Sequence(9), reason: .delivery),
            .dismissal(Dismissal(door: "front", from: time, to: time + .seconds(60))),
            .reentry(entrance: Sequence(9), exit: Sequence(8)),
            .tie(exit: Sequence(9), visit: Sequence(2)),
            .void(voids: Sequence(9), reason: "other:pigeon"),
            .void(voids: Sequence(9), reason: nil), .occupancy(people: 0, reason: "empty"),
            .occupancy(people: 100_000, reason: nil),
            .feedback(face: 3, device: "Caisse 1", flag: .burst),
            .feedback(face: 0, device: nil, flag: nil),
            .review(feedback: Sequence(9), counts: false),
            .doorDown(door: "front", reason: GapReason.notRunning.rawValue),
            .doorUp(door: "front"), .dayClosed(LocalDate(dayNumber: 20_000)),
            .clockSet(boot: "0123456789abcdef", shift: -5),
        ]
    }()
}

extension Fact {
    package static func example(_ event: Event) -> Fact {
        let time = Timestamp(seconds: 1_795_319_107)
        return Fact(
            sequence: Sequence(10), id: FactID(at: time, random: (1, 2)), at: time,
            recordedAt: time + .seconds(1), source: "sensor:front", by: nil, stamp: .unknown,
            event: event)
    }
}
