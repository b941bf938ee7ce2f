import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import Glibc
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

@Suite(.timeLimit(.minutes(20))) struct CourierDeskTests {
    @Test("a question that waits is answered when a summary is made, not before")
    func waiting() async throws {
        let shop = try await ServiceFixture.apart(hasDelivery: false)
        let version = try await shop.work().version
        async let answer = shop.work(version: version, wait: 25)
        await shop.waits.sleeper(for: .seconds(25))
        let id = try await shop.deliver()
        let work = try await answer
        #expect(work.due.map(\.id) == [id])
        #expect(work.version != version)
    }

    @Test("what came between two questions is answered at once")
    func between() async throws {
        let shop = try await ServiceFixture.apart(hasDelivery: false)
        let version = try await shop.work().version
        let id = try await shop.deliver()
        #expect(try await shop.work(version: version, wait: 25).due.map(\.id) == [id])
        #expect(shop.waits.waits.isEmpty)
    }

    @Test("with nothing new, the answer comes when the wait is over, and says that nothing is new")
    func over() async throws {
        let shop = try await ServiceFixture.apart()
        let version = try await shop.work().version
        async let answer = shop.work(version: version, wait: 25)
        await shop.waits.sleeper(for: .seconds(25))
        shop.waits.advance(by: .seconds(25))
        let work = try await answer
        #expect(work.version == version)
    }

    @Test("while one courier has the work another gets none, until the first is gone")
    func two() async throws {
        let shop = try await ServiceFixture.apart()
        #expect(try await shop.claim("one").status == 200)
        let refused = try await shop.claim("two", over: .courier(process: 200))
        #expect(refused.problem == "409 other-courier")
        #expect((try refused.json()["detail"] as? String)?.contains("process 100") == true)
        let id = try #require(try await shop.ledger.due(at: shop.clock.now).first).id
        let outgoing = try await shop.call(
            .post, Route.outgoing(id.rawValue), #"{"courier":"two","resuming":true}"#,
            over: .courier(process: 200))
        #expect(outgoing.problem == "409 other-courier")

        shop.gone.insert(100)
        #expect(try await shop.claim("two", over: .courier(process: 200)).status == 200)
        #expect(try await shop.claim("one").problem == "409 other-courier")
    }

    @Test("a courier that hangs loses its work after three quarters of a minute")
    func hanging() async throws {
        let shop = try await ServiceFixture.apart()
        #expect(try await shop.claim("one").status == 200)
        shop.clock.advance(.milliseconds(44_999))
        #expect(try await shop.claim("two").status == 409)
        shop.clock.advance(.milliseconds(1))
        #expect(try await shop.claim("two").status == 200)
    }

    @Test("after a start, the courier that was at work goes before one that was not")
    func restarted() async throws {
        let shop = try await ServiceFixture.apart(isFresh: true)
        #expect(try await shop.claim("new").problem == "503 courier-must-wait")
        #expect(try await shop.claim("old", resuming: true).status == 200)
        #expect(try await shop.claim("new").problem == "409 other-courier")

        let other = try await ServiceFixture.apart(isFresh: true)
        other.clock.advance(.seconds(3))
        #expect(try await other.claim("new").status == 200)
    }

    @Test(
        "health tells of a courier that has been silent for two minutes, and no longer when it is back"
    )
    func silence() async throws {
        let shop = try await ServiceFixture.apart(isFresh: true)
        func check() -> HealthBody.Check? {
            shop.service.healthBody.checks.first { $0.name == "courier" }
        }
        shop.clock.advance(.milliseconds(119_999))
        #expect(check() == HealthBody.Check(name: "courier", ok: true))
        shop.clock.advance(.seconds(60))
        #expect(
            check()
                == HealthBody.Check(
                    name: "courier", ok: false,
                    detail: "for 2 minutes no courier has asked for work, and nothing is sent:  "
                        + "systemctl status doorstep-courier"))
        #expect(shop.service.healthBody.status == "degraded")
        _ = try await shop.claim()
        #expect(check()?.ok == true)
        let here = try ServiceFixture().service.healthBody.checks.map(\.name)
        #expect(!here.contains("courier"))
    }

    // MARK: Tests of a destination

    private static let answer = DestinationTestBody(
        destination: "manager", delivered: true, host: "https://hooks.example/…",
        contentType: "application/json", body: "{\n}", attempt: AttemptBody(.fixture()),
        note: nil)

    @Test("a test goes to the courier, and what it says comes back to whoever asked")
    func test() async throws {
        let shop = try await ServiceFixture.apart()
        let version = try await shop.work().version
        async let answer = shop.call(.post, Route.test("manager"))
        // Answered by the test alone: nothing else is new.
        let work = try await shop.work(version: version, wait: 25)
        let errand = try #require(work.tests.first)
        #expect(errand.destination == "manager")
        #expect(try await shop.work().tests == [errand], "another courier would find it too")
        let told = try await shop.call(
            .post, Route.testAnswer(errand.id), try JSONWriter.string(Self.answer),
            over: .courier())
        #expect(told.status == 204)
        let given = try await answer
        let body = try JSONDecoder().decode(
            DestinationTestBody.self, from: Data(given.text.utf8))
        #expect(body == Self.answer)
        #expect(try await shop.work().tests.isEmpty)
        let late = try await shop.call(
            .post, Route.testAnswer(errand.id), try JSONWriter.string(Self.answer),
            over: .courier())
        #expect(late.problem == "404 unknown-test")
    }

    @Test(
        "a refused login is held with its reason in health and on the counter, until a test arrives"
    )
    func login() async throws {
        let shop = try await ServiceFixture.apart()
        let owed = try #require(try await shop.work().due.first)
        let report = AttemptReportBody(
            .fixture(status: 535, error: "the mail server refused the login: 535 no; check it"),
            begunIn: 0, leadingTo: .refuseLogin)
        _ = try await shop.call(
            .post, Route.attempts(owed.id.rawValue), try JSONWriter.string(report), over: .courier()
        )
        #expect(try await shop.work().due.isEmpty)
        let check = shop.service.healthBody.checks.first { $0.name == "destination:manager" }
        #expect(
            check
                == HealthBody.Check(
                    name: "destination:manager", ok: false,
                    detail:
                        "nothing is sent since 2026-11-21T10:30:01.000+01:00: the mail server refused the login: 535 no; "
                        + "check it; when that is mended:  doorstep destination test manager"))
        #expect(try await shop.call(.get, Route.now).text.contains(#""undelivered":1"#))
        let list = try await shop.call(.get, Route.destinations).text
        #expect(list.contains(#""state":"login""#) && list.contains("535 no; check it"))

        let version = try await shop.work().version
        async let answer = shop.call(.post, Route.test("manager"))
        let errand = try #require(try await shop.work(version: version, wait: 25).tests.first)
        _ = try await shop.call(
            .post, Route.testAnswer(errand.id), try JSONWriter.string(Self.answer),
            over: .courier())
        #expect(
            try await answer.text.contains("the login is taken again, and what waited is sent now"))
        #expect(try await shop.work().due.map(\.id) == [owed.id])
        #expect(try await !shop.call(.get, Route.now).text.contains("undelivered"))
    }

    @Test("without a courier a test is refused at once, with what to look at")
    func noCourier() async throws {
        let shop = try await ServiceFixture.apart()
        let refused = try await shop.call(.post, Route.test("manager"))
        #expect(refused.problem == "503 courier-silent")
        #expect(try refused.json()["hint"] as? String == "systemctl status doorstep-courier")
        _ = try await shop.work()
        shop.gone.insert(100)
        #expect(try await shop.call(.post, Route.test("manager")).problem == "503 courier-silent")
        #expect(
            try await shop.call(.post, Route.test("nobody")).problem == "404 unknown-destination")
    }

    @Test("a test that the courier says nothing of is given up after 25 seconds")
    func noAnswer() async throws {
        let shop = try await ServiceFixture.apart()
        _ = try await shop.work()
        async let answer = shop.call(.post, Route.test("manager"))
        await shop.waits.sleeper(for: .seconds(25))
        shop.waits.advance(by: .seconds(25))
        let given = try await answer
        #expect(given.problem == "503 courier-silent")
        #expect(try await shop.work().tests.isEmpty)
    }
}
