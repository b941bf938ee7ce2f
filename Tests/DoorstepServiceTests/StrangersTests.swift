import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import LocalHTTP
import Logging
import Synchronization
import TestSupport
import Testing

@testable import DoorstepService

/// Strangers on the port of the pages, who have shown no token.
@Suite(.serialized, .timeLimit(.minutes(20))) struct StrangersTests {
    private static let half =
        "POST /pair HTTP/1.1\r\nHost: 127.0.0.1:8787\r\nContent-Length: 9\r\n\r\nc"

    private static func now(_ token: AccessToken) -> String {
        "GET /v1/now HTTP/1.1\r\nHost: 127.0.0.1:8787\r\n"
            + "Cookie: \(token.cookie(.counter, isSecure: false).prefix { $0 != ";" })\r\n\r\n"
    }

    /// A shop with both sockets, and a token of its counter.
    private func withShop(
        total: Int = 256,
        _ body: @Sendable (Shop) async throws -> Void
    ) async throws {
        let journal = LogBook()
        let service = try ServiceFixture()
        let (code, _) = try await service.service.devices.invite(.counter, name: "c")
        let (_, token) = try await service.service.devices.redeem(code.text)
        let crowding = Crowding(now: { service.clock.now }, logger: journal.logger())
        var limits = ConnectionLimits.patient
        limits.connections = total
        try await withScratchDirectory { [limits] directory in
            let tcp = try TCPSocket.listen(port: 0)
            guard case .tcp(_, let port) = tcp.kind else { return }
            let listeners = HTTPListeners(
                sockets: [try UnixSocket.listen(at: directory + "/s"), tcp], limits: limits,
                logger: .silent, asksForTokens: true, crowding: crowding,
                bodyLimit: Responder.bodyLimit, refusal: Responder.refusal,
                responder: service.responder.respond)
            try await withRunning(listeners) {
                try await body(
                    Shop(
                        service: service, socket: directory + "/s", port: port, token: token,
                        crowding: crowding, journal: journal))
            }
        }
    }

    private struct Shop: Sendable {
        let service: ServiceFixture
        let socket: String
        let port: Int
        let token: AccessToken
        let crowding: Crowding
        let journal: LogBook
    }

    @Test("three hundred half-sent requests on the port keep no sensor out, and no paired screen")
    func starving() async throws {
        try await withShop { shop in
            let screen = try RawClient(port: shop.port)
            screen.send(Self.now(shop.token))
            #expect(await screen.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
            var strangers: [RawClient] = []
            for number in 1...300 {
                let stranger = try RawClient(port: shop.port)
                stranger.send(Self.half)
                strangers.append(stranger)
                guard number.isMultiple(of: 30) else { continue }
                let sensor = try RawClient(unix: shop.socket)
                sensor.send("POST /v1/entrances HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n")
                #expect(await sensor.readToEnd().hasPrefix("HTTP/1.1 201 Created\r\n"))
                let newcomer = try RawClient(port: shop.port)
                newcomer.send(Self.now(shop.token))
                #expect(await newcomer.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
            screen.send(Self.now(shop.token))
            #expect(
                await screen.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"),
                "who has shown a token stays")
            // The last is still there: those that were silent longest have gone.
            let last = try #require(strangers.last)
            last.send("ode=00000")
            #expect(await last.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 404 "))
            #expect(await strangers[0].readToEnd() == "")

            #expect(shop.service.ledger.floor.occupancy == 10)
            let check = shop.crowding.check
            #expect(check.name == "connections" && !check.ok)
            #expect(
                check.detail?.contains("connections of browsers that are not paired were closed")
                    == true)
            #expect(
                shop.journal.lines == [
                    "warning too many connections of unpaired browsers: the one silent longest was closed "
                        + "address=127.0.0.1:\(shop.port) closed=1"
                ])
            shop.service.clock.advance(.seconds(600))
            #expect(shop.crowding.check == HealthBody.Check(name: "connections", ok: true))
        }
    }

    @Test("a socket that is full says so, and takes the next as soon as one has gone")
    func full() async throws {
        // Two on the Unix socket, and three by TCP.
        try await withShop(total: 5) { shop in
            @Sendable func ask(_ client: RawClient) async -> String {
                client.send("GET /v1/now HTTP/1.1\r\nHost: d\r\n\r\n")
                return await client.read(until: "}")
            }
            let first = try RawClient(unix: shop.socket)
            _ = await ask(first)
            var second: RawClient? = try RawClient(unix: shop.socket)
            if let second { _ = await ask(second) }
            let third = try RawClient(unix: shop.socket)
            while shop.crowding.check.ok { try await nextTurn() }
            #expect(
                shop.crowding.check.detail?.hasPrefix("\(shop.socket): all 2 connections in use")
                    == true)
            #expect(
                shop.journal.lines == [
                    "warning all connections are in use: new ones wait address=\(shop.socket) connections=2"
                ])
            second = nil
            #expect(await ask(third).hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test("a thousand callers find room to wait at a socket that nobody has answered yet")
    func backlog() async throws {
        let most = try #require(
            Int(String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8).dropLast()))
        let callers = min(1000, most)
        try raiseFileLimit(to: 4096)
        try await withScratchDirectory { directory in
            let socket = try UnixSocket.listen(at: directory + "/s")
            defer { close(socket.descriptor) }
            var waiting: [CInt] = []
            defer { for caller in waiting { close(caller) } }
            for _ in 0..<callers { waiting.append(try dial(unix: directory + "/s")) }
        }
    }
}
