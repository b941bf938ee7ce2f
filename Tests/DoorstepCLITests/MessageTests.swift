import DoorstepClient
import FakeDaemon
import Foundation
import Testing

@testable import DoorstepCLI

/// What people are told when it does not work, word for word.
struct MessageTests {
    @Test("a refusal by the daemon is its detail and its hint")
    func refused() throws {
        let (outcome, _) = try Outcome.of(["enter", "--door", "side"]) { _ in
            .json(
                422,
                #"{"type":"about:blank","title":"No such door","status":422,"kind":"unknown-door","#
                    + #""detail":"door is “side”, and this shop has no door of that name.","#
                    + #""hint":"Its doors are: front."}"#)
        }
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.error == """
                doorstep: door is “side”, and this shop has no door of that name.
                  hint: Its doors are: front.

                """)
    }

    @Test("where the daemon's hint names a route, the terminal names a command")
    func ownHint() throws {
        let (outcome, _) = try Outcome.of(["answer", "9", "said"]) { _ in
            .json(
                404,
                #"{"type":"about:blank","title":"No such prompt","status":404,"#
                    + #""kind":"unknown-prompt","detail":"No prompt has the id 9.","#
                    + #""hint":"GET /v1/prompts lists the open ones."}"#)
        }
        #expect(
            outcome.error == """
                doorstep: No prompt has the id 9.
                  hint: doorstep now  shows the open ones

                """)
    }

    @Test("no daemon at the usual place")
    func noFile() {
        let failure = CommandFailure(
            .unreachable(
                ConnectionDiagnosis(socket: ConnectionOptions.defaultSocket, cause: .noFile)))
        #expect(failure.status == 69)
        #expect(
            failure.text == """
                doorstep: cannot reach the daemon at /run/doorstep/doorstep.sock: no such file
                  hint: is it running?  systemctl status doorstepd
                """)
    }

    @Test("no daemon where DOORSTEP_SOCKET says")
    func variable() throws {
        let directory = try scratchDirectory()
        let outcome = Outcome.of(["now"], variables: ["DOORSTEP_SOCKET": directory + "/d.sock"])
        #expect(outcome.status == 69)
        #expect(
            outcome.error == """
                doorstep: cannot reach the daemon at \(directory)/d.sock: no such file
                  hint: start it:  doorstepd serve --config FILE --socket \(directory)/d.sock

                """)
    }

    static let lea = ConnectionDiagnosis.Access(
        owner: "doorstep", group: "doorstep", letsGroupIn: true, person: "lea")
    static let closed = ConnectionDiagnosis.Access(
        owner: "root", group: "root", letsGroupIn: false, person: "lea")

    @Test(
        "each cause has its words and its command",
        arguments: [
            (
                ConnectionDiagnosis.Cause.noDirectory("/run/doorstep"),
                """
                there is no directory /run/doorstep
                  hint: start it:  doorstepd serve --config FILE --socket s
                """
            ),
            (
                .nobodyListening,
                """
                the socket is there, but nobody listens on it any more
                  hint: start it:  doorstepd serve --config FILE --socket s
                """
            ),
            (
                .tooManyWaiting,
                """
                it takes no more connections for now
                  hint: try again; if that lasts:  systemctl status doorstepd
                """
            ),
            (
                .pathTooLong(bytes: 125, atMost: 107),
                """
                the path is 125 bytes long, and a socket's may have 107
                  hint: go to its directory and name it from there:  doorstep --socket ./NAME.sock …
                """
            ),
            (
                .notASocket("a directory"),
                """
                there is a directory, not the daemon's socket
                  hint: give the right path:  --socket PATH, or DOORSTEP_SOCKET=PATH
                """
            ),
            (
                .closedDirectory("/run/doorstep", lea),
                """
                the user lea may not enter /run/doorstep
                  hint: join the group doorstep, then log in again:  sudo usermod -aG doorstep lea
                """
            ),
            (
                .closedSocket(lea),
                """
                the user lea may not write to it
                  hint: join the group doorstep, then log in again:  sudo usermod -aG doorstep lea
                """
            ),
            (
                .closedSocket(closed),
                """
                the user lea may not write to it
                  hint: only root may; use  sudo -u root doorstep …  or change socketMode in the daemon's configuration
                """
            ),
        ])
    func causes(cause: ConnectionDiagnosis.Cause, text: String) {
        let failure = CommandFailure(
            .unreachable(ConnectionDiagnosis(socket: "s", cause: cause)))
        #expect(failure.text == "doorstep: cannot reach the daemon at s: " + text)
    }

    @Test(
        "words that are not understood end with 64 and say what fits",
        arguments: [
            (["enter", "--people", "501"], "--people wants a number from 1 to 500, not 501."),
            (["recount", "100001"], "The number of people inside goes from 0 to 100,000."),
            (["answer", "not-a-visitor"], "not-a-visitor wants --reason staff, delivery or test."),
            (
                ["answer", "hello"],
                "“hello” is no answer: it is said, own-words, missed or not-a-visitor, "
                    + "for a greeting also reentry, or for an opening entrance or exit."
            ),
            (
                ["answer", "7", "said", "--smile", "--not-observed", "smile"],
                "“smile” is given both as seen and as not seen."
            ),
            (["answer", "7", "said", "--exit", "3"], "--exit goes with reentry only."),
            (["answer", "x1", "said"], "“x1” is not a prompt's number."),
            (["undo", "0"], "“0” is not a fact's number."),
            (
                ["enter", "--at", "25:00"],
                "The value '25:00' is invalid for '--at <time>': "
                    + "Give it as 11:15, 11:15:02 or 2026-11-21T11:15:02+01:00."
            ),
            (
                ["summary", "2026-11-31"],
                "Give a day as 2026-11-21, a week as 2026-W47 or a month as 2026-11."
            ),
            (["summary", "day", "2026-W47"], "Give the day as 2026-11-21."),
            (["summary", "week", "47"], "Give the week as 2026-W47, or one of its days."),
            (["summary", "month", "2026-13"], "Give the month as 2026-11, or one of its days."),
            (["summary", "2026-11-21", "2026-11-22"], "Give one period at a time."),
            (
                ["summary", "--csv", "--html", "x.html"],
                "--csv and --html exclude each other: give one of them."
            ),
            (
                ["summary", "--json", "--csv", "--send", "chat"],
                "--json and --csv and --send exclude each other: give one of them."
            ),
            (
                ["summary", "--send", "chat", "--language", "fr"],
                "--language goes with the screen and --html, not with --send."
            ),
            (
                ["deliver", "W47"],
                "The value 'W47' is invalid for '<period>': "
                    + "Give a day as 2026-11-21, a week as 2026-W47 or a month as 2026-11."
            ),
            (["deliveries", "retry"], "Give the id of one delivery, or --all-dead."),
            (["deliveries", "drop"], "Give the id of one delivery, or --all-dead."),
            (
                ["deliveries", "retry", "msg_1", "--all-dead"],
                "Give the id of one delivery, or --all-dead."
            ),
            (
                ["deliveries", "retry", "msg_1", "--destination", "chat"],
                "--destination goes with --all-dead."
            ),
            (
                ["destination", "add", "--url-stdin", "--url-file", "x"],
                "--url-file and --url-stdin exclude each other."
            ),
            (
                ["destination", "add", "--send", "day,day"],
                "The value 'day,day' is invalid for '--send <periods>': "
                    + "Give some of day,week,month, each once."
            ),
            (
                ["export", "--from", "2026-11-21", "--to", "2026-11-20"],
                "--from 2026-11-21 is after --to 2026-11-20."
            ),
            (
                ["import", "f", "--format", "counts-csv"],
                "--time-zone says which zone the file's times are in: Europe/Paris."
            ),
            (
                ["import", "f", "--format", "counts-csv", "--time-zone", "Paris"],
                "“Paris” is no time zone: give it as Europe/Paris."
            ),
        ])
    func usage(arguments: [String], message: String) {
        let outcome = Outcome.of(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.error.split(separator: "\n").first.map(String.init) == "doorstep: " + message)
    }

    @Test(
        "a mistyped command is told the one that was meant",
        arguments: [
            (["anwser", "said"], "anwser", "did you mean  doorstep answer"),
            (["deliveries", "retyr", "7"], "retyr", "did you mean  doorstep deliveries retry"),
            (["frobnicate"], "frobnicate", "all commands:  doorstep --help"),
        ])
    func mistyped(arguments: [String], word: String, hint: String) {
        let outcome = Outcome.of(arguments)
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.error == "doorstep: “\(word)” is no command\n  hint: \(hint)\n")
    }

    @Test("the program's help")
    func help() {
        let outcome = Outcome.of(["--help"])
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                OVERVIEW: Tell Doorstep who comes and goes, answer its prompts, and see the
                shop's day.

                Every command talks to the daemon on this machine. Its socket is the one given
                with --socket, else the one in the variable DOORSTEP_SOCKET, else
                /run/doorstep/doorstep.sock.

                USAGE: doorstep <subcommand>

                OPTIONS:
                  -h, --help              Show help information.

                AT THE COUNTER SUBCOMMANDS:
                  counter                 The counter's screen: what is due, large, and one key
                                          for each answer.
                  enter                   Record an entrance.
                  exit                    Record an exit.
                  open                    Record an opening: a door opened, and the direction
                                          is not known.
                  now                     Show who is inside, what is due, and how the day goes.
                  answer                  Answer a prompt.
                  outcome                 Note what a visit was, after its farewell.
                  tie                     Tie an exit to the visit that it ended.
                  recount                 Set how many people are inside, as counted by a
                                          person.
                  undo                    Undo a fact that should not have been recorded.
                  exclude                 Leave out of the figures what a door's faulty sensor
                                          reported.
                  watch                   Show each fact as it is recorded.

                FOR THE MANAGER SUBCOMMANDS:
                  summary                 Show a day, a week or a month on one screen, save it,
                                          or send it.
                  feedback                Show which faces visitors pressed today, and decide
                                          which of them count.
                  deliver                 Send a summary again, as it is now, to all
                                          destinations that get it.
                  deliveries              Show what was sent to the managers, what was not and
                                          why, and send it again.
                  destination             Show where summaries go; add, try out, pause or
                                          resume a destination.

                THE SCREENS SUBCOMMANDS:
                  pair                    Let a browser be a counter, a kiosk or a report, or a
                                          program read the metrics.
                  devices                 Show the paired screens, or revoke one.

                THE FACTS THEMSELVES SUBCOMMANDS:
                  import                  Bring in an old counter's history, or facts of
                                          another ledger.
                  export                  Write the facts out, for a spreadsheet or another
                                          ledger.

                  See 'doorstep help <subcommand>' for detailed help.

                """)
    }
}
