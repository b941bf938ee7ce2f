import DoorstepAPI
import DoorstepCore
import DoorstepStore
import FoundationEssentials
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct ServerSentEventTests {
    @Test("writes a fact as one event: its kind, its number, one line of data")
    func fact() throws {
        let recorded = Recorded(fact: .fixture(), prompt: nil)
        let now = NowBody.fixture(at: recorded.fact.at)
        let event = try ServerSentEvent(recorded, of: .fixture, now: Picture(now))
        #expect(
            "\(event)" == """
                event: entrance
                id: \(LedgerPosition.fixture(7))
                data: {"sequence":7,"id":"019ab000-0000-7000-8000-000000000001","kind":"entrance",\
                "door":"front","people":2,"at":"2026-11-21T10:15:02.120Z",\
                "recordedAt":"2026-11-21T10:15:02.120Z","source":"sensor:front","by":null,\
                "now":\(try JSONWriter.string(now))}


                """)
        let data = try #require("\(event)".split(separator: "data: ").last)
        let body = try JSONDecoder().decode(StreamEventBody.self, from: Data(data.utf8))
        #expect(body == StreamEventBody(recorded: recorded, now: now))
    }

    @Test("writes a beat without a number: it is nothing to resume from")
    func beat() throws {
        let now = NowBody.fixture(at: Timestamp(seconds: 0))
        let event = ServerSentEvent(beat: try Picture(now))
        #expect(
            "\(event)" == "event: beat\ndata: \(try JSONWriter.string(now))\n\n")
    }
}

@Suite struct ResumptionTests {
    private static func at(_ sequence: Int64, of ledger: LedgerID = .fixture) -> String {
        "\(LedgerPosition(ledger: ledger, sequence: Sequence(sequence)))"
    }

    @Test(
        "begins where the reader left off, and says so when that cannot be",
        arguments: [
            (nil, .live), ("", .live), (at(20000), .resume(after: Sequence(20000))),
            (at(19999), .resume(after: Sequence(19999))),
            (at(10000), .resume(after: Sequence(10000))), (at(9999), .reset), (at(0), .reset),
            (at(20001), .reset), (at(-1), .reset), ("abc", .reset), ("0", .reset),
            // A number alone may be another ledger's.
            ("19999", .reset), (at(19999, of: .other), .reset), (":19999", .reset),
            ("\(LedgerID.fixture):", .reset), ("\(LedgerID.fixture)", .reset),
        ] as [(String?, Resumption)])
    func resuming(_ id: String?, _ wanted: Resumption) {
        #expect(Resumption(lastEventID: id, at: .fixture(20000)) == wanted)
    }

    @Test("0 stands before the first fact of any ledger")
    func fromTheFirst() {
        #expect(Resumption(lastEventID: "0", at: .fixture(12)) == .resume(after: .zero))
    }
}

extension Fact {
    static func fixture(
        sequence: Int64 = 7, source: String = "sensor:front",
        event: Event = .entrance(Crossing(door: "front", people: 2))
    ) -> Fact {
        let at = Timestamp(milliseconds: 1_795_256_102_120)
        return Fact(
            sequence: Sequence(sequence),
            id: FactID(at: Timestamp(milliseconds: 0x019A_B000_0000), random: (0, 1)), at: at,
            recordedAt: at, source: source, by: nil,
            stamp: ClockStamp(boot: "", monotonic: 0, isTrusted: true), event: event)
    }
}
