import DoorstepAPI
import FakeDaemon
import Testing

@testable import DoorstepCLI

@Suite struct ExcludeTests {
    private static func daemon(_ request: FakeDaemon.Request) -> FakeDaemon.Reply {
        switch request.line {
        case "GET /v1/now": .json(200, Answers.now())
        case "GET /v1/summaries/day/2026-11-21": .json(200, Summaries.day)
        case "GET /v1/summaries/day/2026-11-20":
            .json(
                200,
                Summaries.day.replacing(
                    #""episodes":[]"#,
                    with: #""episodes":["#
                        + episode("side", "14:00:00.000", "14:05:00.000", 900, isExcluded: true)
                        + ","
                        + episode("front", "09:00:00.400", "09:03:00.000", 450, isExcluded: false)
                        + "]"))
        case "POST /v1/dismissals":
            .json(
                201,
                #"{"sequence":1046,"id":"019aa5f8-0000-7000-8000-000010000001","kind":"dismissal","#
                    + #""door":"front","from":"2026-11-20T08:00:00.400Z","to":"2026-11-20T08:03:00.000Z","#
                    + #""reason":"fault","at":"2026-11-21T10:15:09.000Z","#
                    + #""recordedAt":"2026-11-21T10:15:09.000Z","source":"staff","by":"lea"}"#)
        default: .notProvidedFor
        }
    }

    private static func episode(
        _ door: String, _ from: String, _ to: String, _ crossings: Int, isExcluded: Bool
    ) -> String {
        #"{"door":"\#(door)","from":"2026-11-20T\#(from)+01:00","to":"2026-11-20T\#(to)+01:00","#
            + #""crossings":\#(crossings),"excluded":\#(isExcluded)}"#
    }

    @Test(
        "finds the last episode that nobody has excluded, says which, and excludes it by one fact")
    func episode() throws {
        let (outcome, requests) = try Outcome.of(["exclude", "episode"], Self.daemon)
        #expect(outcome.status == 0)
        #expect(
            outcome.error == """
                Excluding the episode of door front, 2026-11-20 09:00:00 to 2026-11-20 09:03:00: 450 crossings

                """)
        #expect(
            requests.last?.body
                == #"{"door":"front","from":"2026-11-20T08:00:00.400Z","to":"2026-11-20T08:03:00.000Z"}"#
        )
        #expect(
            outcome.output
                == "#1046  dismissal  front  from 2026-11-20 09:00:00  to 2026-11-20 09:03:00  fault  11:15:09\n"
        )
    }

    @Test("excludes what a door reported between two times")
    func stretch() throws {
        let (outcome, requests) = try Outcome.of(
            [
                "exclude", "--door", "front", "--from", "2026-11-20T09:00:00+01:00", "--to",
                "2026-11-20T09:03:00+01:00",
            ], Self.daemon)
        #expect(outcome.status == 0)
        #expect(requests.map(\.line) == ["POST /v1/dismissals"])
        #expect(
            requests.last?.body
                == #"{"door":"front","from":"2026-11-20T08:00:00.000Z","to":"2026-11-20T08:03:00.000Z"}"#
        )
    }

    @Test("without an episode it says so, and what to do")
    func none() throws {
        let (outcome, _) = try Outcome.of(["exclude", "episode", "--door", "back"]) { request in
            request.line == "GET /v1/now"
                ? .json(200, Answers.now()) : .json(200, Summaries.day)
        }
        #expect(outcome.status == 1)
        #expect(
            outcome.error == """
                doorstep: no door has reported too many crossings in the last 7 days
                  hint: to exclude other wrong crossings, give --from and --to

                """)
    }

    @Test(
        "asks for what it needs",
        arguments: [
            ([], "Give “episode”, or both --from and --to."),
            (["--from", "11:00"], "Give “episode”, or both --from and --to."),
            (
                ["episode", "--from", "11:00", "--to", "11:05"],
                "“episode” has its own times: leave --from and --to out."
            ),
            (["42"], "“42” is not understood: it is “episode”, or --from and --to."),
        ])
    func wrong(words: [String], message: String) throws {
        let (outcome, _) = try Outcome.of(["exclude"] + words) { _ in .notProvidedFor }
        #expect(outcome.status == 64)
        #expect(outcome.error.contains(message))
    }
}
