import Glibc
import TestSupport
import Testing

@testable import DoorstepDaemon

@Suite("ListenDescriptors", .serialized)
struct ListenDescriptorsTests {
    /// Two listening sockets side by side, as systemd passes them: at the upper end, where no other test has got to.
    private static let first: Int32 = {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int32(min(limit.rlim_cur, 65536)) - 2
    }()

    private func take(_ environment: [String: String]) throws -> [ListenDescriptor] {
        try ListenDescriptors.take(environment: environment, process: 42, first: Self.first)
    }

    @Test("takes what is meant for this process, with its names, and closes it on exec")
    func takes() throws {
        let scratch = try ScratchDirectory()
        let unix = try listen(unix: scratch.path + "/socket")
        let internet = try listen(AF_INET).descriptor
        defer { [unix, internet, Self.first, Self.first + 1].forEach { close($0) } }
        #expect(dup2(unix, Self.first) == Self.first)
        #expect(dup2(internet, Self.first + 1) == Self.first + 1)
        let environment = ["LISTEN_PID": "42", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "api:"]

        let taken = try take(environment)

        #expect(taken.map(\.descriptor) == [Self.first, Self.first + 1])
        #expect(taken.map(\.name) == ["api", "unknown"])
        #expect(taken.map(\.kind) == [.unix, .internet])
        #expect(fcntl(Self.first, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test(
        "takes nothing that is not its own",
        arguments: [
            [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "42"],
            ["LISTEN_PID": "43", "LISTEN_FDS": "1"], ["LISTEN_PID": "42", "LISTEN_FDS": "0"],
        ])
    func nothing(environment: [String: String]) throws {
        #expect(try take(environment) == [])
    }

    @Test(
        "says what is wrong with what it was given",
        arguments: [
            (["LISTEN_PID": "x", "LISTEN_FDS": "1"], "LISTEN_PID is \"x\", not a number"),
            (["LISTEN_PID": "42", "LISTEN_FDS": "-1"], "LISTEN_FDS is \"-1\", not a number"),
            (
                ["LISTEN_PID": "42", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "api"],
                "descriptor \(first) (api): Bad file descriptor"
            ),
        ])
    func refuses(environment: [String: String], cause: String) throws {
        let error = #expect(throws: ListenDescriptorError.self) { try take(environment) }

        #expect(
            error?.description == """
                cannot use the sockets that systemd passed: \(cause)
                  hint: see doorstepd.socket and doorstepd-pages.socket; systemctl restart doorstepd
                """)
    }

    @Test("refuses a socket that does not listen")
    func notListening() throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { [descriptor, Self.first].forEach { close($0) } }
        #expect(dup2(descriptor, Self.first) == Self.first)

        let error = #expect(throws: ListenDescriptorError.self) {
            try take(["LISTEN_PID": "42", "LISTEN_FDS": "1"])
        }

        #expect(error?.cause == "descriptor \(Self.first) (unknown): not a listening stream socket")
    }
}
