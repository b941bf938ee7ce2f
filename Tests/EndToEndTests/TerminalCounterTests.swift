import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `doorstep counter` as staff see it: a real terminal, a real daemon.
    @Suite(.enabled(if: Tmux.isThere, Tmux.comment)) struct TerminalCounterTests {
        /// A counter in a terminal, and after it what became of the terminal.
        private func counter(
            _ daemon: DaemonProcess, _ options: String = "--language en",
            term: String = "xterm-256color", columns: Int = 80, rows: Int = 24
        ) async throws -> Tmux {
            try await Tmux(
                """
                stty -a > "$DIR/before"; \
                LC_ALL=C.UTF-8 \(Program.doorstep) counter --socket \(daemon.socket) \(options); \
                status=$?; stty -a > "$DIR/after"; echo "left with $status"; read end
                """, term: term, columns: columns, rows: rows)
        }

        private func greetings(_ daemon: DaemonProcess) async throws -> [Fact] {
            try await daemon.facts().filter { $0.kind == .greeting }
        }

        @Test(
            "a prompt appears, g answers it, in at most 2 KB",
            arguments: ["linux", "xterm-256color"])
        func answers(_ term: String) async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon, term: term)
            try await counter.shows("Librairie des Halles - 0 people inside", "Nobody is waiting")
            let before = counter.bytes
            try await daemon.record(Route.entrances)
            try await counter.shows("1 person inside", "greeting ", "####", "g greeted")
            try await counter.press("g")
            try await counter.shows("Recorded: greeted.", "Nobody is waiting")
            #expect(counter.bytes - before <= 2048)
            #expect(try await greetings(daemon).count == 1)
            #expect(try await counter.value("#{alternate_on}") == (term == "linux" ? "0" : "1"))
            #expect(try await counter.value("#{cursor_flag}") == "0")
        }

        @Test("a terminal that can do nothing gets lines, and takes keys, in French")
        func dumb() async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon, "--language fr", term: "dumb")
            try await counter.shows("Librairie des Halles - 0 personne ici")
            try await daemon.record(Route.entrances)
            try await counter.shows("ACCUEIL", "1 personne, front", "greeting ")
            try await counter.press("g")
            try await counter.shows("Noté : salué.")
            #expect(try await greetings(daemon).count == 1)
            let written = counter.output.entries.flatMap(\.self)
            #expect(!written.contains(0x1B))
            try await counter.press("q")
            try await counter.shows("left with 0")
        }

        @Test("killed and restarted: what was answered meanwhile arrives once")
        func killed() async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon)
            let prompt = try await daemon.record(Route.entrances).prompt
            try await counter.shows("g greeted", "1 person inside")
            try await daemon.stop(SIGKILL)
            try await counter.shows("NOT CONNECTED since", "What you see is of", "was open at")
            let pressed = Date()
            try await counter.press("g")
            try await counter.shows(
                "Kept. It will be sent when the connection is back (1 waiting).")
            try await daemon.start()
            try await counter.shows("1 kept answer sent.")
            let greetings = try await greetings(daemon)
            #expect(greetings.count == 1)
            guard case .greeting(let answer) = greetings.first?.event else {
                Issue.record("\(greetings)")
                return
            }
            #expect(answer.prompt == prompt?.id)
            // As the key was pressed, not as the daemon came back.
            let at = try #require(greetings.first).at
            #expect(abs(at.milliseconds - Int64(pressed.timeIntervalSince1970 * 1000)) < 60_000)
            #expect(at < (try #require(greetings.first)).recordedAt)
            try await counter.until { !$0.contains("NOT CONNECTED") }
        }

        @Test("ended while an answer waits: the terminal is told how to record it")
        func endedWhileWaiting() async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon)
            let prompt = try #require(try await daemon.record(Route.entrances).prompt)
            try await counter.shows("g greeted")
            try await daemon.stop(SIGKILL)
            try await counter.shows("NOT CONNECTED since")
            try await counter.press("g")
            try await counter.shows("Kept.")
            kill(try await counter.program(), SIGTERM)
            try await counter.shows(
                "1 answer was not sent", "doorstep answer \(prompt.id) said --at", "left with 1")
        }

        @Test("hung: silence is told in words, and what comes after it too")
        func hung() async throws {
            let daemon = try await DaemonProcess.started()
            // Longer than from one beat to the next.
            let counter = try await counter(daemon, "--language en --silence 6")
            try await daemon.record(Route.entrances)
            try await counter.shows("g greeted")
            try daemon.child.signal(SIGSTOP)
            try await counter.shows("NOT CONNECTED since", "Why: Doorstep says nothing.")
            try await counter.press("g")
            try await counter.shows("Kept.")
            try daemon.child.signal(SIGCONT)
            try await counter.shows("1 kept answer sent.")
            #expect(try await greetings(daemon).count == 1)
        }

        @Test("the daemon down at first: the screen is there, says so, and connects when it comes")
        func down() async throws {
            let daemon = try DaemonProcess()
            let counter = try await counter(daemon)
            try await counter.shows(
                "NOT CONNECTED. Trying again.", "Why: Doorstep is not running on this machine.",
                "q quit")
            try await daemon.start()
            try await counter.shows("Librairie des Halles - 0 people inside", "Nobody is waiting")
        }

        @Test("two screens on one prompt: the slower one is told, and nothing counts twice")
        func twoScreens() async throws {
            let daemon = try await DaemonProcess.started()
            let one = try await counter(daemon)
            let other = try await counter(daemon)
            try await one.shows("Nobody is waiting")
            try await other.shows("Nobody is waiting")
            try await daemon.record(Route.entrances)
            try await one.shows("g greeted")
            try await other.shows("g greeted")
            // The other one's key is pressed before it can have heard of the answer.
            let process = try await other.program()
            kill(process, SIGSTOP)
            try await one.press("g")
            try await one.shows("Recorded: greeted.")
            try await other.press("g")
            kill(process, SIGCONT)
            try await other.shows("Already answered on another screen.")
            #expect(try await greetings(daemon).count == 1)
        }

        @Test("a window of 40×10 has the essentials, and a larger one everything again")
        func resized() async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon, "--language fr")
            try await daemon.record(Route.exits)
            try await counter.shows("farewell ", "####", "Porte")
            try await counter.resize(columns: 40, rows: 10)
            let screen = try await counter.shows(
                "A U   R E V O I R", "q quitter", "f au revoir dit")
            #expect(screen.contains("farewell "))
            #expect(!screen.contains("####"))
            try await counter.resize(columns: 80, rows: 24)
            try await counter.shows("####", "Porte", "q quitter")
        }

        @Test("the language key turns every word; Esc and an arrow answer nothing")
        func keys() async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon)
            try await daemon.record(Route.entrances)
            try await counter.shows("g greeted")
            try await counter.press("y")
            try await counter.shows("Who was it?", "1 one of us")
            try await counter.press("Escape")
            try await counter.until { !$0.contains("Who was it?") }
            try await counter.press("Up", "F5", "l")
            try await counter.shows("g salué", "q quitter")
            try await counter.press("?")
            try await counter.shows("Les touches")
            #expect(try await daemon.facts().last?.kind == .entrance)
        }

        @Test(
            "the terminal is as it was on every way out",
            arguments: ["linux", "xterm-256color"],
            ["q", "C-c", "TERM", "HUP", "SEGV"])
        func restored(_ term: String, _ way: String) async throws {
            let daemon = try await DaemonProcess.started()
            let counter = try await counter(daemon, term: term)
            try await counter.shows("Nobody is waiting")
            let signals = ["TERM": SIGTERM, "HUP": SIGHUP, "SEGV": SIGSEGV]
            if let signal = signals[way] {
                kill(try await counter.program(), signal)
            } else {
                try await counter.press(way)
            }
            try await counter.shows(way == "SEGV" ? "left with 139" : "left with 0")
            #expect(try counter.file("before") == counter.file("after"))
            #expect(try await counter.value("#{cursor_flag}") == "1")
            #expect(try await counter.value("#{alternate_on}") == "0")
        }

        @Test("Control-Z gives the terminal back, and fg brings the counter again")
        func suspended() async throws {
            let daemon = try await DaemonProcess.started()
            let shell = try await Tmux(
                """
                PS1='shop> '; alias counter='LC_ALL=C.UTF-8 \(Program.doorstep) counter \
                --language en --socket \(daemon.socket)'
                """, shell: "bash --rcfile", flags: "-i")
            try await shell.shows("shop>")
            try await shell.press("counter", "Enter")
            try await shell.shows("Nobody is waiting")
            try await shell.press("C-z")
            try await shell.shows("Stopped", "shop>")
            #expect(try await shell.value("#{cursor_flag}") == "1")
            try await shell.press("fg", "Enter")
            try await shell.shows("Nobody is waiting", "q quit")
            try await daemon.record(Route.entrances)
            try await shell.shows("g greeted")
        }

        @Test("without a terminal it prints lines, and takes keys from a pipe")
        func piped() async throws {
            let daemon = try await DaemonProcess.started()
            try await daemon.record(Route.entrances)
            let keys = daemon.scratch.path + "/keys"
            #expect(mkfifo(keys, 0o600) == 0)
            let run = try Child([
                "sh", "-c",
                "exec \(Program.doorstep) counter --language en --socket \(daemon.socket) < \(keys)",
            ])
            let writing = open(keys, O_WRONLY)
            defer { close(writing) }
            try await run.output.first { $0.hasPrefix("GREETING: 1 person, front") }
            write(writing, "g\n", 2)
            try await run.output.first { $0 == "Recorded: greeted." }
            write(writing, "q\n", 2)
            #expect(try await run.ended() == .status(0))
            #expect(try await greetings(daemon).count == 1)
        }
    }
}
