import Foundation
import Glibc
import Testing

@testable import DoorstepService

@Suite struct UnixSocketTests {
    @Test("makes a socket of the mode asked for, and leaves no other file behind")
    func mode() async throws {
        try await withScratchDirectory { directory in
            let socket = try UnixSocket.listen(at: directory + "/s", mode: 0o620)
            defer { close(socket.descriptor) }
            let attributes = try FileManager.default.attributesOfItem(atPath: directory + "/s")
            #expect(attributes[.posixPermissions] as? Int == 0o620)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["s"])
            _ = try RawClient(unix: directory + "/s")
        }
    }

    @Test("replaces a socket file that nobody answers at")
    func stale() async throws {
        try await withScratchDirectory { directory in
            close(try UnixSocket.listen(at: directory + "/s").descriptor)
            let socket = try UnixSocket.listen(at: directory + "/s")
            defer { close(socket.descriptor) }
            _ = try RawClient(unix: directory + "/s")
        }
    }

    @Test("does not take the socket of a daemon that is listening")
    func taken() async throws {
        try await withScratchDirectory { directory in
            let socket = try UnixSocket.listen(at: directory + "/s")
            defer { close(socket.descriptor) }
            #expect(
                throws: ListeningError(
                    subject: directory + "/s", cause: "another daemon is listening there",
                    hint: "stop it first:  systemctl stop doorstepd.socket doorstepd.service")
            ) { try UnixSocket.listen(at: directory + "/s") }
            _ = try RawClient(unix: directory + "/s")
        }
    }

    @Test("leaves a file alone that is not a socket")
    func otherFile() async throws {
        try await withScratchDirectory { directory in
            try "the till's diary".write(
                toFile: directory + "/s", atomically: false, encoding: .utf8)
            let error = #expect(throws: ListeningError.self) {
                try UnixSocket.listen(at: directory + "/s")
            }
            #expect(
                error?.description
                    == "cannot listen on \(directory)/s: there is a file there that is not a socket"
            )
            #expect(
                try String(contentsOfFile: directory + "/s", encoding: .utf8) == "the till's diary")
        }
    }

    @Test("says which directory is missing")
    func missingDirectory() async throws {
        try await withScratchDirectory { directory in
            let error = #expect(throws: ListeningError.self) {
                try UnixSocket.listen(at: directory + "/none/s")
            }
            #expect(error?.cause == "No such file or directory")
            #expect(error?.hint == "make its directory first:  mkdir -p \(directory)/none")
        }
    }

    @Test("refuses a path that is too long for a socket")
    func longPath() {
        let error = #expect(throws: ListeningError.self) {
            try UnixSocket.listen(at: "/tmp/" + String(repeating: "x", count: 200))
        }
        #expect(error?.cause == "the path has 209 bytes, and a socket's has 1 to 103")
    }
}

@Suite struct LoopbackSocketTests {
    @Test("binds a free port on this machine, and names it")
    func free() throws {
        let socket = try LoopbackSocket.listen(port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(let port) = socket.kind else {
            Issue.record("not TCP: \(socket.kind)")
            return
        }
        #expect(port > 0)
        _ = try RawClient(port: port)
    }

    @Test("says that a port is taken, and how to find by whom")
    func taken() throws {
        let socket = try LoopbackSocket.listen(port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(let port) = socket.kind else { return }
        #expect(
            throws: ListeningError(
                subject: "127.0.0.1:\(port)", cause: "another program has the port",
                hint: "see which with  ss -ltnp , or choose another port: listen in [server]")
        ) { try LoopbackSocket.listen(port: port) }
    }
}
