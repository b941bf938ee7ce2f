import Foundation
import Glibc
import TestSupport
import Testing

@testable import LocalHTTP

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

    @Test("files that are made meanwhile have the mode that they were made with")
    func meanwhile() async throws {
        try await withScratchDirectory { directory in
            let modes = try await withThrowingTaskGroup(of: Set<mode_t>.self) { tasks in
                for number in 0..<4 {
                    tasks.addTask {
                        for _ in 0..<200 {
                            close(try UnixSocket.listen(at: "\(directory)/s\(number)").descriptor)
                        }
                        return []
                    }
                    tasks.addTask {
                        var modes: Set<mode_t> = []
                        for turn in 0..<500 {
                            let file = open(
                                "\(directory)/f\(number)-\(turn)", O_WRONLY | O_CREAT, 0o600)
                            var status = stat()
                            fstat(file, &status)
                            close(file)
                            modes.insert(status.st_mode & 0o777)
                        }
                        return modes
                    }
                }
                return try await tasks.reduce(into: Set<mode_t>()) { $0.formUnion($1) }
            }
            #expect(modes == [0o600])
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
                    hint:
                        "stop it first:  systemctl stop doorstepd.socket doorstepd-pages.socket doorstepd"
                )
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

@Suite struct TCPSocketTests {
    @Test("binds a free port on this machine, and names it")
    func free() throws {
        let socket = try TCPSocket.listen(port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(_, let port) = socket.kind else {
            Issue.record("not TCP: \(socket.kind)")
            return
        }
        #expect(port > 0)
        _ = try RawClient(port: port)
    }

    @Test(
        "binds the address that was asked for, and no other",
        arguments: [("127.0.0.2", "127.0.0.2"), ("::1", "[::1]")])
    func host(host: String, shown: String) throws {
        let socket = try TCPSocket.listen(host: host, port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(shown, let port) = socket.kind else {
            Issue.record("not on \(shown): \(socket.kind)")
            return
        }
        #expect(socket.address == "\(shown):\(port)")
        #expect(boundHost(of: socket.descriptor) == host)
    }

    /// What the kernel says, as a number.
    private func boundHost(of descriptor: CInt) -> String {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        var text = [CChar](repeating: 0, count: 64)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(descriptor, $0, &length)
                _ = getnameinfo($0, length, &text, 64, nil, 0, NI_NUMERICHOST)
            }
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    @Test("says that a port is taken, and how to find by whom")
    func taken() throws {
        let socket = try TCPSocket.listen(port: 0)
        defer { close(socket.descriptor) }
        guard case .tcp(_, let port) = socket.kind else { return }
        #expect(
            throws: ListeningError(
                subject: "127.0.0.1:\(port)", cause: "another program has the port",
                hint: "see which with  ss -ltnp , or choose another port: listen in [server]")
        ) { try TCPSocket.listen(port: port) }
    }
}
