import DoorstepCore
import Foundation
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    private struct Sample: Codable, Equatable {
        var text = "é \"\\\n\u{1} 😀"
        var number = -3
        var share = 0.25
        var whole = 2.0
        var missing: Int?
        var list = [1, 2]
        var nested: [Inner] = [Inner(), Inner(flag: false)]

        struct Inner: Codable, Equatable { var flag = true }
    }

    @Test("keeps the order of the members and spells each value")
    func spelling() throws {
        try #expect(
            JSONWriter.string(Sample())
                == #"{"text":"é \"\\\n\u0001 😀","number":-3,"share":0.25,"whole":2,"list":[1,2],"nested":[{"flag":true},{"flag":false}]}"#
        )
    }

    @Test("a dictionary's members are written by name, whatever order they came in")
    func dictionary() throws {
        for seed in 1...20 {
            var chance = SeededChance(seed: UInt64(seed))
            let names = ["yard", "front", "back", "cellar", "roof"].shuffled(using: &chance)
            var doors: [String: Int] = [:]
            for name in names { doors[name] = name.count }
            try #expect(
                JSONWriter.string(doors)
                    == #"{"back":4,"cellar":6,"front":5,"roof":4,"yard":4}"#)
        }
    }

    @Test("what it writes, Foundation reads back")
    func roundTrip() throws {
        let bytes = try JSONWriter.bytes(Sample())
        try #expect(JSONDecoder().decode(Sample.self, from: Data(bytes)) == Sample())
    }

    @Test("a fact reads as the contract writes it")
    func fact() throws {
        let at = Timestamp(at: "2026-11-21T10:15:02.120Z")
        let fact = Fact(
            sequence: Sequence(1042), id: FactID(at: at, random: (1, 2)), at: at, recordedAt: at,
            source: "sensor:front", by: nil, stamp: .unknown,
            event: .entrance(Crossing(door: "front", people: 2)))
        try #expect(
            JSONWriter.string(fact)
                == #"{"sequence":1042,"id":"01a1fd9a-2ce8-7001-8000-000000000002","kind":"entrance","door":"front","people":2,"at":"2026-11-21T10:15:02.120Z","recordedAt":"2026-11-21T10:15:02.120Z","source":"sensor:front","by":null}"#
        )
    }

    @Test(
        "every kind of fact survives the wire",
        arguments: [
            Event.entrance(
                Crossing(
                    door: "a", people: 3, script: ScriptID(rawValue: "fr/x"), opening: Sequence(2),
                    isImported: true)),
            .exit(Crossing(door: "a"), FarewellLink(visit: Sequence(1), isCertain: true)),
            .opening(door: "a"),
            .opening(door: "a", madSince: Timestamp(milliseconds: 1_795_253_400_120)),
            .entrance(
                Crossing(door: "a", madSince: Timestamp(milliseconds: 1_795_253_400_000))),
            .dismissal(
                Dismissal(
                    door: "a", from: Timestamp(milliseconds: 1_795_253_400_000),
                    to: Timestamp(milliseconds: 1_795_253_460_000))),
            .greeting(
                Answer(prompt: Sequence(1), reply: .said, script: ScriptID(rawValue: "fr/x"))),
            .farewell(
                Answer(
                    prompt: Sequence(1), reply: .ownWords,
                    observed: Observed(smile: true, thanks: false), outcome: .accompanied)),
            .lapse(prompt: Sequence(1)), .exclusion(prompt: Sequence(1), reason: .delivery),
            .void(voids: Sequence(1), reason: "mistake"), .occupancy(people: 0, reason: nil),
            .feedback(face: 3, device: "exit", flag: nil), .doorDown(door: "a", reason: "silent"),
            .reentry(entrance: Sequence(3), exit: Sequence(2)),
            .tie(exit: Sequence(2), visit: Sequence(1)),
            .stay(Crossing(door: "a", people: 2), visit: Sequence(1)),
            .lookIn(
                Answer(
                    prompt: Sequence(4), reply: .ownWords,
                    observed: Observed(smile: true, extra: ["seat": false]))),
            .feedback(face: 0, device: nil, flag: .burst),
            .review(feedback: Sequence(5), counts: true),
            .doorUp(door: "a"), .clockSet(boot: "b", shift: -5),
        ])
    func events(event: Event) throws {
        let at = Timestamp(at: "2026-11-21T10:15:02.120Z")
        let fact = Fact(
            sequence: Sequence(7), id: FactID(at: at, random: (1, 2)), at: at, recordedAt: at,
            source: "test", by: "anna", stamp: .unknown, event: event)
        let bytes = try JSONWriter.bytes(fact)
        try #expect(JSONDecoder().decode(Fact.self, from: Data(bytes)) == fact)
    }

    @Test(
        "whole numbers of any size and sign are written as they are",
        arguments: [0, -1, 9, 10, -10, 1_042, .max, .min] as [Int64])
    func wholeNumbers(number: Int64) throws {
        try #expect(JSONWriter.string([number]) == "[\(number)]")
        try #expect(JSONWriter.string(["n": Int(number)]) == "{\"n\":\(number)}")
    }

    @Test("what is nil is left out, but by a value that says what is not known")
    func nothing() throws {
        struct Silent: Encodable {
            var text: String?
            var flag: Bool?
            var count: Int?
            var share: Double?
            var rate: Rate?
        }
        struct Plain: Encodable, WritesNull {
            var text: String?
            var flag: Bool?
            var count: Int?
            var share: Double?
            var rate: Rate?
            var silent = Silent()
        }
        try #expect(JSONWriter.string(Silent()) == "{}")
        try #expect(
            JSONWriter.string(Plain())
                == #"{"text":null,"flag":null,"count":null,"share":null,"rate":null,"silent":{}}"#)
        try #expect(
            JSONWriter.string(
                Plain(
                    text: "a", flag: false, count: 0, share: 0.5, rate: Rate(0, of: 0),
                    silent: Silent(text: "b")))
                == #"{"text":"a","flag":false,"count":0,"share":0.5,"#
                + #""rate":{"n":0,"value":null,"low":null,"high":null},"silent":{"text":"b"}}"#)
    }
}
