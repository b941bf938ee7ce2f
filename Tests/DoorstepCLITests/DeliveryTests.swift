import FakeDaemon
import Synchronization
import Testing

struct DeliveryTests {
    static func delivery(
        _ state: String, due: String?, attempts: String, id: String = "msg_1",
        to destination: String = "manager", subject: String = "summary.day 2026-11-21, revision 1",
        at: String = "2026-11-21T09:15:09.000Z"
    ) -> String {
        #"{"id":"\#(id)","destination":"\#(destination)","subject":"\#(subject)","#
            + #""state":"\#(state)","createdAt":"\#(at)","#
            + (due.map { #""dueAt":"\#($0)","# } ?? "") + #""attempts":[\#(attempts)]}"#
    }

    static let attempt =
        #"{"number":1,"at":"2026-11-21T10:14:00.000Z","milliseconds":120,"status":503}"#

    /// A daemon that lists these deliveries and destinations.
    static func listing(
        _ deliveries: [String], destinations: [String] = [DestinationCommandTests.destination()]
    ) -> @Sendable (FakeDaemon.Request) -> FakeDaemon.Reply {
        { request in
            request.path == "/v1/destinations"
                ? .json(200, #"{"destinations":[\#(destinations.joined(separator: ","))]}"#)
                : .json(200, #"{"deliveries":[\#(deliveries.joined(separator: ","))]}"#)
        }
    }

    @Test(
        "what needs somebody comes first, oldest first, with why and what to type",
        .bug(
            "https://github.com/textbee/textbee/issues/111",
            "no visible state of a delivery, no sending again"),
        .bug(
            "https://github.com/mohamedboukari/bunmail/issues/30",
            "no visible state of a delivery, no sending again"),
        .bug(
            "https://github.com/couchbase/sync_gateway/issues/813",
            "no visible state of a delivery, no sending again"))
    func list() throws {
        let slack =
            #"{"number":2,"at":"2026-11-20T10:14:00.000Z","milliseconds":120,"status":404,"#
            + #""error":"Slack answered 404 no_service: the webhook was removed or switched off: make a "#
            + #"new one and configure its URL"}"#
        let gone = #""state":"gone","since":"2026-11-21T10:14:00.000Z""#
        let long = "a-name-as-long-as-a-name-may-be-in-a-configuration"
        let deliveries = [
            Self.delivery("delivered", due: nil, attempts: Self.attempt, id: "msg_7"),
            Self.delivery(
                "bundled", due: nil, attempts: "", id: "msg_6", at: "2026-11-21T08:15:09.000Z"),
            Self.delivery("waiting", due: "2026-11-21T10:15:00.000Z", attempts: "", id: "msg_5"),
            Self.delivery(
                "waiting", due: "2026-11-21T10:20:09.000Z", attempts: Self.attempt, id: "msg_4",
                subject: "summary.day 2026-11-20, revision 2; summary.week 2026-W47, revision 1"),
            Self.delivery(
                "waiting", due: "2026-11-21T10:15:00.000Z", attempts: "", id: "msg_3",
                to: long, subject: "summary.month 2026-10, revision 12"),
            Self.delivery(
                "held", due: nil, attempts: Self.attempt, id: "msg_2", to: "chat",
                at: "2026-11-19T09:15:09.000Z"),
            Self.delivery(
                "dead", due: nil, attempts: Self.attempt + "," + slack,
                at: "2026-11-18T09:15:09.000Z"),
        ]
        let (outcome, requests) = try Outcome.of(
            ["deliveries"],
            Self.listing(
                deliveries,
                destinations: [
                    DestinationCommandTests.destination(),
                    DestinationCommandTests.destination("chat", state: gone, waiting: 0, dead: 1),
                    DestinationCommandTests.destination(long),
                ]))
        #expect(requests.map(\.line) == ["GET /v1/deliveries", "GET /v1/destinations"])
        #expect(
            outcome.output == """
                chat is switched off since 11:14:00, when its receiver answered that it accepts
                no more (410); 1 delivery waits.
                  doorstep destination resume chat

                State      Age     Next      To                What
                dead       3 days            manager           day 2026-11-21
                  2 attempts, the last 2026-11-20 11:14:00: Slack answered 404 no_service: the
                  webhook was removed or switched off: make a new one and configure its URL
                    doorstep deliveries retry msg_1
                held       2 days            chat              day 2026-11-21
                  1 attempt, the last 11:14:00: status 503
                waiting    1 h     now       a-name-as-long-…  month 2026-10, revision 12
                waiting    1 h     in 5 min  manager           2 summaries in one
                  1 attempt, the last 11:14:00: status 503
                waiting    1 h     in turn   manager           day 2026-11-21
                delivered  1 h               manager           day 2026-11-21
                bundled    2 h               manager           day 2026-11-21
                  sent in one message with others

                """)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("a message that may have arrived is told as one, and when it is told again")
    func mayHaveArrived() throws {
        let attempt =
            #"{"number":1,"at":"2026-11-21T10:14:00.000Z","milliseconds":20000,"#
            + #""error":"no answer in time","mayHaveArrived":true}"#
        let (outcome, _) = try Outcome.of(
            ["deliveries"],
            Self.listing([
                Self.delivery("waiting", due: "2026-11-21T11:14:20.000Z", attempts: attempt)
            ]))
        #expect(
            outcome.output == """
                State    Age  Next       To       What
                waiting  1 h  in 59 min  manager  day 2026-11-21
                  1 attempt, the last 11:14:00: no answer in time; the whole message had been
                  sent, so it may have arrived

                """)
    }

    @Test("a long list is cut where it is least worth reading, and says how to see the rest")
    func long() throws {
        let dead = (1...9).reversed().map {
            Self.delivery(
                "dead", due: nil, attempts: "", id: "msg_\($0)",
                subject: "summary.day 2026-11-0\($0), revision 1",
                at: "2026-11-0\($0)T09:15:09.000Z")
        }
        let (outcome, _) = try Outcome.of(["deliveries"], Self.listing(dead))
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines[1] == "dead   20 days        manager  day 2026-11-01")
        #expect(lines[11] == "  and 4 more:  doorstep deliveries --state dead")
        #expect(
            lines.last
                == "To send all that are dead again:  doorstep deliveries retry --all-dead")
        let (whole, requests) = try Outcome.of(
            ["deliveries", "--state", "dead", "--destination", "manager"], Self.listing(dead))
        #expect(requests[0].line == "GET /v1/deliveries?state=dead&destination=manager")
        #expect(whole.output.contains("day 2026-11-09"))
        #expect(!whole.output.contains(" more:"))
    }

    @Test("trouble older than the daemon's longest list is asked for by itself")
    func oldest() throws {
        let many = (1...1000).map {
            Self.delivery("delivered", due: nil, attempts: "", id: "msg_a\($0)")
        }
        let dead = Self.delivery(
            "dead", due: nil, attempts: "", at: "2026-01-18T09:15:09.000Z")
        let (outcome, _) = try Outcome.of(["deliveries"]) { request in
            switch request.path {
            case "/v1/deliveries": Self.listing(many)(request)
            case "/v1/deliveries?state=dead": Self.listing([dead])(request)
            default: Self.listing([])(request)
            }
        }
        #expect(
            outcome.output.split(separator: "\n").dropFirst().first
                == "dead       307 days        manager  day 2026-11-21")
    }

    @Test("deliveries of one state, and none of them")
    func none() throws {
        let (outcome, requests) = try Outcome.of(
            ["deliveries", "--state", "dead"], Self.listing([]))
        #expect(requests[0].line == "GET /v1/deliveries?state=dead")
        #expect(outcome.output == "No delivery is dead.\n")
        let (empty, _) = try Outcome.of(["deliveries"], Self.listing([]))
        #expect(empty.output == "There are no deliveries yet.\n")
    }

    @Test(
        "no delivery to a destination that there is none of is a failure that names those there are"
    )
    func unknown() throws {
        for arguments in [
            ["deliveries", "--destination", "nobody"],
            ["deliveries", "retry", "--all-dead", "--destination", "nobody"],
            ["deliveries", "drop", "--all-dead", "--destination", "nobody"],
        ] {
            let (outcome, _) = try Outcome.of(arguments, Self.listing([]))
            #expect(outcome.status == 1)
            #expect(
                outcome.error == """
                    doorstep: no destination is named “nobody”
                      hint: the configuration has manager

                    """)
        }
    }

    @Test("retry and deliver say what was queued")
    func retry() throws {
        let due = Self.delivery("waiting", due: "2026-11-21T10:15:09.000Z", attempts: "")
        let (retried, requests) = try Outcome.of(["deliveries", "retry", "msg_1"]) { _ in
            .json(200, due)
        }
        #expect(requests[0].line == "POST /v1/deliveries/msg_1/retry")
        #expect(retried.output == "Queued for manager: day 2026-11-21.\n")
        let (delivered, more) = try Outcome.of(["deliver", "2026-W47"]) { _ in
            .json(202, #"{"deliveries":[\#(due)]}"#)
        }
        #expect(more[0].line == "POST /v1/summaries/week/2026-W47/deliver")
        #expect(delivered.output == "Queued for manager: day 2026-11-21.\n")
        let (nobody, _) = try Outcome.of(["deliver", "2026-11"]) { _ in
            .json(202, #"{"deliveries":[]}"#)
        }
        #expect(
            nobody.output == "No destination wants summaries of months: nothing was queued.\n")
    }

    @Test("what a destination is owed that is configured no more can only be dropped")
    func gone() throws {
        let deliveries = [
            Self.delivery("dropped", due: nil, attempts: Self.attempt, id: "msg_3", to: "former"),
            Self.delivery("held", due: nil, attempts: "", id: "msg_2", to: "former"),
            Self.delivery("dead", due: nil, attempts: Self.attempt, to: "former"),
        ]
        let (outcome, _) = try Outcome.of(["deliveries"], Self.listing(deliveries))
        #expect(
            outcome.output == """
                State    Age  Next  To      What
                dead     1 h        former  day 2026-11-21
                  1 attempt, the last 11:14:00: status 503
                    doorstep deliveries drop msg_1
                held     1 h        former  day 2026-11-21
                    doorstep deliveries drop msg_2
                dropped  1 h        former  day 2026-11-21

                former is no longer in the configuration. To drop its deliveries:
                  doorstep deliveries drop --all-dead --destination former

                """)
    }

    @Test("drop says what is dropped")
    func drop() throws {
        let (outcome, requests) = try Outcome.of(["deliveries", "drop", "msg_1"]) { _ in
            .json(200, Self.delivery("dropped", due: nil, attempts: ""))
        }
        #expect(requests.map(\.line) == ["POST /v1/deliveries/msg_1/drop"])
        #expect(outcome.output == "Dropped for manager: day 2026-11-21.\n")
    }

    @Test("all that is dead is dropped, and whatever is owed to who is configured no more")
    func dropAll() throws {
        let dropped = Mutex<Set<String>>([])
        let (outcome, requests) = try Outcome.of(["deliveries", "drop", "--all-dead"]) { request in
            guard request.method == "GET" else {
                let id = String(request.path.split(separator: "/")[2])
                _ = dropped.withLock { $0.insert(id) }
                let to = id == "msg_1" ? "manager" : "former"
                return .json(
                    200, Self.delivery("dropped", due: nil, attempts: "", id: id, to: to))
            }
            let all = [
                ("dead", "msg_1", "manager"), ("held", "msg_3", "former"),
                ("held", "msg_2", "manager"), ("waiting", "msg_5", "former"),
                ("waiting", "msg_4", "manager"),
            ]
            let left = dropped.withLock { dropped in
                all.filter {
                    !dropped.contains($0.1) && request.path.hasSuffix("?state=\($0.0)")
                }
            }
            return Self.listing(
                left.map { Self.delivery($0.0, due: nil, attempts: "", id: $0.1, to: $0.2) })(
                    request)
        }
        #expect(
            requests.map(\.line) == [
                "GET /v1/destinations",
                "GET /v1/deliveries?state=dead", "POST /v1/deliveries/msg_1/drop",
                "GET /v1/deliveries?state=dead",
                "GET /v1/deliveries?state=held", "POST /v1/deliveries/msg_3/drop",
                "GET /v1/deliveries?state=held",
                "GET /v1/deliveries?state=waiting", "POST /v1/deliveries/msg_5/drop",
                "GET /v1/deliveries?state=waiting",
            ])
        #expect(
            outcome.output == """
                Dropped for former: 2 deliveries.
                Dropped for manager: 1 delivery.

                """)
        let (none, _) = try Outcome.of(["deliveries", "drop", "--all-dead"], Self.listing([]))
        #expect(none.output == "No delivery is dead.\n")
    }

    @Test("after an outage all that is dead goes out again, oldest first, but to no one who is off")
    func allDead() throws {
        let off = #""state":"paused","since":"2026-11-20T10:15:09.000Z""#
        let retried = Mutex<Set<String>>([])
        let (outcome, requests) = try Outcome.of(["deliveries", "retry", "--all-dead"]) {
            request in
            guard request.method == "GET" else {
                let id = String(request.path.split(separator: "/")[2])
                _ = retried.withLock { $0.insert(id) }
                return .json(200, Self.delivery("waiting", due: nil, attempts: "", id: id))
            }
            let dead = retried.withLock { retried in
                [("msg_3", "manager"), ("msg_2", "chat"), ("msg_1", "manager")].filter {
                    !retried.contains($0.0)
                }
            }
            return Self.listing(
                dead.map { Self.delivery("dead", due: nil, attempts: "", id: $0.0, to: $0.1) },
                destinations: [
                    DestinationCommandTests.destination(),
                    DestinationCommandTests.destination("chat", state: off, waiting: 0, dead: 1),
                ])(request)
        }
        #expect(
            requests.map(\.line) == [
                "GET /v1/destinations", "GET /v1/deliveries?state=dead",
                "POST /v1/deliveries/msg_1/retry", "POST /v1/deliveries/msg_3/retry",
                "GET /v1/deliveries?state=dead",
            ])
        #expect(
            outcome.output == """
                Queued for manager: 2 deliveries.
                chat is paused since 2026-11-20 11:15:09; 1 delivery waits.
                  doorstep destination resume chat

                """)
    }
}
