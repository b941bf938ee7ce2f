import FakeDaemon
import Foundation
import Testing

@testable import DoorstepCLI

@Suite struct PairingTests {
    private static let url = "http://127.0.0.1:8787/pair/K7QM2-X9DPT"
    private static let invitation =
        #"{"role":"counter","name":"Caisse 1","code":"K7QM2-X9DPT","url":"\#(url)","#
        + #""expiresAt":"2026-11-21T10:25:09.000Z"}"#
    private static let devices =
        #"{"devices":[{"id":1,"role":"counter","name":"Caisse 1","pairedAt":"2026-11-20T09:00:00.000Z","#
        + #""lastSeenAt":"2026-11-21T08:30:00.000Z","connected":true},"#
        + #"{"id":12,"role":"kiosk","name":"kiosk","pairedAt":"2026-11-21T10:00:00.000Z","#
        + #""lastSeenAt":null,"connected":false},"#
        + #"{"id":13,"role":"kiosk","name":"kiosk","pairedAt":"2026-11-21T10:05:00.000Z","#
        + #""lastSeenAt":null,"connected":false}]}"#

    private static func daemon(_ request: FakeDaemon.Request) -> FakeDaemon.Reply {
        switch request.line {
        case "POST /v1/pairings": .json(201, invitation)
        case "GET /v1/devices": .json(200, devices)
        case "DELETE /v1/devices/1", "DELETE /v1/devices/12", "DELETE /v1/devices/99":
            .json(204, "")
        default: .notProvidedFor
        }
    }

    @Test("shows the link, the code and until when they are good")
    func pair() throws {
        let (run, requests) = try Outcome.of(
            ["pair", "counter", "--name", "Caisse 1"], Self.daemon)
        #expect(run.status == 0)
        #expect(requests.map(\.body) == [#"{"role":"counter","name":"Caisse 1"}"#])
        #expect(
            run.output == """
                Open this link in the browser that is to be the counter “Caisse 1”:

                  http://127.0.0.1:8787/pair/K7QM2-X9DPT

                Or open http://127.0.0.1:8787/ there and type the code  K7QM2-X9DPT
                Good for one browser, until 11:25:09.
                The link works on this machine only; for others:  address in [server].

                """)
        #expect(run.error == "")
    }

    @Test("hands the daemon's own answer to programs, without a picture")
    func json() throws {
        let (run, _) = try Outcome.of(["pair", "counter", "--json", "--qr"], Self.daemon)
        #expect(run.output == Self.invitation + "\n")
    }

    @Test("shows a program's token, and how to try it and to take it away")
    func token() throws {
        let token = String(repeating: "0f", count: 32)
        let (run, requests) = try Outcome.of(["pair", "metrics", "--name", "prometheus"]) {
            request in
            guard request.line == "POST /v1/devices" else { return .notProvidedFor }
            return .json(
                201,
                #"{"id":4,"role":"metrics","name":"prometheus","token":"\#(token)","#
                    + #""url":"http://127.0.0.1:8787/metrics"}"#)
        }
        #expect(run.status == 0)
        #expect(requests.map(\.body) == [#"{"role":"metrics","name":"prometheus"}"#])
        #expect(
            run.output == """
                Give this token to the program that is to read the metrics. It is shown this once:

                  \(token)

                Try it:
                  curl -H "Authorization: Bearer \(token)" http://127.0.0.1:8787/metrics
                In Prometheus it is the authorization of a scrape of http://127.0.0.1:8787/metrics.
                To take it away:  doorstep devices revoke 4

                """)
    }

    @Test("names what a screen can be")
    func otherRole() {
        let run = Outcome.of(["pair", "admin"])
        #expect(run.status == 64)
        #expect(
            run.error.contains(
                "A screen is a counter, a kiosk or a report; a program reads the metrics."))
    }

    @Test("says what to set when the pages are off")
    func off() throws {
        let (run, _) = try Outcome.of(["pair", "kiosk"]) { _ in
            .json(
                409,
                #"{"type":"about:blank","title":"The pages are switched off","status":409,"kind":"pages-off","#
                    + #""detail":"The daemon listens on no address for browsers.","#
                    + #""hint":"Set listen = \"127.0.0.1:8787\" in [server], and restart the daemon."}"#
            )
        }
        #expect(run.status == 1)
        #expect(
            run.error == """
                doorstep: The daemon listens on no address for browsers.
                  hint: Set listen = "127.0.0.1:8787" in [server], and restart the daemon.

                """)
    }

    @Test("lists the screens, a line each")
    func list() throws {
        let (run, _) = try Outcome.of(["devices"], Self.daemon)
        #expect(
            run.output == """
                 1  counter  Caisse 1  paired 2026-11-20  seen 2026-11-21  connected
                12  kiosk    kiosk     paired 2026-11-21  never used
                13  kiosk    kiosk     paired 2026-11-21  never used

                """)
    }

    @Test("says how to pair the first screen")
    func none() throws {
        let (run, _) = try Outcome.of(["devices"]) { _ in .json(200, #"{"devices":[]}"#) }
        #expect(
            run.output == """
                No screen is paired.
                  pair one:  doorstep pair counter  (or kiosk, or report)

                """)
    }

    @Test(
        "revokes by number, and by a name that one screen alone has",
        arguments: [
            ("1", "DELETE /v1/devices/1", "Revoked: counter “Caisse 1” (1) can no longer connect."),
            ("#12", "DELETE /v1/devices/12", "Revoked: kiosk “kiosk” (12) can no longer connect."),
            (
                "Caisse 1", "DELETE /v1/devices/1",
                "Revoked: counter “Caisse 1” (1) can no longer connect."
            ),
            // The daemon may know one that is not on the list: cut off, and not written down yet.
            ("99", "DELETE /v1/devices/99", "Revoked: 99 can no longer connect."),
        ])
    func revoke(_ device: String, _ line: String, _ words: String) throws {
        let (run, requests) = try Outcome.of(["devices", "revoke", device], Self.daemon)
        #expect(run.output == words + "\n")
        #expect(requests.map(\.line) == ["GET /v1/devices", line])
    }

    @Test("asks for a number where several screens have the name")
    func ambiguous() throws {
        let (run, requests) = try Outcome.of(["devices", "revoke", "kiosk"], Self.daemon)
        #expect(run.status == 1)
        #expect(
            run.error == """
                doorstep: 2 screens are called “kiosk”
                  hint: give a number:  doorstep devices revoke 12 or 13

                """)
        #expect(requests.count == 1)
        let (other, _) = try Outcome.of(["devices", "revoke", "Lea"], Self.daemon)
        #expect(
            other.error == """
                doorstep: no paired screen is called “Lea”
                  hint: doorstep devices  lists them

                """)
    }
}
