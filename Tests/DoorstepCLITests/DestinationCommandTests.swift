import DoorstepAPI
import DoorstepCLI
import DoorstepCore
import DoorstepWords
import FakeDaemon
import Foundation
import Testing

struct DestinationCommandTests {
    static func destination(
        _ name: String = "manager", state: String = #""state":"on""#, waiting: Int = 3,
        dead: Int = 1, more: String = ""
    ) -> String {
        #"{"name":"\#(name)","format":"slack","host":"https://\#(name).example/…","#
            + #""periods":["day","week"],"language":"fr",\#(state),"waiting":\#(waiting),"#
            + #""dead":\#(dead)\#(more)}"#
    }

    @Test("the list says where each goes, how it stands and why it is off")
    func list() throws {
        let paused = #""state":"paused","since":"2026-11-21T10:14:00.000Z""#
        let gone = #""state":"gone","since":"2026-11-20T10:14:00.000Z""#
        let destinations = [
            Self.destination(more: #","lastDeliveredAt":"2026-11-21T10:00:00.000Z""#),
            Self.destination("chat", state: paused, waiting: 0, dead: 0),
            Self.destination("a-name-longer-than-its-column", state: gone, waiting: 0, dead: 1),
        ]
        let (outcome, requests) = try Outcome.of(
            ["destination"], DeliveryTests.listing([], destinations: destinations))
        #expect(requests.map(\.line) == ["GET /v1/destinations"])
        #expect(
            outcome.output == """
                Name                      Format  State   Waiting  Dead  Last delivered
                manager                   slack   on            3     1  11:00:00
                  https://manager.example/…, each day, week, in French
                chat                      slack   paused        0     0  never
                  https://chat.example/…, each day, week, in French
                  chat is paused since 11:14:00.
                    doorstep destination resume chat
                a-name-longer-than-its-…  slack   gone          0     1  never
                  https://a-name-longer-than-its-column.example/…, each day, week, in French
                  a-name-longer-than-its-column is switched off since 2026-11-20 11:14:00, when
                  its receiver answered that it accepts no more (410); 1 delivery waits.
                    doorstep destination resume a-name-longer-than-its-column

                """)
    }

    @Test("a refused login is told with what the server said, what to do, and how to go on")
    func login() throws {
        let state =
            #""state":"login","since":"2026-11-21T10:14:00.000Z","reason":"the mail server refused the "#
            + #"login: 535 5.7.8 no; check user and password""#
        let (outcome, _) = try Outcome.of(
            ["deliveries"],
            DeliveryTests.listing([], destinations: [Self.destination(state: state, dead: 0)]))
        #expect(
            outcome.output.hasPrefix(
                """
                manager gets nothing since 11:14:00: the mail server refused the login: 535
                5.7.8 no; check user and password; 3 deliveries wait.
                  doorstep destination test manager

                """))
    }

    @Test("without a destination the list says how to make one")
    func empty() throws {
        let (outcome, _) = try Outcome.of(
            ["destination", "list"], DeliveryTests.listing([], destinations: []))
        #expect(
            outcome.output
                == "Summaries go nowhere yet. To make a destination:  doorstep destination add\n")
    }

    @Test("pause and resume say how it stands then")
    func switching() throws {
        let paused = #""state":"paused","since":"2026-11-21T10:15:09.000Z""#
        let (off, requests) = try Outcome.of(["destination", "pause", "chat"]) { _ in
            .json(200, Self.destination("chat", state: paused, waiting: 0, dead: 0))
        }
        #expect(requests.map(\.line) == ["POST /v1/destinations/chat/pause"])
        #expect(
            off.output == """
                chat is paused since 11:15:09.
                  doorstep destination resume chat

                """)
        let (on, more) = try Outcome.of(["destination", "resume", "chat"]) { _ in
            .json(200, Self.destination("chat", waiting: 1))
        }
        #expect(more.map(\.line) == ["POST /v1/destinations/chat/resume"])
        #expect(on.output == "chat is on; 1 delivery is due.\n")
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

    @Test("add hands what was said to doorstepd, as one word that tells no secret")
    func add() throws {
        let recorder = Recorder()
        let status = DoorstepProgram.run(
            [
                "destination", "add", "--config", "shop.toml", "--name", "chat", "--format",
                "slack", "--url-file", "url.txt", "--send", "day, week", "--language", "fr",
                "--allow-http", "--no-test", "--no-systemd",
            ], in: recorder.terminal)
        #expect(status == 0)
        let words = try #require(recorder.successors.first)
        #expect(words.count == 2)
        #expect(words[0] == "add-destination")
        let wish = try JSONDecoder().decode(DestinationWish.self, from: Data(words[1].utf8))
        var expected = DestinationWish(config: "shop.toml")
        expected.name = "chat"
        expected.format = "slack"
        expected.urlFile = "url.txt"
        expected.send = [.day, .week]
        expected.language = .fr
        expected.allowHTTP = true
        expected.isTested = false
        expected.usesCredentials = false
        #expect(wish == expected)
    }

    @Test("add hands on what a mailbox is, without its password")
    func addMailbox() throws {
        let recorder = Recorder()
        let status = DoorstepProgram.run(
            [
                "destination", "add", "--config", "shop.toml", "--format", "email",
                "--mail-server", "mail.example", "--from", "comptoir@shop.example",
                "--to", "anne@shop.example", "--to", "jean@shop.example", "--user", "",
                "--password-stdin", "--allow-plain",
            ], in: recorder.terminal)
        #expect(status == 0)
        let words = try #require(recorder.successors.first)
        let wish = try JSONDecoder().decode(DestinationWish.self, from: Data(words[1].utf8))
        var expected = DestinationWish(config: "shop.toml")
        expected.format = "email"
        expected.mailServer = "mail.example"
        expected.from = "comptoir@shop.example"
        expected.to = ["anne@shop.example", "jean@shop.example"]
        expected.user = ""
        expected.passwordComesIn = true
        expected.allowPlain = true
        #expect(wish == expected)
    }

    @Test(
        "add takes one source of a password or a URL",
        arguments: [
            (["--password-file", "a", "--password-stdin"], "--password-file and --password-stdin"),
            (["--url-stdin", "--password-stdin"], "--url-stdin is for a webhook"),
        ])
    func sources(_ options: [String], _ message: String) {
        let recorder = Recorder()
        let status = DoorstepProgram.run(["destination", "add"] + options, in: recorder.terminal)
        #expect(status == 64)
        #expect(recorder.error.contains(message))
        #expect(recorder.successors.isEmpty)
    }
}
