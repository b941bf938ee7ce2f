import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

@Suite struct CrossingRoutesTests {
    @Test("an entrance needs no body: one person, the only door, now, and a greeting is due")
    func bodyless() async throws {
        let shop = try ServiceFixture()
        let answer = try await shop.call(.post, Route.entrances)
        #expect(answer.status == 201)
        let body = try JSONDecoder().decode(Recorded.self, from: Data(answer.text.utf8))
        #expect(body.fact.event.kind == .entrance)
        #expect(body.fact.at == Timestamp(at: "2026-11-21T09:30:00Z"))
        #expect(body.fact.source == "staff")
        #expect(body.prompt?.moment == .greeting)
        #expect(body.prompt?.script != nil)
    }

    @Test("an exit and an opening open prompts of their own")
    func others() async throws {
        let shop = try ServiceFixture()
        let exit = try await shop.call(.post, Route.exits, #"{"people":2,"source":"sensor:front"}"#)
        #expect(exit.status == 201)
        #expect(exit.text.contains(#""moment":"farewell""#))
        let opening = try await shop.call(.post, Route.openings, #"{"door":"front"}"#)
        #expect(opening.status == 201)
        #expect(opening.text.contains(#""moment":"direction""#))
    }

    @Test(
        "refuses bad bodies by name, and records nothing",
        arguments: [
            ("{", "400 invalid-json"), ("{}{}", "400 invalid-json"),
            (#"{"people":1,}"#, "400 invalid-json"),
            (#"{"people":1,"people":2}"#, "400 invalid-json"),
            ("\u{FEFF}{}", "400 invalid-json"), ("[]", "400 invalid-body"),
            (String(repeating: "[", count: 17), "400 invalid-json"),
            (#"{"peeple":1}"#, "400 unknown-field"), (#"{"people":"2"}"#, "400 invalid-body"),
            (#"{"people":1.5}"#, "400 invalid-body"), (#"{"people":0}"#, "422 invalid-value"),
            (#"{"people":-1}"#, "422 invalid-value"), (#"{"people":501}"#, "422 invalid-value"),
            (#"{"door":"back"}"#, "422 unknown-door"), (#"{"door":""}"#, "422 invalid-value"),
            (#"{"at":"yesterday"}"#, "422 invalid-value"),
            (#"{"at":"2026-11-21T11:30:00Z"}"#, "422 too-far-ahead"),
            (#"{"at":"2020-01-01T00:00:00Z"}"#, "422 too-far-back"),
        ])
    func badBodies(_ body: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        let answer = try await shop.call(.post, Route.entrances, body)
        #expect(answer.problem == problem)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(shop.ledger.floor.sequence == .zero)
    }

    @Test("in a shop with two doors the door must be named")
    func twoDoors() async throws {
        let shop = try ServiceFixture(
            shop: .fixture(doors: [Door(name: "front"), Door(name: "court")]))
        #expect(try await shop.call(.post, Route.entrances).problem == "422 door-missing")
        #expect(try await shop.call(.post, Route.entrances, #"{"door":"court"}"#).status == 201)
    }

    @Test("the same key and request get the same answer and record nothing twice")
    func idempotency() async throws {
        let shop = try ServiceFixture()
        let first = try await shop.call(.post, Route.entrances, #"{"people":2}"#, key: "k-1")
        shop.clock.advance(.seconds(3600))
        let again = try await shop.call(.post, Route.entrances, #"{ "people" : 2 }"#, key: "k-1")
        #expect(again.status == 201)
        #expect(again.text == first.text)
        #expect(first.headers[.idempotentReplayed] == nil)
        #expect(again.headers[.idempotentReplayed] == "true")
        #expect(shop.ledger.floor.sequence == Sequence(1))
        let other = try await shop.call(.post, Route.entrances, #"{"people":3}"#, key: "k-1")
        #expect(other.problem == "409 key-reused")
        let elsewhere = try await shop.call(.post, Route.exits, #"{"people":2}"#, key: "k-1")
        #expect(elsewhere.problem == "409 key-reused")
    }

    @Test("a sensor that asks again is told of the same fact, with its prompt as it stands now")
    func replayedLater() async throws {
        let shop = try ServiceFixture()
        let key = String(repeating: "k", count: 255)
        let first = try await shop.call(.post, Route.entrances, key: key)
        #expect(first.text.contains(#""state":"open""#))
        shop.clock.advance(.seconds(10))
        _ = try await shop.call(.post, Route.answer("1"), #"{"answer":"said"}"#)
        let again = try await shop.call(.post, Route.entrances, key: key)
        #expect(again.headers[.idempotentReplayed] == "true")
        #expect(
            again.text.contains(#""sequence":1,"#) && again.text.contains(#""state":"answered""#))
        #expect(shop.ledger.floor.counts.entrances == 1)
    }

    @Test("a fact carries the user who sent it")
    func user() async throws {
        let shop = try ServiceFixture()
        let connection = Connection(way: .unix, uid: 0)
        let answer = try await shop.call(.post, Route.entrances, over: connection)
        #expect(answer.text.contains(#""by":"root""#))
        let stranger = Connection(way: .unix, uid: 3_999_999)
        #expect(
            try await shop.call(.post, Route.entrances, over: stranger).text
                .contains(#""by":"3999999""#))
    }

    @Test("nobody records over TCP without a token")
    func tcp() async throws {
        let shop = try ServiceFixture()
        let connection = Connection(way: .tcp, uid: nil)
        let answer = try await shop.call(.post, Route.entrances, over: connection)
        #expect(answer.problem == "421 wrong-host")
    }
}

@Suite struct FactRoutesTests {
    @Test("lists facts one a line, after a number, to a limit, over more than one page")
    func list() async throws {
        let shop = try ServiceFixture()
        for _ in 0..<4 {
            _ = try await shop.ledger.restore(
                (0..<300).map { _ in .fixture(at: shop.clock.now) })
        }
        func sequences(_ query: String) async throws -> [Int64] {
            let answer = try await shop.call(.get, Route.facts + query)
            #expect(answer.headers[.contentType] == "application/x-ndjson")
            return try answer.text.split(separator: "\n").map {
                try JSONDecoder().decode(Fact.self, from: Data($0.utf8)).sequence.value
            }
        }
        let ledger = shop.ledger.id
        #expect(try await sequences("") == Array(1...1000))
        #expect(try await sequences("?after=0&limit=1") == [1])
        #expect(try await sequences("?after=\(ledger):1100&limit=10000") == Array(1101...1200))
        #expect(try await sequences("?after=\(ledger):3&limit=2") == [4, 5])
        #expect(try await sequences("?after=\(ledger):1200") == [])
    }

    @Test("a position of another ledger is told so, and a number alone is none")
    func otherLedger() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        let other = try await shop.call(.get, "\(Route.facts)?after=\(LedgerID.other):1")
        #expect(other.problem == "409 other-ledger")
        #expect(other.text.contains("\(shop.ledger.id)"))
        let beyond = try await shop.call(.get, "\(Route.facts)?after=\(shop.ledger.id):2")
        #expect(beyond.problem == "409 other-ledger")
        for text in ["1", "-1", "\(shop.ledger.id)", "\(shop.ledger.id):", ":1", "x:1"] {
            let answer = try await shop.call(.get, "\(Route.facts)?after=\(text)")
            #expect(answer.problem == "400 invalid-parameter", "\(text)")
        }
        let line = try await shop.call(.get, Route.facts).text
        #expect(line.contains("\"ledger\":\"\(shop.ledger.id)\""))
    }

    @Test("undoes a fact once")
    func void() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        let answer = try await shop.call(.post, Route.void(1), #"{"reason":"animal:dog"}"#)
        #expect(answer.status == 201)
        #expect(answer.text.contains(#""kind":"void","about":1,"reason":"animal:dog""#))
        #expect(try await shop.call(.post, Route.void(1)).problem == "409 already-voided")
        #expect(try await shop.call(.post, Route.void(9)).problem == "404 unknown-fact")
        #expect(try await shop.call(.post, "/v1/facts/one/void").problem == "404 unknown-fact")
        #expect(try await shop.call(.post, "/v1/facts/-1/void").problem == "404 unknown-fact")
        let beyond = "/v1/facts/99999999999999999999/void"
        #expect(try await shop.call(.post, beyond).problem == "404 unknown-fact")
        #expect(try await shop.call(.post, Route.void(2)).problem == "422 cannot-void")
    }
}

@Suite struct PromptRoutesTests {
    @Test("a prompt is answered once, and then it is no longer open")
    func answer() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        #expect(try await shop.call(.get, Route.prompts).text.contains(#""id":"1""#))
        shop.clock.advance(.seconds(10))
        let body = #"{"answer":"said","observed":{"smile":true},"outcome":"browsed"}"#
        let answer = try await shop.call(.post, Route.answer("1"), body)
        #expect(answer.status == 201)
        #expect(answer.text.contains(#""state":"answered""#))
        #expect(
            try await shop.call(.post, Route.answer("1"), body).problem == "409 prompt-answered")
        #expect(try await shop.call(.get, Route.prompts).text == #"{"prompts":[]}"#)
        let answered = try await shop.call(.get, Route.prompts + "?state=answered")
        #expect(answered.text.contains(#""id":"1""#))
    }

    @Test(
        "refuses answers that do not fit",
        arguments: [
            ("1", "{}", "400 missing-field"), ("1", "", "400 missing-field"),
            ("1", #"{"answer":"hello"}"#, "422 invalid-value"),
            ("1", #"{"answer":"entrance"}"#, "422 answer-does-not-fit"),
            ("1", #"{"answer":"notAVisitor"}"#, "422 reason-missing"),
            ("2", #"{"answer":"said"}"#, "404 unknown-prompt"),
            ("x", #"{"answer":"said"}"#, "404 unknown-prompt"),
        ])
    func refused(_ id: String, _ body: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        #expect(try await shop.call(.post, Route.answer(id), body).problem == problem)
    }

    @Test("knows four states of a prompt", arguments: ["", "closed", "Open"])
    func states(_ state: String) async throws {
        let shop = try ServiceFixture()
        let answer = try await shop.call(.get, Route.prompts + "?state=" + state)
        #expect(answer.problem == "400 invalid-parameter")
    }
}

@Suite struct NoteAndDoorRoutesTests {
    @Test("a recount sets the occupancy")
    func recount() async throws {
        let shop = try ServiceFixture()
        #expect(try await shop.call(.post, Route.occupancy, #"{"people":7}"#).status == 201)
        #expect(shop.ledger.floor.occupancy == 7)
        #expect(try await shop.call(.post, Route.occupancy).problem == "400 missing-field")
    }

    @Test("a face is 0 to 3")
    func feedback() async throws {
        let shop = try ServiceFixture()
        #expect(try await shop.call(.post, Route.feedback, #"{"face":3}"#).status == 201)
        let answer = try await shop.call(.post, Route.feedback, #"{"face":4}"#)
        #expect(answer.problem == "422 invalid-value")
    }

    @Test("what looks like misuse is listed with its reason, and somebody decides")
    func review() async throws {
        let shop = try ServiceFixture()
        let press = #"{"face":0,"device":"till"}"#
        #expect(try await shop.call(.post, Route.feedback, press).status == 201)
        let flagged = try await shop.call(.post, Route.feedback, press)
        #expect(flagged.text.contains(#""flag":"repeated""#))
        let list = try await shop.call(.get, Route.feedback + "?flagged=true").text
        #expect(
            list == #"{"feedback":[{"sequence":2,"at":"2026-11-21T09:30:00.000Z","face":0,"#
                + #""device":"till","flag":"repeated","reviewed":false,"counts":false}]}"#)
        let rest = try await shop.call(.get, Route.feedback + "?flagged=false").text
        #expect(rest.contains(#""sequence":1"#) && !rest.contains(#""sequence":2"#))
        let review = try await shop.call(.post, Route.review(2), #"{"counts":true}"#)
        #expect(review.text.contains(#""kind":"review","about":2,"counts":true"#))
        let again = try await shop.call(.post, Route.review(2), #"{"counts":false}"#)
        #expect(again.status == 201)
        #expect(try await shop.call(.post, Route.void(4)).status == 201)
        let decided = try await shop.call(.get, Route.feedback).text
        #expect(decided.contains(#""flag":"repeated","reviewed":true,"counts":true"#))
        #expect(try await shop.call(.post, Route.void(3)).status == 201)
        let undone = try await shop.call(.get, Route.feedback).text
        #expect(undone.contains(#""flag":"repeated","reviewed":false,"counts":false"#))
        shop.clock.set("2026-11-22T10:00:00Z")
        #expect(try await shop.call(.get, Route.feedback).text == #"{"feedback":[]}"#)
    }

    @Test(
        "refuses a review that cannot be",
        arguments: [
            ("1", "{}", "400 missing-field"), ("1", #"{"counts":"yes"}"#, "400 invalid-body"),
            ("2", #"{"counts":true}"#, "404 unknown-feedback"),
            ("x", #"{"counts":true}"#, "404 unknown-feedback"),
        ])
    func refusedReview(_ sequence: String, _ body: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.feedback, #"{"face":3}"#)
        _ = try await shop.call(.post, Route.entrances)
        let answer = try await shop.call(.post, "/v1/feedback/\(sequence)/review", body)
        #expect(answer.problem == problem)
        let query = try await shop.call(.get, Route.feedback + "?flagged=1")
        #expect(query.problem == "400 invalid-parameter")
    }

    @Test("a heartbeat is noted and not recorded")
    func heartbeat() async throws {
        let shop = try ServiceFixture()
        let answer = try await shop.call(.post, Route.heartbeat("front"))
        #expect(answer.status == 204)
        #expect(answer.text == "")
        #expect(shop.service.doorWatch.lastSeen("front") == shop.clock.now)
        #expect(shop.ledger.floor.sequence == .zero)
        #expect(try await shop.call(.post, Route.heartbeat("back")).problem == "404 unknown-door")
        let body = try await shop.call(.post, Route.heartbeat("front"), #"{"battery":3}"#)
        #expect(body.problem == "400 unknown-field")
    }
}

@Suite struct SummaryAndDeliveryRoutesTests {
    @Test("makes a day's summary, and delivers it")
    func summary() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances)
        let summary = try await shop.call(.get, Route.summary(day: "2026-11-21"))
        #expect(summary.status == 200)
        #expect(summary.text.contains(#""type":"summary.day""#))
        let queued = try await shop.call(.post, Route.deliver(.day, "2026-11-21"))
        #expect(queued.status == 202)
        #expect(queued.text.contains(#""destination":"manager""#))
        let waiting = try await shop.call(.get, Route.deliveries + "?state=waiting")
        #expect(waiting.text.contains(#""attempts":[]"#))
        let id = try #require(
            (try queued.json()["deliveries"] as? [[String: Any]])?.first?["id"] as? String)
        #expect(try await shop.call(.post, Route.retry(id)).text.contains(#""id":"\#(id)""#))
        #expect(try await shop.call(.post, Route.retry("none")).problem == "404 unknown-delivery")
    }

    @Test(
        "has no figures for what is no day, or is still to come",
        arguments: [
            ("day/2026-11-22", "404 unknown-day"), ("day/2026-02-30", "404 unknown-day"),
            ("day/today", "404 unknown-day"), ("week/2026-W48", "404 unknown-week"),
            ("week/2026-W54", "404 unknown-week"), ("week/2026-47", "404 unknown-week"),
            ("month/2026-12", "404 unknown-month"), ("month/2026-13", "404 unknown-month"),
            ("month/november", "404 unknown-month"), ("year/2026", "404 unknown-path"),
        ])
    func noSummary(_ path: String, _ problem: String) async throws {
        let shop = try ServiceFixture()
        #expect(try await shop.call(.get, "/v1/summaries/" + path).problem == problem)
    }

    @Test("makes the summary of a week and of a month, from the same facts")
    func longer() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances, #"{"people":3}"#)
        for (path, type, days) in [
            (Route.summary(week: "2026-W47"), "summary.week", 6),
            (Route.summary(month: "2026-11"), "summary.month", 21),
        ] {
            let answer = try await shop.call(.get, path)
            #expect(answer.status == 200)
            let summary = try JSONDecoder().decode(Summary.self, from: Data(answer.text.utf8))
            #expect(summary.type == type)
            #expect(summary.traffic.entrances == 3)
            // Those to come are not among them: they are not known, and not zero.
            #expect(summary.traffic.byDay?.count == days)
        }
        let day = try await shop.call(.get, Route.summary(day: "2026-11-21"))
        #expect(day.text.contains(#""byDay":null"#) && day.text.contains(#""changes":null"#))
    }

    @Test("does not test a destination that is not there")
    func destination() async throws {
        let shop = try ServiceFixture()
        #expect(try await shop.call(.post, Route.test("none")).problem == "404 unknown-destination")
    }
}

@Suite struct ReadingRoutesTests {
    @Test("tells how the shop is now")
    func now() async throws {
        let shop = try ServiceFixture()
        _ = try await shop.call(.post, Route.entrances, #"{"people":2,"source":"sensor:front"}"#)
        let answer = try await shop.call(.get, Route.now)
        let now = try JSONDecoder().decode(NowBody.self, from: Data(answer.text.utf8))
        #expect(now.occupancy == 2)
        #expect(now.today.greetingsDue == 1)
        #expect(now.prompts.map(\.id) == [Sequence(1)])
        #expect(now.doors.map(\.lastSeen) == [shop.clock.now])
        #expect(now.nextClosing == Timestamp(at: "2026-11-21T18:15:00Z"))
    }

    @Test("is well, and says which door is not")
    func health() async throws {
        let shop = try ServiceFixture()
        let well = try await shop.call(.get, Route.health)
        #expect(well.status == 200)
        #expect(
            well.text
                == #"{"status":"ok","checks":[{"name":"ledger","ok":true},"#
                + #"{"name":"door:front","ok":true},{"name":"backup","ok":true},"#
                + #"{"name":"pairing","ok":true},{"name":"deliveries","ok":true}]}"#)
        _ = try await shop.ledger.submit(
            Command(.doorDown(door: "front", reason: "silent"), source: "doorstepd"))
        let ill = try await shop.call(.get, Route.health)
        #expect(ill.status == 200)
        #expect(
            ill.text.contains(
                #"{"name":"door:front","ok":false,"detail":"down since 2026-11-21T10:30:00.000+01:00 "#
                    + #"(silent): look at its sensor"}"#))
    }

    @Test("cannot record: health fails with 503")
    func failing() {
        let body = ShopService.health(
            LedgerHealth(
                trouble: "disk full", notice: nil, switchedOffDestinations: [], deadDeliveries: 0),
            destinations: [], doors: [], others: [])
        #expect(body.status == "failing")
        #expect(body.checks.first?.detail == "cannot record: disk full")
    }

    @Test("says what is wrong in the order of its importance, and then what is well")
    func order() {
        let names = [
            "destination:manager", "well", "deliveries", "courier", "novelty", "pages", "pairing",
            "connections", "backup", "door:side", "door:front", "zoneRules", "clock", "database",
        ]
        let body = ShopService.health(
            LedgerHealth(
                trouble: "disk full", notice: nil, switchedOffDestinations: [], deadDeliveries: 0),
            destinations: [], doors: [],
            others: names.map { HealthBody.Check(name: $0, ok: $0 == "well") })
        #expect(
            body.checks.map(\.name) == [
                "ledger", "database", "clock", "zoneRules", "door:side", "door:front", "backup",
                "connections", "pairing", "pages", "courier", "deliveries", "destination:manager",
                "novelty", "backup", "deliveries", "well",
            ])
    }

    @Test("counts for Prometheus")
    func metrics() async throws {
        let shop = try ServiceFixture(shop: .fixture(doors: [Door(name: #"fr"ont"#)]))
        _ = try await shop.call(.post, Route.entrances, #"{"people":3}"#)
        _ = try await shop.call(.post, Route.exits)
        shop.service.metrics.answered(201)
        #expect(
            try await shop.call(.get, Route.metrics).text == """
                # HELP doorstep_facts_total Facts in the ledger.
                # TYPE doorstep_facts_total counter
                doorstep_facts_total 2
                # HELP doorstep_commits_total Commits since the daemon started, each with one sync and at least one fact.
                # TYPE doorstep_commits_total counter
                doorstep_commits_total 2
                # HELP doorstep_occupancy People inside, signed.
                # TYPE doorstep_occupancy gauge
                doorstep_occupancy 2
                # HELP doorstep_people_total People who crossed since the daemon started.
                # TYPE doorstep_people_total counter
                doorstep_people_total{door="fr\\"ont",direction="in"} 3
                doorstep_people_total{door="fr\\"ont",direction="out"} 1
                # HELP doorstep_prompts_open Greetings and farewells that are due.
                # TYPE doorstep_prompts_open gauge
                doorstep_prompts_open 2
                # HELP doorstep_deliveries_dead Messages to managers that were given up.
                # TYPE doorstep_deliveries_dead gauge
                doorstep_deliveries_dead 0
                # HELP doorstep_stream_readers Counter screens that listen.
                # TYPE doorstep_stream_readers gauge
                doorstep_stream_readers 0
                # HELP doorstep_door_up 1 while the door is being observed.
                # TYPE doorstep_door_up gauge
                doorstep_door_up{door="fr\\"ont"} 1
                # HELP doorstep_door_mad 1 while the door reports more than people can make.
                # TYPE doorstep_door_mad gauge
                doorstep_door_mad{door="fr\\"ont"} 0
                # HELP doorstep_http_requests_total Requests answered since the start.
                # TYPE doorstep_http_requests_total counter
                doorstep_http_requests_total{status="201"} 1

                """)
    }

    @Test("refuses unknown parameters everywhere", arguments: Endpoint.all.map(\.path))
    func parameters(_ path: String) async throws {
        let shop = try ServiceFixture()
        let endpoint = try #require(Endpoint.all.first { $0.path == path })
        let filled = path.replacingOccurrences(of: "{", with: "").replacingOccurrences(
            of: "}", with: "")
        let answer = try await shop.call(endpoint.method, filled + "?nonsense=1")
        #expect(answer.problem == "400 unknown-parameter")
    }

    @Test("a wrong method is told the right one")
    func methods() async throws {
        let shop = try ServiceFixture()
        let answer = try await shop.call(.delete, Route.entrances)
        #expect(answer.problem == "405 wrong-method")
        #expect(answer.headers[.allow] == "POST")
    }
}
