import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct SystemdTests {
        @Test(
            "started by its socket, it answers the request that woke it, and leaves the socket",
            .enabled("systemd-socket-activate is not installed") {
                await isInstalled("systemd-socket-activate")
            })
        func socketActivation() async throws {
            let scratch = try ScratchDirectory()
            let socket = scratch.path + "/doorstep.sock"
            let daemon = try DaemonProcess(
                scratch: scratch,
                wrapper: [
                    "systemd-socket-activate", "--listen=\(socket)", "--setenv=NOTIFY_SOCKET",
                ])
            let activator = try daemon.launch()
            try await activator.errors.first { $0.contains("Listening on") }
            #expect(try await daemon.get(Route.health).status == 200)
            try await daemon.notify.messages.first { $0 == "READY=1" }
            #expect(try await daemon.stop() == .status(0))
            #expect(FileManager.default.fileExists(atPath: socket))
        }

        @Test(
            "without the port of its pages, which another program has taken, it records and says so",
            .enabled("needs root for a network namespace") {
                await isInstalled("unshare", "-n", "true")
            },
            arguments: [
                #"listen = "127.0.0.1:8787""#, #"address = "https://comptoir.example""#,
            ])
        func noPort(_ wanted: String) async throws {
            let scratch = try ScratchDirectory()
            let listener = try listen(unix: scratch.path + "/doorstep.sock")
            defer { close(listener) }
            var settings = ShopSettings()
            settings.server = wanted
            // Under PrivateNetwork= nothing that it opens itself is of any use.
            let daemon = try DaemonProcess(
                settings, scratch: scratch, wrapper: ["unshare", "-n"],
                environment: ["INVOCATION_ID": "1"], passing: listener)
            try await daemon.start()
            try await daemon.record(Route.entrances)
            let health = try await daemon.get(Route.health, as: HealthBody.self)
            let pages = health.checks.first { $0.name == "pages" }
            #expect(pages?.ok == false)
            #expect(pages?.detail?.contains("doorstepd-pages.socket") == true)
        }

        @Test("requests that come while it restarts wait in systemd's socket and are answered")
        func queued() async throws {
            let scratch = try ScratchDirectory()
            let path = scratch.path + "/doorstep.sock"
            let listener = try listen(unix: path)
            defer { close(listener) }
            let daemon = try DaemonProcess(scratch: scratch, passing: listener)
            try await daemon.start()
            try await daemon.record(Route.entrances)
            try await daemon.stop()
            // Connected and sent, while nobody is there.
            let waiting = try (0..<5).map { number in
                let socket = try PlainSocket(path)
                let body = #"{"source":"sensor:\#(number)"}"#
                socket.send(
                    Array(
                        """
                        POST /v1/entrances HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\
                        Content-Length: \(body.utf8.count)\r\n\r\n\(body)
                        """.utf8))
                return socket
            }
            try await daemon.start()
            for socket in waiting {
                let answer = String(decoding: await socket.readToEnd(), as: UTF8.self)
                #expect(answer.hasPrefix("HTTP/1.1 201 "))
            }
            #expect(try await daemon.get(Route.now, as: NowBody.self).occupancy == 6)
            #expect(try await daemon.stop() == .status(0))
            #expect(FileManager.default.fileExists(atPath: path))
        }

        @Test(
            "the watchdog is fed by the commits: it goes hungry while one hangs, and no longer",
            .enabled("strace is not installed or may not trace") {
                await isInstalled("strace", "-o", "/dev/null", "true")
            })
        func watchdog() async throws {
            let daemon = try DaemonProcess(environment: ["WATCHDOG_USEC": "2000000"])
            try await daemon.start()
            for _ in 0..<2 { try await daemon.nextPing() }

            let pid = try #require(try daemon.child.pid)
            let tracer = try Child([
                "strace", "-f", "-p", "\(pid)", "-e", "trace=fdatasync,fsync", "-e",
                "inject=fdatasync,fsync:delay_enter=5000000:when=1",
            ])
            try await tracer.errors.first { $0.contains("attached") }
            try await daemon.nextPing()
            let before = daemon.pings
            try await daemon.record(Route.entrances, ShortBody.anHourAgo)
            // Without the hang there would have been seven. One may have been under way.
            #expect(daemon.pings - before <= 1)
            tracer.signal(SIGTERM)
            _ = try await tracer.ended()
            for _ in 0..<2 { try await daemon.nextPing() }
            #expect(try await daemon.stop() == .status(0))
        }
    }
}

extension DaemonProcess {
    fileprivate var pings: Int { notify.messages.entries.count { $0 == "WATCHDOG=1" } }
}

/// Whether the program is there and does what it is asked to; by default to tell its version.
func isInstalled(_ program: String, _ arguments: String...) async -> Bool {
    let arguments = arguments.isEmpty ? ["--version"] : arguments
    guard let child = try? Child([program] + arguments) else { return false }
    return (try? await child.ended()) == .status(0)
}
