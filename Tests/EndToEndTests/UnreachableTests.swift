import DoorstepAPI
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `doorstep` finds out why nobody answers, and says what to type.
    @Suite struct UnreachableTests {
        @Test("no socket there")
        func noFile() async throws {
            let scratch = try ScratchDirectory()
            let socket = scratch.path + "/doorstep.sock"
            let run = try await Program.doorstep(["now", "--socket", socket])
            #expect(run.ending == .status(69))
            #expect(run.output == [])
            #expect(
                run.errors == """
                    doorstep: cannot reach the daemon at \(socket): no such file
                      hint: start it:  doorstepd serve --config FILE --socket \(socket)

                    """)
        }

        @Test("a socket that a killed daemon left")
        func nobodyListening() async throws {
            let daemon = try await DaemonProcess.started()
            try await daemon.stop(SIGKILL)
            let run = try await Program.doorstep(["enter", "--socket", daemon.socket])
            #expect(run.ending == .status(69))
            #expect(
                run.errors == """
                    doorstep: cannot reach the daemon at \(daemon.socket): the socket is there, but \
                    nobody listens on it any more
                      hint: start it:  doorstepd serve --config FILE --socket \(daemon.socket)

                    """)
        }

        @Test(
            "a socket that is not for this user",
            .enabled(Nobody.comment, { await Nobody.isPossible() }))
        func notAllowed() async throws {
            let daemon = try await DaemonProcess.started()
            chmod(daemon.scratch.path, 0o755)
            let run = try await Program.doorstep(
                ["now", "--socket", daemon.socket], wrapper: Nobody.wrapper)
            #expect(run.ending == .status(69))
            let person = String(cString: try #require(getpwuid(65534)).pointee.pw_name)
            #expect(
                run.errors == """
                    doorstep: cannot reach the daemon at \(daemon.socket): the user \(person) \
                    may not write to it
                      hint: only root may; use  sudo -u root doorstep …  or change socketMode in the \
                    daemon's configuration

                    """)
        }

        @Test("a terminal that watches comes back after a kill, and shows what it missed")
        func watching() async throws {
            let daemon = try await DaemonProcess.started()
            let watch = try Child([
                Program.doorstep, "watch", "--after", "0", "--socket", daemon.socket,
            ])
            try await watch.output.first { $0.contains("#1  doorUp") }
            try await daemon.stop(SIGKILL)
            try await watch.errors.first {
                $0.hasPrefix("doorstep: the connection is lost, trying again (")
            }
            try await daemon.start()
            try await daemon.record(Route.entrances)
            try await watch.errors.first {
                $0 == "doorstep: connected again, going on after #1"
            }
            try await watch.output.first { $0.contains("#2  entrance") }
            watch.signal(SIGINT)
            #expect(try await watch.ended() == .signal(SIGINT))
        }
    }
}
