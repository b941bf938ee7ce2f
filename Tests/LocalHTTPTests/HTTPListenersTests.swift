import Dispatch
import Foundation
import Glibc
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@testable import LocalHTTP

/// What a connection may do. The server is the real one, its answers are not.
@Suite(.timeLimit(.minutes(20))) struct HTTPListenersTests {
    /// Reads the body and says how long it was.
    private static let measuring: HTTPListeners.Responder = { request, _ in
        .bytes(Array("read \(request.body.count)".utf8), status: .ok, type: "text/plain")
    }

    private static func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits.patient
        change(&limits)
        return limits
    }

    @Test("answers on a descriptor, one request after another on one connection")
    func keepAlive() async throws {
        try await withServer(responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("POST / HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 3\r\n\r\nabc")
            #expect(await client.read(until: "read 3").hasPrefix("HTTP/1.1 200 OK\r\n"))
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            #expect(await client.read(until: "read 0").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("knows the user at the other end")
    func peer() async throws {
        let responder: HTTPListeners.Responder = { _, connection in
            let text = "\(connection.way) \(connection.uid.map { "\($0)" } ?? "nobody")"
            return .bytes(Array(text.utf8), status: .ok, type: "text/plain")
        }
        try await withServer(responder: responder) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\nConnection: close\r\n\r\n")
            #expect(await client.readToEnd().hasSuffix("\r\n\r\nunix \(getuid())"))
        }
    }

    @Test("cuts a request that drips, however steadily it drips")
    func dripping() async throws {
        let limits = Self.limits {
            $0.wholeRequest = .milliseconds(300)
            $0.idle = .seconds(60)
        }
        try await withServer(limits: limits, responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("POST / HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 100000\r\n\r\n")
            let dripping = Task {
                while !Task.isCancelled {
                    client.send("x")
                    try await Task.sleep(for: .milliseconds(10))
                }
            }
            let answer = await client.readToEnd()
            dripping.cancel()
            #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
            #expect(answer.contains(#""kind":"request-too-slow""#))
        }
    }

    @Test("cuts a request whose header never ends")
    func drippingHeader() async throws {
        let limits = Self.limits {
            $0.wholeRequest = .milliseconds(200)
            $0.idle = .seconds(60)
        }
        try await withServer(limits: limits, responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHo")
            #expect(await client.readToEnd().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        }
    }

    @Test("does not count an answer that takes long as a slow request")
    func longAnswer() async throws {
        let limits = Self.limits {
            // Long enough for a request on a busy machine, and shorter than the answer.
            $0.wholeRequest = .seconds(10)
            $0.idle = .seconds(10)
        }
        let responder: HTTPListeners.Responder = { _, _ in
            Response(
                status: .ok,
                body: .pieces { writer in
                    for number in 1...5 {
                        try await Task.sleep(for: .milliseconds(2500))
                        try await writer.write(Array("event \(number)\n".utf8))
                    }
                })
        }
        try await withServer(limits: limits, responder: responder) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            #expect(await client.read(until: "event 5").contains("event 5"))
        }
    }

    @Test("closes a connection that says nothing")
    func idle() async throws {
        try await withServer(
            limits: Self.limits { $0.idle = .milliseconds(100) }, responder: Self.measuring
        ) { socket in
            let client = try RawClient(unix: socket)
            #expect(await client.readToEnd() == "")
        }
    }

    @Test(
        "refuses a request whose length can be read in two ways",
        arguments: [
            "Content-Length: 1\r\nContent-Length: 2\r\n",
            "Content-Length: 1\r\nContent-Length: 1\r\n",
            "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
            "Content-Length: -1\r\n", "Content-Length: +1\r\n", "Content-Length: 1, 1\r\n",
        ])
    func smuggling(_ headers: String) async throws {
        try await withServer(responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("POST / HTTP/1.1\r\nHost: doorstep\r\n\(headers)\r\n0\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.contains("Connection: close\r\n"))
            #expect(answer.components(separatedBy: "HTTP/1.1 4").count == 2)
        }
    }

    @Test("wants exactly one Host", arguments: ["", "Host: a\r\nHost: b\r\n"])
    func host(_ headers: String) async throws {
        try await withServer(responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\n\(headers)\r\n")
            #expect(await client.readToEnd().contains("\"title\":\"One Host is needed\""))
        }
    }

    @Test("takes 64 header fields, and not one more")
    func headerFields() async throws {
        try await withServer(responder: Self.measuring) { socket in
            func ask(_ count: Int) async throws -> String {
                let client = try RawClient(unix: socket)
                let fields = (0..<count - 2).map { "X-\($0): y\r\n" }.joined()
                client.send(
                    "GET / HTTP/1.1\r\nHost: doorstep\r\nConnection: close\r\n\(fields)\r\n")
                return await client.readToEnd()
            }
            #expect(try await ask(64).hasPrefix("HTTP/1.1 200 OK\r\n"))
            let answer = try await ask(65)
            #expect(answer.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n"))
            #expect(answer.contains(#""kind":"header-too-large""#))
        }
    }

    @Test("refuses 17 KiB of header", arguments: ["field", "path"])
    func headerBytes(_ place: String) async throws {
        try await withServer(responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            let long = String(repeating: "x", count: 17 * 1024)
            client.send(
                place == "field"
                    ? "GET / HTTP/1.1\r\nHost: doorstep\r\nX: \(long)\r\n\r\n"
                    : "GET /\(long) HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            #expect(await client.readToEnd().contains(#""kind":"header-too-large""#))
        }
    }

    @Test("answers what is not HTTP with a problem")
    func notHTTP() async throws {
        try await withServer(responder: Self.measuring) { socket in
            let client = try RawClient(unix: socket)
            client.send("\u{16}\u{3}\u{1} hello\r\n\r\n")
            let answer = await client.readToEnd()
            #expect(answer.contains("Content-Type: application/problem+json\r\n"))
        }
    }

    @Test(
        "refuses a body that is too large as soon as that is known, and throws the rest of it away",
        arguments: [
            "Content-Length: 1000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nF4240\r\n",
        ])
    func tooLarge(_ beginning: String) async throws {
        let asked = Mutex(0)
        let responder: HTTPListeners.Responder = { _, _ in
            asked.withLock { $0 += 1 }
            return Response(status: .ok)
        }
        try await withServer(bodyLimit: { _, _, _ in 99_999 }, responder: responder) { socket in
            let client = try RawClient(unix: socket)
            client.send("POST / HTTP/1.1\r\nHost: doorstep\r\n" + beginning)
            client.send(String(repeating: "x", count: 100_000))
            let answer = await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413 Payload Too Large\r\n"))
            #expect(answer.contains(#""kind":"body-too-large""#))
        }
        #expect(asked.withLock { $0 } == 0)
    }

    @Test("closes after an answer that says so")
    func closing() async throws {
        let responder: HTTPListeners.Responder = { _, _ in
            Response(status: .internalServerError, headers: [.connection: "close"])
        }
        try await withServer(responder: responder) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            #expect(await client.readToEnd().hasPrefix("HTTP/1.1 500 "))
        }
    }

    @Test("lets those beyond the limit wait until another goes")
    func manyConnections() async throws {
        let seen = Mutex<Set<String>>([])
        let responder: HTTPListeners.Responder = { request, _ in
            seen.withLock { _ = $0.insert(request.path) }
            return .bytes(Array("done".utf8), status: .ok, type: "text/plain")
        }
        @Sendable func ask(_ client: RawClient, _ path: String) async -> String {
            client.send("GET \(path) HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            return await client.read(until: "done")
        }
        try await withServer(
            limits: Self.limits {
                $0.connections = 2
            }, responder: responder
        ) { socket in
            let first = try RawClient(unix: socket)
            _ = await ask(first, "/first")
            var second: RawClient? = try RawClient(unix: socket)
            if let second { _ = await ask(second, "/second") }
            let third = try RawClient(unix: socket)
            third.send("GET /third HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            // Ample occasion for the server to take the third, if it would.
            for _ in 1...100 { _ = await ask(first, "/first") }
            #expect(seen.withLock { $0 } == ["/first", "/second"])
            second = nil
            #expect(await third.read(until: "done").hasSuffix("done"))
        }
    }

    @Test("cuts a reader that takes nothing while there is something to take")
    func stuckReader() async throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        let responder: HTTPListeners.Responder = { _, _ in
            Response(
                status: .ok,
                body: .pieces { writer in
                    defer { end.finish() }
                    while true { try await writer.write(Array(repeating: 0x78, count: 65536)) }
                })
        }
        try await withServer(
            limits: Self.limits { $0.idle = .seconds(3) }, responder: responder
        ) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            for await _ in ended {}
            withExtendedLifetime(client) {}
        }
    }

    @Test("stops although a reader takes nothing")
    func stopping() async throws {
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let responder: HTTPListeners.Responder = { _, _ in
            begin.finish()
            return Response(
                status: .ok,
                body: .pieces { writer in
                    while true { try await writer.write(Array(repeating: 0x78, count: 65536)) }
                })
        }
        try await withServer(
            limits: Self.limits { $0.stopping = .milliseconds(100) }, responder: responder
        ) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            for await _ in begun {}
            withExtendedLifetime(client) {}
        }
    }

    @Test("stops in good order while one after the other connects")
    func stopsUnderCallers() async throws {
        for _ in 0..<30 {
            let callers = DispatchGroup()
            try await withServer(responder: Self.measuring) { socket in
                let (connected, connect) = AsyncStream.makeStream(of: Void.self)
                for number in 0..<4 {
                    callers.enter()
                    DispatchQueue(label: "caller-\(number)").async {
                        // Until nobody listens any more.
                        while (try? RawClient(unix: socket)) != nil { connect.yield() }
                        callers.leave()
                    }
                }
                for await _ in connected { break }
            }
            await withCheckedContinuation { over in
                callers.notify(queue: .global()) { over.resume() }
            }
        }
    }

    @Test("takes away its own socket file when it stops")
    func unlinks() async throws {
        try await withScratchDirectory { _ in
            nonisolated(unsafe) var path = ""
            try await withServer(responder: Self.measuring) { path = $0 }
            #expect(access(path, F_OK) != 0)
        }
    }
}
