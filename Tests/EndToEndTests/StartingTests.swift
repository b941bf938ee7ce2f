import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// What stands in the way of a start is explained, and nothing of it is harmed.
    @Suite struct StartingTests {
        @Test("a second daemon says who holds the ledger, and leaves the first one's socket alone")
        func secondDaemon() async throws {
            let daemon = try await DaemonProcess.started()
            let pid = try #require(try daemon.child.pid)
            let second = try Child([Program.doorstepd, "--config", daemon.configuration])
            #expect(try await second.ended() == .status(1))
            #expect(
                second.errorText == """
                    doorstepd: doorstepd (process \(pid)) already keeps the ledger in \(daemon.state)
                      hint: one daemon keeps one ledger: stop the other, or give this one another \
                    --state directory

                    """)
            #expect(try await daemon.get(Route.health).status == 200)
        }

        @Test("a daemon with another ledger does not take a socket that answers")
        func socketInUse() async throws {
            let daemon = try await DaemonProcess.started()
            let second = try Child([
                Program.doorstepd, "--config", daemon.configuration, "--state",
                daemon.scratch.path + "/other",
            ])
            #expect(try await second.ended() == .status(1))
            #expect(
                second.errorText == """
                    doorstepd: cannot listen on \(daemon.socket): another daemon is listening there
                      hint: stop it first:  systemctl stop doorstepd.socket doorstepd-pages.socket doorstepd

                    """)
            #expect(try await daemon.get(Route.health).status == 200)
        }

        @Test("a socket that a killed daemon left behind is replaced")
        func staleSocket() async throws {
            let daemon = try await DaemonProcess.started()
            try await daemon.stop(SIGKILL)
            #expect(FileManager.default.fileExists(atPath: daemon.socket))
            try await daemon.start()
            #expect(try await daemon.get(Route.health).status == 200)
        }

        @Test("a file that is no socket is left as it is")
        func notASocket() async throws {
            let daemon = try DaemonProcess()
            try Data("precious".utf8).write(to: URL(fileURLWithPath: daemon.socket))
            let child = try daemon.launch()
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: cannot listen on \(daemon.socket): there is a file there that is not a socket
                      hint: move it away, or choose another path: socket in [server]

                    """)
            #expect(FileManager.default.contents(atPath: daemon.socket) == Data("precious".utf8))
        }

        @Test("a port that another program has is named, and no socket is left behind")
        func portTaken() async throws {
            try await withListener { listener in
                var settings = ShopSettings()
                settings.server = #"listen = "127.0.0.1:\#(listener.port)""#
                let daemon = try DaemonProcess(settings)
                let child = try daemon.launch()
                #expect(try await child.ended() == .status(1))
                #expect(
                    child.errorText == """
                        doorstepd: cannot listen on 127.0.0.1:\(listener.port): another program has the port
                          hint: see which with  ss -ltnp , or choose another port: listen in [server]

                        """)
                #expect(!FileManager.default.fileExists(atPath: daemon.socket))
            }
        }

        @Test("a typo in the configuration is shown with its line, and the status says so: 78")
        func typo() async throws {
            var settings = ShopSettings()
            settings.tables = "[reception]\ngreetafter = \"3s\"\n"
            let daemon = try DaemonProcess(settings)
            let child = try daemon.launch()
            #expect(try await child.ended() == .status(78))
            let text = try String(contentsOfFile: daemon.configuration, encoding: .utf8)
            let line = try #require(
                text.components(separatedBy: "\n").firstIndex { $0.hasPrefix("greetafter") })
            #expect(
                child.errorText == """
                    doorstepd: the configuration cannot be used:
                    \(daemon.configuration):\(line + 1): reception.greetafter: found an unknown key, \
                    wanted one of greetAfter, greetWithin, lapseAfter, farewellWithin, \
                    childrenWelcome, lookInAfter (did you mean "greetAfter"?)

                    """)
        }

        @Test("a configuration on a disk that cannot be read just now is tried again: not 78")
        func unreadableConfiguration() async throws {
            // Reading the beginning of a process's memory is an I/O error.
            let child = try Child([Program.doorstepd, "--config", "/proc/self/mem"])
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: the configuration cannot be used:
                    /proc/self/mem: found Input/output error, wanted a configuration file that can be read

                    """)
        }

        @Test(
            "a log that cannot be written costs its lines, and not the daemon",
            arguments: ["2>/dev/full", "2>&-", "0<&- 1>&- 2>&-"])
        func logLost(redirection: String) async throws {
            let daemon = try DaemonProcess(
                wrapper: ["sh", "-c", #"exec "$@" \#(redirection)"#, "sh"])
            try await daemon.start()
            try await daemon.record(Route.entrances)
            #expect(try await daemon.stop() == .status(0))
            // Nor do the lines go into another file that it keeps open.
            let lock = try String(contentsOfFile: daemon.state + "/lock", encoding: .utf8)
            #expect(lock.allSatisfy { $0.isNumber || $0.isNewline })
        }

        @Test("a mistake that nobody can be told of is still a mistake")
        func mistakeUnheard() async throws {
            let scratch = try ScratchDirectory()
            let child = try Child([
                "sh", "-c", #"exec "$@" 2>/dev/full"#, "sh", Program.doorstepd, "--config",
                scratch.path + "/none.toml",
            ])
            #expect(try await child.ended() == .status(78))
        }

        @Test(
            "a stray bracket is shown with its line, by a start and by a check: 78",
            arguments: [[], ["check"]])
        func strayBracket(command: [String]) async throws {
            let scratch = try ScratchDirectory()
            let file = scratch.path + "/doorstep.toml"
            try Data("[shop]\n[".utf8).write(to: URL(fileURLWithPath: file))

            let child = try Child([Program.doorstepd] + command + ["--config", file])

            #expect(try await child.ended() == .status(78))
            #expect(
                child.errorText.contains(
                    "\(file):2:2: found text that is not TOML, wanted valid TOML (a line that begins "
                        + "with \"[\" names a table and ends with \"]\", like [shop] or [[door]])"))
        }

        @Test("no configuration at all is explained, with the same status")
        func noConfiguration() async throws {
            let scratch = try ScratchDirectory()
            let child = try Child([Program.doorstepd, "--config", scratch.path + "/none.toml"])
            #expect(try await child.ended() == .status(78))
            #expect(child.errorText.hasPrefix("doorstepd: the configuration cannot be used:\n"))
            #expect(child.errorText.contains(scratch.path + "/none.toml"))
        }

        @Test(
            "a state directory that may not be written to is explained",
            .enabled(Nobody.comment, { await Nobody.isPossible() }))
        func readOnlyState() async throws {
            let daemon = try DaemonProcess(wrapper: Nobody.wrapper)
            try FileManager.default.createDirectory(
                atPath: daemon.state, withIntermediateDirectories: false)
            for (path, mode) in [(daemon.scratch.path, 0o777), (daemon.state, 0o755)] {
                chmod(path, mode_t(mode))
            }
            let child = try daemon.launch()
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: cannot write in the state directory \(daemon.state): Permission denied
                      hint: it must belong to the user that runs the daemon:  ls -ld \(daemon.state)

                    """)
        }

        @Test(
            "a database that may not be read is explained",
            .enabled(Nobody.comment, { await Nobody.isPossible() }))
        func unreadableDatabase() async throws {
            let owner = try await DaemonProcess.started()
            try await owner.stop(SIGTERM)
            let database = owner.state + "/doorstep.sqlite"
            for path in [owner.scratch.path, owner.state] { chmod(path, 0o777) }
            for file in ["/lock", "/doorstep.sqlite"] { chmod(owner.state + file, 0o666) }
            chmod(database, 0)
            chmod(owner.scratch.path + "/secret", 0o644)
            let child = try Child(
                Nobody.wrapper + [Program.doorstepd, "--config", owner.configuration])
            #expect(try await child.ended() == .status(1))
            #expect(
                child.errorText == """
                    doorstepd: cannot open \(database): it belongs to root, and the daemon runs as nobody
                      hint: chown nobody: \(database)

                    """)
        }
    }
}
