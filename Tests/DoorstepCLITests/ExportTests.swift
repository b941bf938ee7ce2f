import DoorstepAPI
import DoorstepCore
import FakeDaemon
import Foundation
import TestSupport
import Testing

@testable import DoorstepCLI

struct ExportTests {
    static let facts = [
        Answers.fact(1, "entrance", Answers.party),
        Answers.fact(2, "exclusion", #""about":1,"reason":"staff""#),
        Answers.fact(3, "occupancy", #""people":4,"reason":"=1+1, \"x\"""#),
        Answers.fact(4, "void", #""about":3"#, at: "2026-11-22T10:00:00.000Z"),
    ].map { $0.dropLast() + #","ledger":"\#(LedgerID.fixture)"}"# }

    static func daemon(_ request: FakeDaemon.Request) -> FakeDaemon.Reply {
        switch request.line {
        case "GET /v1/facts?after=0&limit=10000":
            .json(200, facts[...1].joined(separator: "\n") + "\n")
        case "GET /v1/facts?after=\(LedgerPosition.fixture(2))&limit=10000":
            .json(200, facts[2...].joined(separator: "\n") + "\n")
        case "GET /v1/facts?after=\(LedgerPosition.fixture(4))&limit=10000": .json(200, "")
        case "GET /v1/summaries/day/2026-11-22": .json(200, Summaries.day)
        default: .notProvidedFor
        }
    }

    @Test("CSV has a row for each fact and says what became of it")
    func csv() throws {
        let (outcome, _) = try Outcome.of(["export"], Self.daemon)
        let at = "2026-11-21T10:15:02.120Z"
        let id = "019aa5f8-0000-7000-8000-00001000000"
        let ledger = LedgerID.fixture
        #expect(
            outcome.output.split(separator: "\r\n", omittingEmptySubsequences: false).map(
                String.init)
                == [
                    FactRow.columns.joined(separator: ","),
                    "\(ledger),1,\(id)1,entrance,\(at),\(at),staff,lea,front,2,,,,,,,,,,,,,,,,,,,,,,,,,,,,staff",
                    "\(ledger),2,\(id)2,exclusion,\(at),\(at),staff,lea,,,,,,,,,1,,,,,,,,,,,,staff,,,,,,,,,",
                    "\(ledger),3,\(id)3,occupancy,\(at),\(at),staff,lea,,4,,,,,,,,,,,,,,,,,,,\"'=1+1, \"\"x\"\"\",,,,,,,,4,",
                    "\(ledger),4,\(id)4,void,2026-11-22T10:00:00.000Z,2026-11-22T10:00:00.000Z,staff,lea,,,,,,,,,3,,,,,,,,,,,,,,,,,,,,,",
                    "",
                ])
    }

    @Test("NDJSON is the daemon's own lines, page after page")
    func ndjson() throws {
        let (outcome, _) = try Outcome.of(["export", "--format", "ndjson"], Self.daemon)
        #expect(outcome.output == Self.facts.joined(separator: "\n") + "\n")
    }

    @Test("--from begins with the shop's day")
    func from() throws {
        let (outcome, _) = try Outcome.of(
            ["export", "--format", "ndjson", "--from", "2026-11-22"], Self.daemon)
        #expect(outcome.output == Self.facts[3] + "\n")
    }

    @Test("a file appears whole or not at all, and an older one stays when it fails")
    func atomic() throws {
        let directory = try scratchDirectory()
        let path = directory + "/facts.csv"
        let (good, _) = try Outcome.of(["export", "--output", path], Self.daemon)
        #expect(good.error == "4 facts written to \(path)\n")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("ledger,sequence,"))
        let (bad, _) = try Outcome.of(["export", "--output", path]) { _ in .notProvidedFor }
        #expect(bad.status == 1)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["facts.csv"])
    }

    @Test(
        "no field is taken for a formula",
        arguments: [
            ("=1+1", "'=1+1"), ("+33 1", "'+33 1"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("a=1", "a=1"), ("", ""),
        ])
    func guards(text: String, written: String) { #expect(CSV.guarded(text) == written) }

    @Test("every kind of fact fills its own columns only")
    func columns() {
        #expect(Set(FactRow.columns).count == FactRow.columns.count)
        let fact = Fact(
            sequence: Sequence(1), id: FactID(at: Timestamp(seconds: 0), random: (0, 0)),
            at: Timestamp(seconds: 0), recordedAt: Timestamp(seconds: 0), source: "doorstepd",
            by: nil, stamp: .unknown, event: .clockSet(boot: "b", shift: -5))
        let row = FactRow(FactOfLedger(fact: fact, ledger: nil))
        #expect(row.text.hasSuffix(",,b,-5,,\r\n"))
    }
}
