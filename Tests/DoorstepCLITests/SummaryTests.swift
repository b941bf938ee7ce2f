import FakeDaemon
import Testing

enum Summaries {
    static func day(
        kind: String = "day", id: String = "2026-11-22",
        coverage: String = #""openMinutes":600,"observedMinutes":600,"share":1,"gaps":[]"#,
        dwell: String = "750.4", p90: String = "null", byDay: String = "null",
        changes: String = "null", notes: String = #""a-word: a note""#
    ) -> String {
        #"{"type":"summary.\#(kind)","timestamp":"2026-11-22T18:15:00.000Z","shop":"Librairie des Halles","#
            + #""period":{"kind":"\#(kind)","id":"\#(id)","from":"2026-11-22T04:00:00.000+01:00","#
            + #""to":"2026-11-23T04:00:00.000+01:00","timeZone":"Europe/Paris"},"#
            + #""coverage":{\#(coverage)},"#
            + #""traffic":{"entrances":1042,"exits":1039,"parties":700,"excluded":2,"reentries":0,"#
            + #""footfall":1040,"peakOccupancy":17,"drift":3,"#
            + #""correction":{"of":"exits","factor":1.0029},"#
            + #""meanDwellSeconds":\#(dwell),"busiestHour":null,"byHour":["#
            + hour("09:00", 0, 0, 0) + "," + hour("10:00", 1000, 39, 30) + ","
            + hour("11:00", 42, 1000, 1, covered: false) + "," + hour("12:00", 0, 0, 0)
            + #"],"byDay":\#(byDay)},"#
            + #""greeting":{"due":36,"early":2,"inWindow":31,"late":1,"never":2,"short":1,"#
            + #""share":{"n":36,"value":0.8611,"low":0.7134,"high":0.9392},"#
            + #""waitSeconds":{"p50":12.5,"p90":\#(p90)}},"#
            + #""farewell":{"due":0,"said":0,"thanked":0,"invited":0,"share":\#(nothing),"#
            + #""outcomes":{"unknown":30,"browsed":4,"asked":0,"accompanied":0,"cameForGift":0,"bought":2}},"#
            + #""visits":{"n":36,"complete":{"certain":{"n":10,"value":0.8,"low":0.49,"high":0.943},"#
            + #""guessed":\#(nothing)}},"#
            + #""phases":{"arrival":{"n":36,"value":0.8611,"low":0.7134,"high":0.9392},"#
            + #""stay":\#(nothing),"leaving":\#(nothing),"weakest":null},"#
            + #""parity":{"bought":\#(nothing),"others":\#(nothing),"difference":null,"unknown":36},"#
            + #""feedback":{"n":6,"faces":[0,1,2,3],"flagged":2,"index":77.7778},"#
            + #""checklist":{"smile":{"yes":20,"no":1,"notObserved":13},"#
            + #""thanks":{"yes":0,"no":0,"notObserved":0}},"#
            + #""changes":\#(changes),"#
            + #""data":{"revision":2,"madeAt":"2026-11-22T19:15:00.000+01:00","notes":[\#(notes)]}}"#
    }

    static let nothing = #"{"n":0,"value":null,"low":null,"high":null}"#

    static func hour(
        _ hour: String, _ entrances: Int, _ exits: Int, _ greeted: Int, covered: Bool = true
    ) -> String {
        #"{"hour":"\#(hour)","entrances":\#(entrances),"exits":\#(exits),"greeted":\#(greeted),"#
            + #""due":\#(greeted),"early":0,"inWindow":\#(greeted),"late":0,"never":0,"#
            + #""covered":\#(covered)}"#
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

                1,040 visitors in 700 parties.
                31 of 36 parties were greeted in time, 86 % (between 71 and 94 %, allowing for
                chance); half of them had their greeting within 13 s.
                1 party left before anybody could have greeted them; they count as not greeted.
                Happy index 78 of 100, from 6 faces pressed.

                Coverage   600 of 600 open minutes observed (100 %)
                Traffic    1,042 entrances, 1,039 exits
                           footfall 1,040 in 700 parties (2 people excluded)
                           at most 17 people inside at once; drift at the end of the day +3
                           mean stay 12 min 30 s
                           busiest hour not known
                Greeting   31 of 36 in the window: 86 % (95 % interval 71 % to 94 %)
                           2 early, 1 late, 2 never, 1 of them gone before it was due
                           half within 12.5 s, nine in ten not reached
                Farewell   none was due
                Visits     of 10 that certainly ended, 80 % were greeted and taken leave of
                           came away with: not known 30, browsed 4, bought 2
                Feedback   worst to best 0, 1, 2, 3: index 78; 2 left out
                Checklist  smile: 20 yes, 1 no, 13 not observed

                Hour      in    out  greeted
                10:00  1,000     39       30  ██████████████████████████████
                11:00     42  1,000        1  █▎ not all observed

                Revision 2, made 2026-11-22 19:15, times in Europe/Paris

                Before trusting a number:
                - a note

                """)
    }

    @Test("what was not observed is a lower bound, and its gaps are named")
    func lowCoverage() throws {
        let coverage =
            #""openMinutes":600,"observedMinutes":300,"share":0.5,"gaps":[{"door":"front","#
            + #""from":"2026-11-22T09:00:00.000+01:00","to":"2026-11-22T14:00:00.000+01:00","#
            + #""reason":"no heartbeat"}]"#
        let (outcome, _) = try Outcome.of(["summary", "2026-11-22"]) { _ in
            .json(
                200,
                Summaries.day(
                    coverage: coverage, dwell: "null", p90: "28",
                    notes: #""low-coverage: the doors were not observed""#))
        }
        for line in [
            "At least 1,040 visitors in 700 parties.",
            "Coverage   300 of 600 open minutes observed (50 %)",
            "           front not observed 09:00 to 14:00: no heartbeat",
            "Traffic    at least 1,042 entrances, 1,039 exits: too little was observed for more",
            "           mean stay not known",
            "           half within 12.5 s, nine in ten within 28 s",
            "- The doors were observed for 50 % of the opening time; totals are lower",
            "  bounds.",
        ] {
            #expect(
                outcome.output.split(separator: "\n").map(String.init).contains(line), "\(line)")
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
                "Coverage   not known: how much of the 600 open minutes was observed\n"))
    }

    @Test(
        "asks for the period that was meant",
        arguments: [
            (["week", "2026-W47"], "week/2026-W47"), (["2026-W47"], "week/2026-W47"),
            (["week", "2026-11-21"], "week/2026-W47"), (["week"], "week/2026-W47"),
            (["month", "2026-11"], "month/2026-11"), (["2026-11"], "month/2026-11"),
            (["month", "2026-11-21"], "month/2026-11"), (["month"], "month/2026-11"),
            (["day"], "day/2026-11-21"), (["2026-11-20"], "day/2026-11-20"),
        ])
    func periods(words: [String], path: String) throws {
        let (outcome, requests) = try Outcome.of(["summary"] + words) { request in
            .json(200, request.path == "/v1/now" ? Answers.now() : Summaries.day)
        }
        #expect(outcome.status == 0)
        #expect(requests.last?.line == "GET /v1/summaries/" + path)
    }

    @Test("a week shows its days, what moved, and what has to be known")
    func week() throws {
        let days =
            #"[{"day":"2026-11-16","openMinutes":600,"coverage":1,"entrances":42,"exits":40,"#
            + #""footfall":42,"due":30,"early":0,"inWindow":24,"late":1,"never":5,"#
            + #""farewellsDue":28,"farewells":20},"#
            + #"{"day":"2026-11-17","openMinutes":0,"coverage":null,"entrances":0,"exits":0,"#
            + #""footfall":0,"due":0,"early":0,"inWindow":0,"late":0,"never":0,"#
            + #""farewellsDue":0,"farewells":0},"#
            + #"{"day":"2026-11-18","openMinutes":600,"coverage":null,"entrances":1000,"exits":999,"#
            + #""footfall":998,"due":6,"early":2,"inWindow":4,"late":0,"never":0,"#
            + #""farewellsDue":0,"farewells":0}]"#
        let changes =
            #"{"comparedWith":["2026-W46","2026-W45"],"footfall":{"value":1040,"usual":800.5,"#
            + #""low":746.1,"high":858.2,"moved":"up"},"greeting":null,"farewell":null}"#
        let (outcome, _) = try Outcome.of(["summary", "2026-W47"]) { _ in
            .json(
                200,
                Summaries.day(
                    kind: "week", id: "2026-W47", byDay: days, changes: changes,
                    notes: #""week-open: running","imported: old","guessed-links: some""#))
        }
        #expect(
            outcome.output.hasPrefix(
                "Librairie des Halles, week 47 of 2026, "
                    + "Monday 16 November 2026 to Sunday 22 November 2026\n"))
        #expect(
            outcome.output.contains(
                "More visitors than usual: 1,040 against 801, the median of 2 such weeks.\n"))
        #expect(
            outcome.output.contains(
                """
                Day               observed     in  out  due  in time
                Mon  2026-11-16      100 %     42   40   30       24  █▎
                Wed  2026-11-18  not known  1,000  999    6        4  ██████████████████████████████

                """))
        #expect(
            outcome.output.hasSuffix(
                """
                Before trusting a number:
                - The week is not over; these figures will grow.
                - Some crossings come from an older counter; nobody was prompted for them.
                - Which visitor left is a guess for 0 of 10 visits that ended; they are
                  counted apart.

                """))
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
                  last attempt 11:14:00: status 503
                \(head)
                  waiting, due now, 1 h old
                \(head)
                  delivered, 1 h old
                \(head)
                  given up after 1 attempt, 1 h old
                  last attempt 11:14:00: status 503
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
                Came back after 120 ms from 203.0.113.9: status 404
                  no such hook

                """)
        #expect(outcome.error == "doorstep: the test message was not delivered to manager\n")
    }
}
