import Foundation
import Glibc
import TestSupport
import Testing

@testable import DoorstepDaemon

@Suite("Notifier")
struct NotifierTests {
    @Test("sends what systemd understands, one datagram for messages sent together")
    func sends() throws {
        let scratch = try ScratchDirectory()
        let manager = try Manager(name: scratch.path + "/notify")
        let notifier = try #require(Notifier(environment: ["NOTIFY_SOCKET": manager.name]))

        #expect(notifier.send(.ready, .status("listening on\n/run/doorstep")))
        #expect(notifier.send(.watchdog))
        #expect(notifier.send(.stopping))

        #expect(manager.next() == "READY=1\nSTATUS=listening on /run/doorstep")
        #expect(manager.next() == "WATCHDOG=1")
        #expect(manager.next() == "STOPPING=1")
    }

    @Test("speaks to an abstract socket")
    func abstract() throws {
        let manager = try Manager(name: "@doorstep-test-\(UUID().uuidString)")
        let notifier = try #require(Notifier(environment: ["NOTIFY_SOCKET": manager.name]))

        #expect(notifier.send(.ready))

        #expect(manager.next() == "READY=1")
    }

    @Test("goes on when nobody hears")
    func nobody() throws {
        let scratch = try ScratchDirectory()
        let notifier = try #require(
            Notifier(environment: ["NOTIFY_SOCKET": scratch.path + "/nobody"]))

        #expect(!notifier.send(.watchdog))
    }

    @Test("is nil when nobody wants to hear", arguments: [nil, "", "/", "notify", "vsock:2:1"])
    func absent(address: String?) {
        #expect(Notifier(environment: address.map { ["NOTIFY_SOCKET": $0] } ?? [:]) == nil)
    }

    @Test(
        "knows systemd's patience only when it is meant",
        arguments: [
            (["WATCHDOG_USEC": "10000000"], Duration.seconds(10)),
            (["WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "42"], .seconds(10)),
            (["WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "43"], nil),
            (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "soon"], nil),
            ([:], nil),
        ])
    func watchdog(environment: [String: String], expected: Duration?) throws {
        let environment = environment.merging(["NOTIFY_SOCKET": "@x"]) { a, _ in a }

        #expect(
            try #require(Notifier(environment: environment, process: 42)).watchdogTimeout
                == expected)
    }
}

/// A datagram socket as systemd holds it.
private final class Manager {
    let name: String
    private let descriptor: Int32

    init(name: String) throws {
        self.name = name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(name.utf8)
        if name.hasPrefix("@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(2 + path.count)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard result == 0 else { throw SocketFailure(call: "bind") }
    }

    deinit { close(descriptor) }

    /// What came, or nil when nothing did.
    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}
