import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// The socket's file is deleted under a running daemon, as a cleaner of /run or an administrator may do it.
    @Suite struct LostSocketTests {
        @Test("a daemon that nobody can reach any more ends, and its next start is reached again")
        func ours() async throws {
            let daemon = try await DaemonProcess.started()
            try await daemon.record(Route.entrances)
            let child = try daemon.child
            try FileManager.default.removeItem(atPath: daemon.socket)

            #expect(try await child.ended() == .status(1))

            #expect(
                child.errorText.contains(
                    "no client can connect to \(daemon.socket): its file was deleted or replaced"))
            try await daemon.start()
            #expect(try await daemon.facts().contains { $0.kind == .entrance })
            try await daemon.stop()
        }

        @Test("one whose socket systemd keeps cannot mend it: its pages say what to do")
        func systemds() async throws {
            let scratch = try ScratchDirectory()
            let path = scratch.path + "/doorstep.sock"
            let listener = try listen(unix: path)
            defer { close(listener) }
            let daemon = try DaemonProcess(scratch: scratch, passing: listener)
            try await daemon.start()
            // Who is connected already, as a page is, goes on being answered.
            let page = try PlainSocket(path)
            try FileManager.default.removeItem(atPath: path)
            page.send(
                Array(
                    "GET \(Route.health) HTTP/1.1\r\nHost: doorstep\r\nConnection: close\r\n\r\n"
                        .utf8))

            let answer = String(decoding: await page.readToEnd(), as: UTF8.self)

            #expect(
                answer.contains(
                    #"{"name":"socket","ok":false,"detail":"no client can connect to \#(path): "#)
            )
            #expect(answer.contains("systemctl restart doorstepd.socket doorstepd"))
            #expect(try await daemon.stop() == .status(0))
        }
    }
}
