import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import Glibc
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct OutboxRoutesTests {
    @Test("the courier gets what is due, byte for byte, and what it tells is in the ledger")
    func round() async throws {
        let shop = try await ServiceFixture.apart()
        let owed = try #require(try await shop.ledger.deliveries(in: .waiting, limit: 1).first)
            .delivery
        let work = try await shop.work()
        #expect(work.work == (try await shop.ledger.work(at: shop.clock.now)))
        #expect(work.due.map(\.id) == [owed.id])
        #expect(work.nextDue == owed.dueAt)

        let outgoing = try await shop.call(
            .post, Route.outgoing(owed.id.rawValue), #"{"courier":"one","resuming":true}"#,
            over: .courier())
        let body = try JSONDecoder().decode(OutgoingBody.self, from: Data(outgoing.text.utf8))
        #expect(body.outgoing == Outgoing(owed))
        let former = Outgoing(owed, isConfigured: false)
        let told = try JSONWriter.bytes(OutgoingBody(former))
        let heard = try JSONDecoder().decode(OutgoingBody.self, from: Data(told))
        #expect(heard.outgoing == former)

        let report = AttemptReportBody(.fixture(), begunIn: 0, leadingTo: .delivered)
        for _ in 0..<2 {
            let told = try await shop.call(
                .post, Route.attempts(owed.id.rawValue), try JSONWriter.string(report),
                over: .courier())
            #expect(told.status == 204)
        }
        let kept = try #require(try await shop.ledger.deliveries(in: .delivered, limit: 1).first)
        #expect(kept.attempts == [.fixture()], "told twice, it counts once")
        let rest = try await shop.call(
            .post, Route.outgoing(owed.id.rawValue), #"{"courier":"one"}"#, over: .courier())
        #expect(rest.text == "{}")
    }

    @Test(
        "every step arrives as it was told",
        arguments: [
            DeliveryStep.delivered, .retry(at: Timestamp(at: "2026-11-21T09:35:00.250Z")),
            .waitForNetwork(until: Timestamp(at: "2026-11-21T09:31:00Z")), .dead, .switchOff,
            .refuseLogin,
        ])
    func steps(_ step: DeliveryStep) throws {
        let attempt = Attempt.fixture(status: nil, error: "no answer in time", mayHaveArrived: true)
        let written = try JSONWriter.bytes(AttemptReportBody(attempt, begunIn: 3, leadingTo: step))
        let read = try AttemptReportBody(reading: try JSONParser.parse(written))
        #expect(read.deliveryStep == step)
        #expect(read.round == 3)
        #expect(read.attempt.attempt == attempt)
    }

    @Test(
        "only the daemon's own user, root and doorstep-courier may be the courier",
        arguments: [
            (UInt32?(geteuid()), true), (0, true), (994, true), (993, false), (65534, false),
            (nil, false),
        ])
    func who(_ uid: UInt32?, _ isLetIn: Bool) async throws {
        let shop = try await ServiceFixture.apart()
        let connection = Connection(
            way: .unix, uid: uid,
            names: UserNames(known: [994: "doorstep-courier", 993: "anna"]))
        let answer = try await shop.claim(over: connection)
        #expect(answer.status == (isLetIn ? 200 : 403))
        let id = try await shop.deliver().rawValue
        for path in [Route.outgoing(id), Route.attempts(id), Route.testAnswer("1")] {
            // Whoever is let in is told that the body is nothing.
            let answer = try await shop.call(.post, path, over: connection)
            #expect(answer.problem == (isLetIn ? "400 missing-field" : "403 not-the-courier"))
        }
        if uid == 993 {
            #expect(
                try answer.json()["detail"] as? String
                    == "User anna asks for the managers' messages, which only the courier gets.")
        }
    }

    @Test(
        "the courier's own user gets nothing but the outbox",
        arguments: [
            (HTTPRequest.Method.get, "/v1/facts"), (.get, "/v1/now"), (.get, "/report"),
            (.post, "/v1/entrances"), (.post, "/v1/pairings"),
        ])
    func nothingElse(_ method: HTTPRequest.Method, _ path: String) async throws {
        let shop = try await ServiceFixture.apart()
        let courier = Connection(
            way: .unix, uid: 994, names: UserNames(known: [994: "doorstep-courier"]))
        let answer = try await shop.call(method, path, over: courier)
        #expect(answer.problem == "403 only-the-outbox")
        #expect(try await shop.ledger.facts(after: .zero, limit: 1).isEmpty)
    }

    @Test("a daemon that delivers itself gives nothing away, and takes no word of others")
    func here() async throws {
        let shop = try ServiceFixture()
        let id = try await shop.deliver().rawValue
        #expect(try await shop.claim().problem == "409 courier-is-here")
        let report = try JSONWriter.string(
            AttemptReportBody(.fixture(), begunIn: 0, leadingTo: .delivered))
        let told = try await shop.call(.post, Route.attempts(id), report, over: .courier())
        #expect(told.problem == "409 courier-is-here")
        #expect(try await shop.ledger.deliveries(in: .delivered, limit: 1).isEmpty)
    }

    private static let attempt =
        #""attempt":{"number":1,"at":"2026-11-21T09:30:01Z","milliseconds":12},"round":0"#

    @Test(
        "refuses bad reports by name, and keeps nothing of them",
        arguments: [
            ("{}", "400 missing-field"), (#"{"attempt":1,"step":"dead"}"#, "400 invalid-body"),
            (#"{"attempt":{},"step":"dead"}"#, "400 missing-field"),
            (#"{\#(attempt)}"#, "400 missing-field"),
            (#"{\#(attempt),"step":"gone"}"#, "422 invalid-value"),
            (
                #"{"attempt":{"number":1,"at":"2026-11-21T09:30:01Z","milliseconds":1},"step":"dead"}"#,
                "400 missing-field"
            ),
            (#"{\#(attempt),"step":"retry"}"#, "422 invalid-value"),
            (
                #"{\#(attempt),"step":"dead","until":"2026-11-21T09:30:01Z"}"#,
                "422 invalid-value"
            ),
            (#"{\#(attempt),"step":"dead","by":"me"}"#, "400 unknown-field"),
            (
                #"{"attempt":{"number":0,"at":"2026-11-21T09:30:01Z","milliseconds":1},"step":"dead"}"#,
                "422 invalid-value"
            ),
        ])
    func badReports(_ body: String, _ problem: String) async throws {
        let shop = try await ServiceFixture.apart(hasDelivery: false)
        let id = try await shop.deliver()
        let answer = try await shop.call(
            .post, Route.attempts(id.rawValue), body, over: .courier())
        #expect(answer.problem == problem)
        #expect(try await shop.ledger.deliveries(in: nil, limit: 1).first?.attempts.isEmpty == true)
    }

    @Test(
        "a courier killed in the midst of an attempt: the recorder says that the message may have arrived"
    )
    func cutOff() async throws {
        let shop = try await ServiceFixture.apart()
        let owed = try #require(try await shop.ledger.due(at: shop.clock.now).first)
        func ask(_ courier: String) async throws -> String {
            let request = OutgoingRequestBody(
                CourierBody(courier: courier, resuming: true), begins: true)
            return try await shop.call(
                .post, Route.outgoing(owed.id.rawValue), try JSONWriter.string(request),
                over: .courier()
            ).text
        }
        for _ in 1...2 { #expect(try await ask("one").contains(owed.id.rawValue)) }
        // The desk lets another in once the first is gone; a program is told again.
        shop.clock.advance(.seconds(60))
        #expect(try await ask("two").contains(owed.id.rawValue))
        let list = try await shop.call(.get, Route.deliveries).text
        #expect(
            list.contains(
                #""error":"the courier was stopped before it could report the result","#
                    + #""mayHaveArrived":true}"#))
    }

    @Test("an attempt at a delivery that never was is refused by name")
    func unknown() async throws {
        let shop = try await ServiceFixture.apart()
        let report = try JSONWriter.string(
            AttemptReportBody(.fixture(), begunIn: 0, leadingTo: .delivered))
        let answer = try await shop.call(
            .post, Route.attempts("msg_0"), report, over: .courier())
        #expect(answer.problem == "404 unknown-delivery")
    }
}
