import DoorstepCore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DoorstepStore

@Suite struct OlderSchemaTests {
    /// A ledger as an older version left it, opened by this one.
    private static func opened(_ name: String, with more: String = "") throws -> LedgerFixture {
        let scratch = try ScratchDirectory()
        let state = scratch.path + "/state"
        try FileManager.default.createDirectory(
            atPath: state, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).sql")
        var plain = GRDB.Configuration()
        // Tables stand in the file in the order of the alphabet.
        plain.foreignKeysEnabled = false
        plain.journalMode = .wal
        let old = try DatabaseQueue(path: state + "/doorstep.sqlite", configuration: plain)
        try old.inDatabase {
            try $0.execute(sql: try String(contentsOf: file, encoding: .utf8))
            try $0.execute(sql: more)
        }
        try old.close()
        return try LedgerFixture(
            scratch: scratch, clock: WallClock("2026-11-22T04:00:00Z"))
    }

    @Test("a ledger from before the paired screens keeps its facts, goes on, and can pair")
    func access() async throws {
        let fixture = try Self.opened("schema-2")
        let kinds = try await fixture.ledger.facts(after: .zero, limit: 10).map(
            \.event.kind.rawValue)
        #expect(kinds == ["doorUp", "entrance", "greeting", "exit", "occupancy", "doorDown"])
        #expect(fixture.ledger.floor.occupancy == 1)
        #expect(try fixture.ledger.devices().isEmpty)
        #expect(try await fixture.enter(2) == Sequence(7))

        let code = [UInt8](repeating: 1, count: 32)
        let token = [UInt8](repeating: 2, count: 32)
        let now = fixture.clock.now
        try await fixture.ledger.invite(
            Pairing(role: .kiosk, name: "door", expiresAt: now + Pairing.lifetime), code: code)
        let device = try await fixture.ledger.redeem(code, token: token)
        #expect(device?.name == "door")
        #expect(try await fixture.ledger.redeem(code, token: token) == nil)
        #expect(try fixture.ledger.devices().map(\.token) == [token])
    }

    @Test(
        "a delivery from before messages had headers goes out without any, later ones keep theirs")
    func headers() async throws {
        let fixture = try Self.opened("schema-3")
        let saturday = try #require(LocalDate("2026-11-21"))
        let old = try #require(try await fixture.ledger.due(at: fixture.clock.now).first)
        #expect(old.message == Message(contentType: "application/json", body: Array("{}".utf8)))
        let new = try #require(try await fixture.ledger.deliver(.day(saturday)).first)
        let kept = try await fixture.ledger.deliveries(in: .waiting, limit: 1).map(\.delivery)
        #expect(kept == [new])
        #expect(new.message.headers == [Message.Header(name: "Title", value: new.id.rawValue)])
    }

    @Test("a delivery from before bundled messages keeps its attempts, and what was gone is")
    func bundles() async throws {
        let fixture = try Self.opened("schema-4")
        let kept = try await fixture.ledger.deliveries(in: nil, limit: 10)
        #expect(kept.map(\.delivery.id.rawValue) == ["msg_2", "msg_1"])
        #expect(kept.map(\.delivery.state) == [.held, .waiting])
        #expect(kept.map { $0.attempts.map(\.status) } == [[410], [503]])
        #expect(kept[0].delivery.message.headers == [Message.Header(name: "Title", value: "a")])
        #expect(fixture.ledger.health.switchedOffDestinations.map(\.cause) == [.gone])
        // A number that was given is not given again.
        let saturday = try #require(LocalDate("2026-11-21"))
        let new = try #require(try await fixture.ledger.deliver(.day(saturday)).first)
        #expect(new.attempts == 0)
        #expect(try await fixture.ledger.outgoing(new.id) == nil)
        #expect(
            try await fixture.ledger.outgoing(DeliveryID(rawValue: "msg_1"))?.delivery.attempts
                == 1)
    }

    @Test("a delivery from before messages could be dropped keeps its state and what it tells")
    func rounds() async throws {
        let fixture = try Self.opened("schema-5")
        let kept = try await fixture.ledger.deliveries(in: nil, limit: 10).map(\.delivery)
        #expect(kept.map(\.state) == [.bundled, .held, .waiting])
        #expect(kept.map(\.round) == [0, 0, 0])
        #expect(kept[0].bundledIn == kept[2].id)
        #expect(try await fixture.ledger.drop(kept[1].id).state == .dropped)
        try fixture.ledger.close()
        let queue = try DatabaseQueue(path: fixture.scratch.path + "/state/doorstep.sqlite")
        let told = try await queue.read {
            try String.fetchAll($0, sql: "SELECT news FROM delivery WHERE news IS NOT NULL")
        }
        #expect(told == [#"{"kind":"day"}"#])
    }

    @Test("crossings from before their checks were spelled out are what the facts make them")
    func checks() async throws {
        let fixture = try Self.opened("schema-5")
        let kept = try await fixture.ledger.dumpReadTables()
        #expect(kept.count { $0.hasPrefix("crossing") } == 2)
        try await fixture.ledger.rebuildReadTables()
        #expect(try await fixture.ledger.dumpReadTables() == kept)
    }

    @Test("a sensor that asks again after an upgrade is not counted twice")
    func keys() async throws {
        let fixture = try Self.opened(
            "schema-5",
            with: #"""
                INSERT INTO idempotency VALUES ('tap-1', x'0102', CAST('{"sequence":2}' AS BLOB), 0),
                    ('tap-2', x'0102', CAST('no JSON' AS BLOB), 0)
                """#)
        let command = Command(.enter(door: nil, people: 1), source: "test")
        let again = try await fixture.ledger.submit(
            command, key: IdempotencyKey(key: "tap-1", digest: [1, 2]))
        guard case .replayed(let recorded) = again else {
            Issue.record("recorded once more")
            return
        }
        #expect(recorded.fact.sequence == Sequence(2))
    }

    @Test("devices from before programs had tokens keep theirs, and a program can have one")
    func metrics() async throws {
        let before = try DatabaseQueue()
        let migrator = Schema.migrator
        try migrator.migrate(before, upTo: "7. rounds")
        try await before.write {
            try $0.execute(
                sql: """
                    INSERT INTO device VALUES (1, 'counter', 'c', zeroblob(32), 5, NULL);
                    INSERT INTO device VALUES (7, 'kiosk', 'k', randomblob(32), 6, NULL);
                    DELETE FROM device WHERE id = 7
                    """)
        }
        try migrator.migrate(before)
        let devices = try await before.write { db in
            _ = try DeviceTable.add(
                .metrics, name: "prometheus", token: [UInt8](repeating: 1, count: 32),
                at: Timestamp(milliseconds: 7), db)
            return try DeviceTable.all(db).map(\.device)
        }
        #expect(devices.map(\.role) == [.counter, .metrics])
        #expect(devices.map(\.id.rawValue) == [1, 8], "a number is never used twice")
    }

    @Test("a device's number is never used twice")
    func numbers() async throws {
        let fixture = try Self.opened("schema-2")
        var ids: [Int64] = []
        for number in 1...3 as ClosedRange<UInt8> {
            let code = [UInt8](repeating: number, count: 32)
            try await fixture.ledger.invite(
                Pairing(
                    role: .counter, name: "c", expiresAt: fixture.clock.now + Pairing.lifetime),
                code: code)
            let device = try #require(try await fixture.ledger.redeem(code, token: code))
            ids.append(device.id.rawValue)
            #expect(try await fixture.ledger.revoke(device.id))
            #expect(try await !fixture.ledger.revoke(device.id))
        }
        #expect(ids == [1, 2, 3])
    }
}
