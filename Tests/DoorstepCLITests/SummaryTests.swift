import FakeDaemon
import Foundation
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
            + #""doors":[],"openings":{"all":0,"answered":0,"excluded":0,"whileShut":0,"unanswered":0,"byDoor":[]},"#
            + #""episodes":[],"#
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
            + #""unansweredOpenings":0,"covered":\#(covered)}"#
    }

    static let day = day()
}

struct SummaryTests {
    @Test("a day is told on one screen in the digest's words")
    func screen() throws {
        let (outcome, requests) = try Outcome.of(["summary", "day", "2026-11-22"]) { _ in
            .json(200, Summaries.day)
        }
        #expect(requests.map(\.line) == ["GET /v1/summaries/day/2026-11-22"])
        #expect(
            outcome.output == """
                Librairie des Halles, Sunday 22 November 2026

                1,040 visitors

                Greeted in time  86 %, 31 of 36
                Median wait      13 s
                Satisfaction     78 of 100, 6 faces

                1,000 █████
                      █████
                      █████
                      █████
                      █████
                      █████ ·····
                      10       12
                · hour not fully watched

                Day from 04:00 to 04:00, Paris time · doors watched 100 % · revision 2

                """)
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

    @Test("a week shows its days and what moved, in the language of the terminal")
    func week() throws {
        let days =
            #"[{"day":"2026-11-16","openMinutes":600,"coverage":1,"entrances":42,"exits":40,"#
            + #""footfall":42,"due":30,"early":0,"inWindow":24,"late":1,"never":5,"#
            + #""farewellsDue":28,"farewells":20,"unansweredOpenings":0},"#
            + #"{"day":"2026-11-17","openMinutes":0,"coverage":null,"entrances":0,"exits":0,"#
            + #""footfall":0,"due":0,"early":0,"inWindow":0,"late":0,"never":0,"#
            + #""farewellsDue":0,"farewells":0,"unansweredOpenings":0},"#
            + #"{"day":"2026-11-18","openMinutes":600,"coverage":0.2,"entrances":10,"exits":9,"#
            + #""footfall":8,"due":6,"early":2,"inWindow":4,"late":0,"never":0,"#
            + #""farewellsDue":0,"farewells":0,"unansweredOpenings":0},"#
            + #"{"day":"2026-11-19","openMinutes":600,"coverage":1,"entrances":1000,"exits":999,"#
            + #""footfall":998,"due":6,"early":2,"inWindow":4,"late":0,"never":0,"#
            + #""farewellsDue":0,"farewells":0,"unansweredOpenings":0}]"#
        let changes =
            #"{"comparedWith":["2026-W46","2026-W45"],"footfall":{"value":1040,"usual":800.5,"#
            + #""low":746.1,"high":858.2,"moved":"up"},"greeting":null,"farewell":null}"#
        let (outcome, _) = try Outcome.of(
            ["summary", "2026-W47"], variables: ["LANG": "fr_FR.UTF-8"]
        ) { _ in
            .json(
                200,
                Summaries.day(
                    kind: "week", id: "2026-W47", byDay: days, changes: changes,
                    notes: #""week-open: running","imported: old""#))
        }
        #expect(
            outcome.output == """
                Librairie des Halles, semaine 47, du lundi 16 au dimanche 22 novembre 2026

                1 040 visiteurs, +30 % par rapport à une semaine ordinaire

                ! La semaine n’est pas finie ; les totaux vont encore monter.

                Saluées à temps  86 %, 31 sur 36
                Attente médiane  13 s
                Satisfaction     78 sur 100, 6 avis

                1 000             █████
                                  █████
                                  █████
                      ▁▁▁▁▁ ····· █████
                      lu 16       je 19
                · jour trop peu suivi
                Le plus de monde le jeudi 19 : 1 000 entrées.

                - Plus de visiteurs que d’habitude : 1 040 contre 801, d’après les 2 dernières
                  semaines bien suivies.

                Du dimanche 22, 4 h, au lundi 23, 4 h, heure de Paris · portes suivies 100 % ·
                version 2

                """)
    }

    @Test("a terminal that has no UTF-8 gets ASCII, where a pipe without a locale gets UTF-8")
    func ascii() throws {
        let arguments = ["summary", "2026-11-22", "--language", "fr"]
        let answer = { @Sendable (_: FakeDaemon.Request) in
            FakeDaemon.Reply.json(200, Summaries.day)
        }
        let (plain, _) = try Outcome.of(
            arguments, variables: ["LC_ALL": "C", "LANG": "en_GB.UTF-8"], isOutputWatched: true,
            answer)
        #expect(plain.output.utf8.allSatisfy { $0 < 0x80 })
        #expect(plain.output.contains("\n1 000 #####\n"))
        #expect(plain.output.contains("86 %"))
        let (piped, _) = try Outcome.of(arguments, answer)
        #expect(piped.output.contains("█"))
    }

    @Test("no escape code is written, on a terminal either")
    func escapes() throws {
        let (outcome, _) = try Outcome.of(
            ["summary", "2026-11-22"],
            variables: ["TERM": "xterm-256color", "LANG": "en_GB.UTF-8"], isOutputWatched: true
        ) { _ in .json(200, Summaries.day) }
        #expect(!outcome.output.utf8.contains(0x1B))
    }

    @Test("JSON is what the daemon answered, byte for byte")
    func json() throws {
        let (outcome, _) = try Outcome.of(["summary", "2026-11-22", "--json"]) { _ in
            .json(200, Summaries.day)
        }
        #expect(outcome.output == Summaries.day + "\n")
    }

    @Test("CSV is the report page's key figures")
    func csv() throws {
        let (outcome, requests) = try Outcome.of(["summary", "2026-W47", "--csv"]) { _ in
            .json(200, "figure,unit\r\n")
        }
        #expect(requests.map(\.line) == ["GET /report.csv?week=2026-W47"])
        #expect(outcome.output == "figure,unit\r\n")
    }

    @Test(
        "the report page is asked for as a file, in the language that was meant",
        arguments: [
            (["--language", "fr"], [:], "fr"), ([], ["LC_ALL": "fr_CA.UTF-8"], "fr"),
            ([], ["LC_ALL": "C"], "en"), ([], [:], "en"),
            (["--language", "en"], ["LANG": "fr_FR.UTF-8"], "en"),
        ])
    func page(_ options: [String], _ variables: [String: String], _ language: String) throws {
        let (outcome, requests) = try Outcome.of(
            ["summary", "2026-11-22", "--html", "-"] + options, variables: variables
        ) { _ in .json(200, "<html></html>\n") }
        #expect(
            requests.map(\.line) == ["GET /report?day=2026-11-22&standalone=true&lang=\(language)"])
        #expect(outcome.output == "<html></html>\n")
    }

    @Test("the page takes the place of a file that is there, whole or not at all")
    func file() throws {
        let path = try scratchDirectory() + "/day.html"
        try Data("older and longer".utf8).write(to: URL(fileURLWithPath: path))
        let arguments = ["summary", "2026-11-22", "--html", path]
        let (refused, _) = try Outcome.of(arguments) { _ in .drop }
        #expect(refused.status == 69)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "older and longer")
        let (outcome, _) = try Outcome.of(arguments) { _ in .json(200, "<html>") }
        #expect(outcome.error == "The report was written to \(path).\n")
        #expect(outcome.output.isEmpty)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "<html>")
    }

    @Test(
        "a summary is sent to the destination that is named, and one that is paused is said to be")
    func send() throws {
        let answer = { @Sendable (state: String) in
            { @Sendable (request: FakeDaemon.Request) -> FakeDaemon.Reply in
                request.method == "POST"
                    ? .json(
                        202,
                        #"{"deliveries":[\#(DeliveryTests.delivery("waiting", due: nil, attempts: ""))]}"#
                    )
                    : .json(
                        200,
                        #"{"destinations":[\#(DestinationCommandTests.destination(state: state))]}"#
                    )
            }
        }
        let arguments = ["summary", "month", "2026-11", "--send", "manager"]
        let (outcome, requests) = try Outcome.of(arguments, answer(#""state":"on""#))
        #expect(requests[0].line == "POST /v1/summaries/month/2026-11/deliver")
        #expect(requests[0].body == #"{"destination":"manager"}"#)
        #expect(
            outcome.output == """
                Queued for manager: day 2026-11-21.
                To see whether it arrives:  doorstep deliveries

                """)
        let paused = #""state":"paused","since":"2026-11-20T10:15:09.000Z""#
        let (other, _) = try Outcome.of(arguments, answer(paused))
        #expect(
            other.output == """
                Queued for manager: day 2026-11-21.
                manager is paused since 2026-11-20 11:15:09; 4 deliveries wait.
                  doorstep destination resume manager

                """)
    }
}
