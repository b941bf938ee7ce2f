import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// `doorstep destination add` as an installer sees it: both programs, a real terminal, a real receiver.
    @Suite(.enabled(if: Tmux.isThere, Tmux.comment)) struct DestinationAddTests {
        private static let configuration = """
            [shop]
            name = "Librairie des Halles"
            timeZone = "Europe/Paris"
            [[door]]
            name = "front"

            """

        /// Control-C is for the program alone: the shell goes on and says what became of it and of the terminal.
        private func add(_ options: String = "") async throws -> Tmux {
            try await Tmux(
                """
                cat > "$DIR/doorstep.toml" <<'END'
                \(Self.configuration)END
                trap : INT
                stty -a > "$DIR/before"
                \(Program.doorstep) destination add --config "$DIR/doorstep.toml" \(options)
                echo "left with $?"; stty -a > "$DIR/after"; echo over; read end
                """, columns: 100)
        }

        private static let answers = [
            ("Name (such as", "chat"), ("Format (a number", "9"), ("Which summaries", ""),
            ("Its signing secret", ""), ("Enter when it has it", ""), ("URL (a password", ""),
        ]

        @Test(
            "Control-C at any question leaves nothing behind, and a terminal that is as it was",
            arguments: answers.indices)
        func interrupted(_ question: Int) async throws {
            let terminal = try await add()
            for (asked, answer) in Self.answers.prefix(question) {
                try await terminal.shows(asked)
                try await terminal.press(answer, "Enter")
            }
            try await terminal.shows(Self.answers[question].0)
            try await terminal.press("C-c")
            try await terminal.shows("left with 130", "over")
            #expect(try terminal.file("after") == terminal.file("before"))
            #expect(try terminal.file("doorstep.toml") == Self.configuration)
            #expect(!FileManager.default.fileExists(atPath: terminal.scratch.path + "/credentials"))
        }

        @Test(
            "a signal while a password is typed leaves a terminal that is as it was",
            arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)])
        func ended(_ signal: Int32, _ status: Int) async throws {
            let terminal = try await add(
                "--name anne --format email --send day --mail-server mail.example "
                    + "--from comptoir@shop.example --to anne@shop.example --user anne")
            try await terminal.shows("Password (not shown")
            try await terminal.press("half")
            kill(try await terminal.program(), signal)
            try await terminal.shows("left with \(status)", "over")
            #expect(try terminal.file("after") == terminal.file("before"))
            #expect(try terminal.file("doorstep.toml") == Self.configuration)
        }

        @Test(
            "a refused login is asked again, and no password is ever seen",
            .enabled(
                if: MailPeer.isAvailable,
                "needs a Python with aiosmtpd: see Tests/Peers/requirements.txt"))
        func mailbox() async throws {
            let peer = try await MailPeer(
                MailPeer.Manner(
                    tls: .implicit, login: ["comptoir@shop.example": "Sésame ouvre-toi"]))
            let terminal = try await add(
                "--name anne --format email --send day --allow-private-address --ca-file "
                    + peer.certificate)
            let server = "smtps://127.0.0.1:\(peer.port)"
            for (asked, answer) in [
                ("Mail server", server), ("From", "comptoir@shop.example"),
                ("To (one", "anne@shop.example"), ("User", ""), ("Password", "hunter22"),
            ] {
                try await terminal.shows(asked)
                try await terminal.press(answer, "Enter")
            }
            try await terminal.shows("refused the login", "an app password", "Another login")
            try await terminal.press("Enter")
            try await terminal.until { $0.split(separator: "Password (not shown").count == 3 }
            try await terminal.press("Sésame ouvre-toi", "Enter")
            try await terminal.shows("The server accepted the mail.", "left with 0", "over")
            let written = String(decoding: terminal.output.entries.flatMap(\.self), as: UTF8.self)
            #expect(!written.contains("hunter") && !written.contains("Sésame"))
            #expect(try terminal.file("credentials/anne-password") == "Sésame ouvre-toi\n")
            #expect(try terminal.file("doorstep.toml").contains("url = \"\(server)\"\n"))
            #expect(try terminal.file("after") == terminal.file("before"))
            #expect(try await peer.stop().compactMap(\.mail).count == 1)
        }

        @Test("a revoked hook is explained, another URL is asked for, and no URL is ever seen")
        func conversation() async throws {
            let answers = [404, 200].map { status in
                "HTTP/1.1 \(status) x\r\nContent-Length: 10\r\n\r\nno_service"
            }
            try await withListener(.ipv4, .answers(answers)) { receiver in
                let terminal = try await add("--allow-http --allow-private-address")
                try await terminal.shows("Name (such as")
                try await terminal.press("chat", "Enter")
                try await terminal.shows("1  email", "2  slack", "Format (a number")
                try await terminal.press("slack", "Enter")
                try await terminal.shows("Which summaries")
                try await terminal.press("Enter")
                try await terminal.shows("api.slack.com/apps", "URL (a password")
                let url = "http://127.0.0.1:\(receiver.port)/services/T/B/hunter"
                try await terminal.press(url + "1", "Enter")
                try await terminal.shows("Slack answered 404 no_service", "Another URL")
                try await terminal.press(url + "22", "BSpace", "Enter")
                let screen = try await terminal.shows("It arrived.", "left with 0", "over")
                #expect(!screen.contains("hunter"))
                let written = String(
                    decoding: terminal.output.entries.flatMap(\.self), as: UTF8.self)
                #expect(!written.contains("hunter"))
                #expect(try terminal.file("credentials/chat-url") == url + "2\n")
                #expect(try terminal.file("after") == terminal.file("before"))
                #expect(
                    try terminal.file("doorstep.toml") == Self.configuration + """

                        [[destination]]
                        name = "chat"
                        format = "slack"
                        urlFile = "credentials/chat-url"
                        send = ["day"]
                        allowHTTP = true
                        allowPrivateAddress = true

                        """)
            }
        }
    }
}
