import FakeDaemon
import Testing

enum Summaries {
    static func day(
        coverage: String = #""openMinutes":600,"observedMinutes":600,"share":1,"gaps":[]"#,
        dwell: String = "750.4", p90: String = "null"
    ) -> String {
        #"{"type":"summary.day","timestamp":"2026-11-22T18:15:00.000Z","shop":"Librairie des Halles","#
            + #""period":{"kind":"day","id":"2026-11-22","from":"2026-11-22T04:00:00.000+01:00","#
            + #""to":"2026-11-23T04:00:00.000+01:00","timeZone":"Europe/Paris"},"#
            + #""coverage":{\#(coverage)},"#
            + #""traffic":{"entrances":1042,"exits":1039,"parties":700,"excluded":2,"footfall":1040,"#
            + #""peakOccupancy":17,"drift":3,"meanDwellSeconds":\#(dwell),"busiestHour":null,"byHour":["#
            + #"{"hour":"09:00","entrances":0,"exits":0,"greeted":0},"#
            + #"{"hour":"10:00","entrances":1000,"exits":39,"greeted":30},"#
            + #"{"hour":"11:00","entrances":42,"exits":1000,"greeted":1},"#
            + #"{"hour":"12:00","entrances":0,"exits":0,"greeted":0}]},"#
            + #""greeting":{"due":36,"early":2,"inWindow":31,"late":1,"never":2,"#
            + #""share":{"n":36,"value":0.8611,"low":0.7134,"high":0.9392},"#
            + #""waitSeconds":{"p50":12.5,"p90":\#(p90)}},"#
            + #""farewell":{"due":0,"said":0,"thanked":0,"invited":0,"#
            + #""share":{"n":0,"value":null,"low":null,"high":null}},"#
            + #""data":{"revision":2,"madeAt":"2026-11-22T19:15:00.000+01:00","notes":["a note"]}}"#
    }

    static let day = day()
}

struct SummaryTests {
    @Test("a day fits on one screen, with what is not known")
    func screen() throws {
        let (outcome, requests) = try Outcome.of(["summary", "day", "2026-11-22"]) { _ in
            .json(200, Summaries.day)
        }
        #expect(requests.map(\.line) == ["GET /v1/summaries/day/2026-11-22"])
        #expect(
            outcome.output == """
                Librairie des Halles, Sunday 22 November 2026

                Coverage  600 of 600 open minutes observed (100 %)
                Traffic   1,042 entrances, 1,039 exits
                          footfall 1,040 in 700 parties (2 people excluded)
                          at most 17 people inside at once; drift at the end of the day +3
                          mean stay 12 min 30 s
                          busiest hour not known
                Greeting  31 of 36 in the window: 86 % (95 % interval 71 % to 94 %)
                          2 early, 1 late, 2 never
                          half within 12.5 s, nine in ten not reached
                Farewell  none was due

                Hour      in    out  greeted
                10:00  1,000     39       30  ██████████████████████████████
                11:00     42  1,000        1  █▎

                Revision 2, made 2026-11-22 19:15, times in Europe/Paris
                  a note

                """)
    }

    @Test("what was not observed is a lower bound, and its gaps are named")
    func lowCoverage() throws {
        let coverage =
            #""openMinutes":600,"observedMinutes":300,"share":0.5,"gaps":[{"door":"front","#
            + #""from":"2026-11-22T09:00:00.000+01:00","to":"2026-11-22T14:00:00.000+01:00","#
            + #""reason":"no heartbeat"}]"#
        let (outcome, _) = try Outcome.of(["summary", "2026-11-22"]) { _ in
            .json(200, Summaries.day(coverage: coverage, dwell: "null", p90: "28"))
        }
        for line in [
            "Coverage  300 of 600 open minutes observed (50 %)",
            "          front not observed 09:00 to 14:00: no heartbeat",
            "Traffic   at least 1,042 entrances, 1,039 exits: too little was observed for more",
            "          mean stay not known",
            "          half within 12.5 s, nine in ten within 28 s",
        ] {
            #expect(outcome.output.split(separator: "\n").map(String.init).contains(line))
        }
    }

    @Test("coverage that nobody knows is said to be unknown")
    func unknownCoverage() throws {
        let (outcome, requests) = try Outcome.of(["summary"]) { request in
            request.path == "/v1/now"
                ? .json(200, Answers.now())
                : .json(
                    200,
                    Summaries.day(
                        coverage:
                            #""openMinutes":600,"observedMinutes":null,"share":null,"gaps":[]"#))
        }
        #expect(requests.last?.line == "GET /v1/summaries/day/2026-11-21")
        #expect(
            outcome.output.contains(
                "Coverage  not known: how much of the 600 open minutes was observed\n"))
    }
}

struct DeliveryTests {
    static func delivery(_ state: String, due: String?, attempts: String) -> String {
        #"{"id":"msg_1","destination":"manager","subject":"summary.day 2026-11-21, revision 1","#
            + #""state":"\#(state)","createdAt":"2026-11-21T09:15:09.000Z","#
            + (due.map { #""dueAt":"\#($0)","# } ?? "") + #""attempts":[\#(attempts)]}"#
    }

    static let attempt =
        #"{"number":1,"at":"2026-11-21T10:14:00.000Z","milliseconds":120,"status":503}"#

    @Test("deliveries says how each stands, since when, and why")
    func list() throws {
        let deliveries = [
            Self.delivery("waiting", due: "2026-11-21T10:20:00.000Z", attempts: Self.attempt),
            Self.delivery("waiting", due: "2026-11-21T10:15:00.000Z", attempts: ""),
            Self.delivery("delivered", due: nil, attempts: Self.attempt),
            Self.delivery("dead", due: nil, attempts: Self.attempt),
            Self.delivery("held", due: nil, attempts: ""),
        ].joined(separator: ",")
        let (outcome, requests) = try Outcome.of(["deliveries"]) { _ in
            .json(200, #"{"deliveries":[\#(deliveries)]}"#)
        }
        #expect(requests[0].line == "GET /v1/deliveries")
        let head = "msg_1  manager  summary.day 2026-11-21, revision 1"
        #expect(
            outcome.output == """
                \(head)
                  waiting after 1 attempt, next 11:20:00, 1 h old
                  last attempt 11:14:00: HTTP status 503
                \(head)
                  waiting, due now, 1 h old
                \(head)
                  delivered, 1 h old
                \(head)
                  given up after 1 attempt, 1 h old
                  last attempt 11:14:00: HTTP status 503
                  send it again:  doorstep deliveries retry msg_1
                \(head)
                  held, because its destination wants no more (410), 1 h old
                  switch it on again:  doorstep deliveries retry msg_1

                """)
    }

    @Test("deliveries of one state, and none of them")
    func none() throws {
        let (outcome, requests) = try Outcome.of(["deliveries", "--state", "dead"]) { _ in
            .json(200, #"{"deliveries":[]}"#)
        }
        #expect(requests[0].line == "GET /v1/deliveries?state=dead")
        #expect(outcome.output == "No delivery is dead.\n")
    }

    @Test("retry and deliver show what is due now")
    func retry() throws {
        let due = Self.delivery("waiting", due: "2026-11-21T10:15:09.000Z", attempts: "")
        let (retried, requests) = try Outcome.of(["deliveries", "retry", "msg_1"]) { _ in
            .json(200, due)
        }
        #expect(requests[0].line == "POST /v1/deliveries/msg_1/retry")
        let text = """
            msg_1  manager  summary.day 2026-11-21, revision 1
              waiting, due now, 1 h old

            """
        #expect(retried.output == text)
        let (delivered, more) = try Outcome.of(["deliver", "2026-11-21"]) { _ in
            .json(202, #"{"deliveries":[\#(due)]}"#)
        }
        #expect(more[0].line == "POST /v1/summaries/day/2026-11-21/deliver")
        #expect(delivered.output == text)
    }

    @Test("destination test shows what was sent and what came back, and fails if it was not taken")
    func destination() throws {
        let (outcome, _) = try Outcome.of(["destination", "test", "manager"]) { _ in
            .json(
                200,
                #"{"destination":"manager","delivered":false,"host":"hooks.example","#
                    + #""contentType":"application/json","body":"{\"type\":\"test\"}","attempt":"#
                    + #"{"number":1,"at":"2026-11-21T10:14:00.000Z","milliseconds":120,"status":404,"#
                    + #""answer":"no such hook","address":"203.0.113.9"}}"#)
        }
        #expect(outcome.status == 1)
        #expect(
            outcome.output == """
                Sent to manager at hooks.example (application/json):
                  {"type":"test"}
                Came back after 120 ms from 203.0.113.9: HTTP status 404
                  no such hook

                """)
        #expect(outcome.error == "doorstep: the test message was not delivered to manager\n")
    }
}
