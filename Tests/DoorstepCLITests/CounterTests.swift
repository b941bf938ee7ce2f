import DoorstepCore
import FakeDaemon
import TestSupport
import Testing

/// Commands at the counter: what they send, and what they print, word for word.
struct CounterTests {
    @Test("enter sends what was said and prints the entrance and its greeting")
    func enter() throws {
        let (outcome, requests) = try Outcome.of(
            ["enter", "--people", "2", "--door", "front", "--at", "11:15:02", "--source", "staff"]
        ) { request in
            guard request.line == "POST /v1/entrances" else { return .json(200, Answers.now()) }
            return .json(
                201,
                Answers.recorded(
                    Answers.fact(1042, "entrance", Answers.party), Answers.prompt(1042)))
        }
        // The hour is the shop's, whose zone the daemon is asked for.
        #expect(requests.map(\.line) == ["GET /v1/now", "POST /v1/entrances"])
        #expect(
            requests[1].body
                == #"{"door":"front","people":2,"at":"2026-11-21T10:15:02.000Z","source":"staff"}"#)
        #expect(
            outcome.output == """
                #1042  entrance  front  2 people  11:15:02
                  → Bonjour, bienvenue !   (greeting due 11:15:05–11:15:32)

                """)
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
    }

    @Test("enter without a word sends none")
    func enterBare() throws {
        let (outcome, requests) = try Outcome.of(["enter", "--json"]) { _ in
            .json(201, Answers.fact(1, "entrance", #""door":"front","people":1"#))
        }
        #expect(requests[0].body == "{}")
        #expect(outcome.output == Answers.fact(1, "entrance", #""door":"front","people":1"#) + "\n")
    }

    @Test("exit says until when the farewell is due; without a script, to use one's own words")
    func exit() throws {
        let (outcome, _) = try Outcome.of(["exit"]) { _ in
            .json(
                201,
                Answers.recorded(
                    Answers.fact(1043, "exit", Answers.party + #","certain":false"#),
                    Answers.prompt(1043, "farewell", from: "10:15:02", script: nil)))
        }
        #expect(
            outcome.output == """
                #1043  exit  front  2 people  11:15:02
                  → in your own words: no script fits   (farewell due until 11:15:32)

                """)
    }

    @Test("an entrance of another day, recorded too late, asks for nothing")
    func late() throws {
        let (outcome, _) = try Outcome.of(["enter", "--at", "2026-11-20T10:15:02.120Z"]) { _ in
            .json(
                201,
                Answers.recorded(
                    Answers.fact(9, "entrance", Answers.party, at: "2026-11-20T10:15:02.120Z"),
                    Answers.prompt(9, state: "lapsed")))
        }
        #expect(
            outcome.output == """
                #9  entrance  front  2 people  2026-11-20 11:15:02
                  recorded too late for a greeting, so there is no prompt

                """)
    }

    @Test("open asks which way")
    func open() throws {
        let (outcome, requests) = try Outcome.of(["open"]) { _ in
            .json(
                201,
                Answers.recorded(
                    Answers.fact(7, "opening", #""door":"front""#),
                    Answers.prompt(7, "direction", from: "10:15:02", script: nil)))
        }
        #expect(requests[0].line == "POST /v1/openings")
        #expect(
            outcome.output == """
                #7  opening  front  11:15:02
                  → which way?  doorstep answer 7 entrance|exit|not-a-visitor   (direction due until 11:15:32)

                """)
    }

    @Test("now shows the shop on one screen")
    func now() throws {
        let answer = Answers.now(
            prompts: [
                Answers.prompt(1041, by: "10:15:07"), Answers.prompt(1042),
                Answers.prompt(1045, from: "10:15:12"),
            ],
            visits:
                #"{"id":"1040","door":"front","enteredAt":"2026-11-21T10:02:00.000Z","people":1},"#
                + #"{"id":"1041","door":"front","enteredAt":"2026-11-21T10:11:30.000Z","people":12}"#,
            occupancy: -3)
        let (outcome, _) = try Outcome.of(["now"]) { _ in .json(200, answer) }
        #expect(
            outcome.output == """
                Librairie des Halles, Saturday 21 November 2026, 11:15:09

                People inside  0
                Today          42 entrances, 1 exit; 1 person excluded
                Greetings      31 of 36 in the window, 34 in all
                Farewells      none due yet
                Satisfaction   too few faces yet
                Day            its summary is made at 19:15

                Open prompts
                  #1041  greeting  front  2 people  late since 11:15:07  → Bonjour, bienvenue !
                  #1042  greeting  front  2 people  due until 11:15:32   → Bonjour, bienvenue !
                  #1045  greeting  front  2 people  from 11:15:12        → Bonjour, bienvenue !

                Visits going on
                  #1040  1 person   since 11:02:00
                  #1041  12 people  since 11:11:30

                Doors
                  front  watched                                              last seen 11:14:58
                  back   not watched since 2026-11-20 10:02:11: no heartbeat

                """)
    }

    @Test("now --json hands on the daemon's answer unchanged")
    func nowJSON() throws {
        let (outcome, _) = try Outcome.of(["now", "--json"]) { _ in .json(200, Answers.now()) }
        #expect(outcome.output == Answers.now() + "\n")
    }

    @Test("answer sends only what was observed")
    func answer() throws {
        let (outcome, requests) = try Outcome.of([
            "answer", "1042", "own-words", "--smile", "--no-thanks", "--outcome", "came-for-gift",
            "--at", "2026-11-21T10:15:12Z",
        ]) { _ in
            .json(
                201,
                Answers.fact(
                    1046, "greeting",
                    #""about":1042,"answer":"ownWords","outcome":"cameForGift""#))
        }
        #expect(requests.map(\.line) == ["POST /v1/prompts/1042/answer"])
        #expect(
            requests[0].body
                == #"{"answer":"ownWords","observed":{"smile":true,"thanks":false},"#
                + #""outcome":"cameForGift","at":"2026-11-21T10:15:12.000Z"}"#)
        #expect(
            outcome.output == "#1046  greeting  of #1042  in own words  cameForGift  11:15:02\n")
    }

    @Test("answer names what was seen by the checklist's ids, beside the flags")
    func observed() throws {
        let (_, requests) = try Outcome.of([
            "answer", "1042", "said", "--no-smile", "--observed", "thanks, gift-wrap",
            "--not-observed", "seat,eyeContact",
        ]) { _ in .json(201, Answers.fact(1046, "greeting", #""about":1042,"answer":"said""#)) }
        #expect(
            requests[0].body
                == #"{"answer":"said","observed":{"smile":false,"eyeContact":false,"thanks":true,"#
                + #""gift-wrap":true,"seat":false}}"#)
    }

    @Test("answer reentry names the exit that is undone")
    func reentry() throws {
        let (outcome, requests) = try Outcome.of(["answer", "#1042", "reentry", "--exit", "#1040"])
        { _ in .json(201, Answers.fact(1046, "reentry", #""about":1042,"exit":1040"#)) }
        #expect(requests[0].body == #"{"answer":"reentry","exit":1040}"#)
        #expect(outcome.output == "#1046  reentry  of #1042  exit #1040  11:15:02\n")
    }

    @Test("tie sends the visit, and says what is certain now")
    func tie() throws {
        let (outcome, requests) = try Outcome.of(["tie", "1043", "#1041"]) { _ in
            .json(201, Answers.fact(1046, "tie", #""about":1043,"visit":1041"#))
        }
        #expect(requests.map(\.line) == ["POST /v1/prompts/1043/tie"])
        #expect(requests[0].body == #"{"visit":1041}"#)
        #expect(outcome.output == "#1046  tie  of #1043  visit #1041  11:15:02\n")
    }

    @Test("answer without a number takes the first open prompt that it answers, and says which")
    func oldest() throws {
        let (outcome, requests) = try Outcome.of(["answer", "said"]) { request in
            request.method == "GET"
                ? .json(
                    200,
                    Answers.now(prompts: [Answers.prompt(1040, "direction"), Answers.prompt(1042)]))
                : .json(201, Answers.fact(1046, "greeting", #""about":1042,"answer":"said""#))
        }
        #expect(requests.map(\.line) == ["GET /v1/now", "POST /v1/prompts/1042/answer"])
        #expect(outcome.error == "Answering #1042: greeting, front, 2 people, 11:15:02\n")
    }

    @Test("answer with nothing open says how to answer afterwards")
    func nothingOpen() throws {
        let (outcome, _) = try Outcome.of(["answer", "said"]) { _ in .json(200, Answers.now()) }
        #expect(outcome.status == 1)
        #expect(
            outcome.error == """
                doorstep: no prompt is open
                  hint: a prompt that has lapsed is answered by its number and --at:
                        doorstep answer NUMBER said --at 11:15

                """)
    }

    @Test("recount sends a count and a reason")
    func recount() throws {
        let (outcome, requests) = try Outcome.of(["recount", "0", "--reason", "all gone"]) { _ in
            .json(201, Answers.fact(5, "occupancy", #""people":0,"reason":"all gone""#))
        }
        #expect(requests[0].line == "POST /v1/occupancy")
        #expect(requests[0].body == #"{"people":0,"reason":"all gone"}"#)
        #expect(outcome.output == "#5  occupancy  0 people inside  all gone  11:15:02\n")
    }

    @Test("feedback lists what looks like misuse first, with the reason in words")
    func feedback() throws {
        func entry(_ sequence: Int, _ more: String) -> String {
            #"{"sequence":\#(sequence),"at":"2026-11-21T10:15:02.120Z","face":1,\#(more)}"#
        }
        let list = [
            entry(5, #""reviewed":false,"counts":true"#),
            entry(6, #""device":"till","flag":"repeated","reviewed":false,"counts":false"#),
            entry(70, #""device":"door-2","flag":"burst","reviewed":true,"counts":true"#),
            entry(8, #""flag":"closed","reviewed":false,"counts":false"#),
            entry(9, #""reviewed":true,"counts":false"#),
        ].joined(separator: ",")
        @Sendable func answer(_ request: FakeDaemon.Request) -> FakeDaemon.Reply {
            request.line == "GET /v1/feedback"
                ? .json(200, #"{"feedback":[\#(list)]}"#) : .notProvidedFor
        }
        let (outcome, requests) = try Outcome.of(
            ["feedback"], variables: ["LANG": "en_GB.UTF-8"], answer)
        #expect(requests.map(\.line) == ["GET /v1/feedback"])
        #expect(
            outcome.output == """
                Looks like misuse
                  #6   11:15:02  unhappy  till    left out  the same device within 2 seconds
                  #70  11:15:02  unhappy  door-2  counts    more than 5 from one device in a minute; decided by a person
                  #8   11:15:02  unhappy          left out  the shop was not open
                  decide:  doorstep feedback review NUMBER --count|--leave-out

                Visitors
                  #5  11:15:02  unhappy    counts
                  #9  11:15:02  unhappy    left out  decided by a person

                """)
        let (french, _) = try Outcome.of(["feedback", "--language", "fr"], answer)
        #expect(
            french.output == """
                À vérifier
                  #6   11:15:02  mécontent  till    écarté  le même appareil en moins de 2 secondes
                  #70  11:15:02  mécontent  door-2  compté  plus de 5 du même appareil en une minute\u{a0}; décidé par une personne
                  #8   11:15:02  mécontent          écarté  le magasin n’était pas ouvert
                  décider\u{a0}:  doorstep feedback review NUMÉRO --count|--leave-out

                Visiteurs
                  #5  11:15:02  mécontent    compté
                  #9  11:15:02  mécontent    écarté  décidé par une personne

                """)
    }

    @Test(
        "what staff read is in the option's language, else the terminal's, else the shop's first",
        arguments: [
            (["--language", "en"], ["LANG": "fr_FR.UTF-8"], "fr", true),
            ([], ["LANG": "en_GB.UTF-8"], "fr", true), ([], ["LANG": "fr_FR.UTF-8"], "en", false),
            ([], ["LC_ALL": "C"], "fr", false), ([], [:], "en", true), ([], [:], "de", true),
        ])
    func language(options: [String], variables: [String: String], shop: String, isEnglish: Bool)
        throws
    {
        let (outcome, _) = try Outcome.of(["feedback"] + options, variables: variables) { request in
            switch request.line {
            case "GET /v1/feedback": .json(200, #"{"feedback":[]}"#)
            case "GET /v1/checklist": .json(200, #"{"languages":["\#(shop)","en"],"items":[]}"#)
            default: .notProvidedFor
            }
        }
        #expect(
            outcome.output
                == (isEnglish
                    ? "Nobody has pressed a face today.\n"
                    : "Personne n’a pressé de visage aujourd’hui.\n"))
    }

    @Test("feedback review says whether it counts")
    func review() throws {
        let (outcome, requests) = try Outcome.of(["feedback", "review", "#6", "--leave-out"]) { _ in
            .json(201, Answers.fact(10, "review", #""about":6,"counts":false"#))
        }
        #expect(requests.map(\.line) == ["POST /v1/feedback/6/review"])
        #expect(requests[0].body == #"{"counts":false}"#)
        #expect(outcome.output == "#10  review  of #6  left out  11:15:02\n")
        let (empty, _) = try Outcome.of(["feedback"]) { _ in .json(200, #"{"feedback":[]}"#) }
        #expect(empty.output == "Nobody has pressed a face today.\n")
    }

    @Test("undo without a number takes the last fact that the daemon offers and that stands")
    func undo() throws {
        func fact(_ sequence: Int, undone: Bool) -> String {
            #"{"sequence":\#(sequence),"kind":"entrance","at":"2026-11-21T10:15:02.120Z","#
                + #""undone":\#(undone),"words":{"en":"came in, front, 2 people","fr":"entrée"}}"#
        }
        let recent = fact(1042, undone: true) + "," + fact(1041, undone: false)
        let (outcome, requests) = try Outcome.of(["undo", "--reason", "twice"]) { request in
            switch request.line {
            case "GET /v1/now": .json(200, Answers.now(recent: recent))
            case "POST /v1/facts/1041/void":
                .json(201, Answers.fact(1046, "void", #""about":1041,"reason":"twice""#))
            default: .notProvidedFor
            }
        }
        #expect(requests.last?.body == #"{"reason":"twice"}"#)
        #expect(outcome.error == "Undoing #1041: came in, front, 2 people, 11:15:02\n")
        #expect(outcome.output == "#1046  void  undoes #1041  twice  11:15:02\n")
    }

    @Test("undo of an empty ledger")
    func undoNothing() throws {
        let (outcome, _) = try Outcome.of(["undo"]) { _ in .json(200, Answers.now(sequence: 0)) }
        #expect(
            outcome.error == """
                doorstep: there is nothing to undo
                  hint: an older fact is undone by its number:
                        doorstep undo NUMBER

                """)
    }
}
