import Glibc
import TestSupport
import Testing
import Transfer

@Suite("Over a Unix socket")
struct UnixSocketTests {
    @Test("a request reaches the daemon, with the URL's host as its Host")
    func request() async throws {
        try await withSocketPath { path in
            try await withListener(.unix(path)) { listener in
                let answer = try Transfer.perform(
                    TransferRequest(url: "http://doorstep/v1/now", unixSocket: path, rules: .local))
                #expect(answer.status == 200)
                #expect(answer.address == nil)
                let request = try #require(listener.requests.first)
                #expect(request.hasPrefix("GET /v1/now HTTP/1.1\r\nHost: doorstep\r\n"))
            }
        }
    }

    @Test("many requests go over one connection")
    func reuse() async throws {
        try await withSocketPath { path in
            try await withListener(.unix(path)) { listener in
                let connection = TransferConnection()
                for _ in 1...5 {
                    _ = try connection.perform(
                        TransferRequest(url: "http://doorstep/", unixSocket: path, rules: .local))
                }
                try #expect(listener.connections() == 1)
            }
        }
    }

    @Test("that is not there, the error says so")
    func missing() async throws {
        try await withSocketPath { path in
            let error = try #require(failure(path))
            #expect(error == .cannotConnect(path, errno: ENOENT))
            #expect(error.message == "cannot connect to \(path): no such file or directory")
        }
    }

    @Test("that nobody listens on, the error says so")
    func stale() async throws {
        try await withSocketPath { path in
            close(try listen(unix: path))
            #expect(failure(path) == .cannotConnect(path, errno: ECONNREFUSED))
        }
    }

    @Test("with a path no socket can have, the error says so")
    func impossible() {
        let long = "/" + String(repeating: "a", count: 108)
        #expect(failure(long) == .cannotConnect(long, errno: ENAMETOOLONG))
        #expect(failure("") == .cannotConnect("", errno: EINVAL))
        #expect(failure("/run/a\u{0}b") == .cannotConnect("/run/a\u{0}b", errno: EINVAL))
    }

    private func failure(_ path: String) -> TransferError? {
        #expect(throws: TransferError.self) {
            try Transfer.perform(
                TransferRequest(url: "http://doorstep/", unixSocket: path, rules: .local))
        }
    }
}

/// A path for a socket in a directory of its own, which is removed afterwards.
func withSocketPath(
    isolation: isolated (any Actor)? = #isolation, _ work: (String) async throws -> Void
) async throws {
    var template = Array("/tmp/transfer-XXXXXX".utf8CString)
    guard let directory = mkdtemp(&template).map({ String(cString: $0) }) else {
        throw SocketFailure(call: "mkdtemp")
    }
    defer {
        unlink("\(directory)/socket")
        rmdir(directory)
    }
    try await work("\(directory)/socket")
}
