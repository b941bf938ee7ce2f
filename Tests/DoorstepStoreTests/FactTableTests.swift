import DoorstepCore
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

@testable import DoorstepStore

@Suite struct FactTableTests {
    private static func ledger() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        return queue
    }

    @Test("each member is a column of the table of facts")
    func columns() async throws {
        let columns = try await Self.ledger().read { try $0.columns(in: "fact").map(\.name) }
        #expect(
            columns.suffix(FactMember.Name.allCases.count)
                == FactMember.Name.allCases.map(\.rawValue)[...])
    }

    @Test("each kind is one that the schema takes")
    func kinds() async throws {
        let kinds = try await Self.ledger().read {
            try String.fetchSet($0, sql: "SELECT name FROM factKind")
        }
        #expect(kinds == Set(Event.Kind.allCases.map(\.rawValue)))
    }

    @Test("the facts of a day gone by are found without reading all facts since")
    func plans() async throws {
        let shop = Shop.fixture()
        let day = shop.calendar.tradingDay(containing: Timestamp(at: "2016-11-21T09:30:00Z"))
        let plans = try await Self.ledger().read { db in
            let asked = Mutex<[String]>([])
            db.trace { event in asked.withLock { $0.append(event.expandedDescription) } }
            _ = try FactTable.facts(of: day, db)
            _ = try FactTable.hasFacts(in: day.interval, db)
            _ = try FactTable.hasCrossings(at: "front", in: day.interval, db)
            db.trace(options: [])
            return try asked.withLock { $0 }.map { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map {
                    $0["detail"] as String
                }
            }
        }
        #expect(plans.count == 3)
        for plan in plans {
            #expect(plan.contains { $0.hasSuffix("factByTime (at>? AND at<?)") })
            #expect(!plan.contains { $0.hasSuffix("factByTime (at>?)") }, "\(plan)")
        }
    }

    @Test("a fact comes back as it went in", arguments: Event.examples)
    func rows(event: Event) async throws {
        let example = Fact.example(event)
        let fact = Fact(
            sequence: Sequence(1), id: example.id, at: example.at, recordedAt: example.recordedAt,
            source: example.source, by: "lea", stamp: ClockReading.fixture(example.at).stamp,
            event: event)
        try await Self.ledger().write { db in
            let boot = try FactTable.number(ofBoot: fact.stamp.boot, db)
            try FactTable.insert(fact, boot: boot, db)
            #expect(try FactTable.fact(Sequence(1), db) == fact)
        }
    }

    @Test(
        "the database itself refuses a member that is none",
        arguments: [
            "people = -1", "people = 100001", "door = ''", "about = 0", "visit = -1",
            "answer = 'shrug'", "outcome = 'stole'", "face = 4", "flag = 'odd'", "counts = 2",
            "observed = '{'", "imported = 2", "certain = 'yes'", "madSince = 'soon'",
        ])
    func checks(change: String) async throws {
        let (name, value) = try #require(change.split(separator: " = ").map(String.init).pair)
        await #expect(throws: DatabaseError.self) {
            try await Self.ledger().write { db in
                try db.execute(sql: "INSERT INTO boot (id) VALUES ('b')")
                try db.execute(
                    sql: """
                        INSERT INTO fact (sequence, id, kind, at, recordedAt, source, bootNumber,
                            monotonic, isTrusted, \(name))
                        VALUES (1, randomblob(16), 'entrance', 0, 0, 'staff', 1, 0, 1, \(value))
                        """)
            }
        }
    }

    @Test("the row that the refusals are tried on is taken without the mistake")
    func taken() async throws {
        try await Self.ledger().write { db in
            try db.execute(sql: "INSERT INTO boot (id) VALUES ('b')")
            try db.execute(
                sql: """
                    INSERT INTO fact (sequence, id, kind, at, recordedAt, source, bootNumber,
                        monotonic, isTrusted, people)
                    VALUES (1, randomblob(16), 'entrance', 0, 0, 'staff', 1, 0, 1, 1)
                    """)
        }
    }
}

extension [String] {
    fileprivate var pair: (String, String)? { count == 2 ? (self[0], self[1]) : nil }
}
