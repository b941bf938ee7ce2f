import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// Paired screens over a real port.
    @Suite struct AccessTests {
        @Test("each screen may do its own, and nothing of the others, before and after a restart")
        func roles() async throws {
            let tcp = try await TCPDaemon.started()
            let calls: [(DeviceRole, String, String, String?)] = [
                (.counter, "GET", Route.now, nil), (.counter, "POST", Route.entrances, nil),
                (.kiosk, "POST", Route.feedback, #"{"face":3}"#),
                (.report, "GET", Route.summary(week: "2026-W47"), nil),
            ]
            var cookies: [(DeviceRole, String)] = []
            for role in DeviceRole.screens { cookies.append((role, try await tcp.pair(role))) }
            for _ in 1...2 {
                for (role, method, path, body) in calls {
                    #expect(try await tcp.ask(method, path, body: body).status == 401)
                    for (own, cookie) in cookies {
                        let status = try await tcp.ask(method, path, body: body, cookies: cookie)
                            .status
                        if own == role {
                            #expect(![401, 403].contains(status), "\(own): \(path)")
                        } else {
                            #expect(status == 403, "\(own): \(path)")
                        }
                    }
                }
                try await tcp.daemon.restart()
            }
            // Twice an entrance and a face, beside what the daemon says of its doors.
            let kinds = try await tcp.daemon.facts().map(\.event.kind.rawValue)
            #expect(kinds.count { $0 == "entrance" } == 2)
            #expect(kinds.count { $0 == "feedback" } == 2)
        }

        @Test("a fact says which screen it came from")
        func by() async throws {
            let tcp = try await TCPDaemon.started()
            let code: PairingBody = try await tcp.daemon.post(
                Route.pairings, #"{"role":"counter","name":"Caisse 1"}"#
            ).decoded()
            #expect(code.url == "http://127.0.0.1:\(tcp.port)/pair/\(code.code)")
            let cookie = try await tcp.ask("POST", "/pair", body: "code=\(code.code)").cookie
            let answer = try await tcp.ask("POST", Route.entrances, cookies: cookie)
            #expect(try answer.decoded(Recorded.self).fact.by == "Caisse 1")
        }

        @Test("revoked at the terminal, a screen's stream ends, and it is a stranger")
        func revoked() async throws {
            let tcp = try await TCPDaemon.started()
            let cookie = try await tcp.pair(.counter)
            let stream = StreamReader(
                TransferRequest(
                    url: "http://127.0.0.1:\(tcp.port)\(Route.stream)",
                    headers: [("Cookie", cookie)], limits: .patient, rules: .local))
            try await stream.openings.first { $0 == 200 }
            let listed = try await Program.doorstep(["devices", "--socket", tcp.daemon.socket])
            #expect(listed.output.count == 1)
            #expect(listed.output.first?.hasSuffix("connected") == true)
            let run = try await Program.doorstep(
                ["devices", "revoke", "counter", "--socket", tcp.daemon.socket])
            #expect(run.output == ["Revoked: counter “counter” (1) can no longer connect."])
            try await stream.events.ended()
            #expect(try await tcp.ask("GET", Route.now, cookies: cookie).status == 401)
        }

        @Test("a socket of systemd that other machines reach is refused, in words")
        func passedLAN() async throws {
            let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            // Not bound: the kernel binds it to every address of the machine.
            try #require(Glibc.listen(descriptor, 1) == 0)
            let daemon = try DaemonProcess(passing: descriptor)
            let failure = await #expect(throws: StartFailure.self) { try await daemon.start() }
            #expect(
                failure?.errors.contains("systemd passed a socket that other machines reach")
                    == true)
        }
    }

    @Suite(.enabled(if: SmallDisk.isPossible, "needs root for a small disk"))
    struct PairingOnFullDiskTests {
        @Test(
            "on a full disk nobody is paired, the page says so, and the code is good when there is room"
        )
        func full() async throws {
            let disk = try SmallDisk(kilobytes: 4096)
            let tcp = try TCPDaemon(
                state: disk.path + "/state", environment: ["WATCHDOG_USEC": "3000000"])
            let daemon = tcp.daemon
            try await daemon.start()
            try await daemon.noticed("backup taken and checked")
            let code = try await tcp.invite(.counter).code
            let fillers = [try disk.fill(), try disk.fillCompletely()]
            let refused = try await pair(tcp, code)
            #expect(refused.status == 507)
            #expect(refused.text.contains("Le disque est plein"))
            #expect(refused.cookie.isEmpty)
            try await daemon.noticed("the disk is full")
            for filler in fillers { try FileManager.default.removeItem(atPath: filler) }
            try await daemon.noticed("there is room again")
            #expect(try await pair(tcp, code).status == 303)
        }

        private func pair(_ tcp: TCPDaemon, _ code: String) async throws -> TransferAnswer {
            try await tcp.ask(
                "POST", "/pair", body: "code=\(code)",
                headers: [("Accept", "text/html"), ("Accept-Language", "fr")])
        }
    }
}
