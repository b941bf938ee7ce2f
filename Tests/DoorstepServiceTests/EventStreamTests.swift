import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Glibc
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

/// The stream over a real socket, on a real ledger.
@Suite(.timeLimit(.minutes(20))) struct EventStreamTests {
    private func serving(
        _ shop: ServiceFixture, limits: ConnectionLimits = .patient,
        _ body: @Sendable (_ socket: String) async throws -> Void
    ) async throws {
        try await withServer(
            limits: limits, refusal: Responder.refusal, responder: shop.responder.respond,
            body)
    }

    private func ask(_ socket: String, after id: String? = nil) throws -> RawClient {
        let client = try RawClient(unix: socket)
        let resume = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        client.send("GET /v1/stream HTTP/1.1\r\nHost: doorstep\r\n\(resume)\r\n")
        return client
    }

    private func numbers(in text: String) -> [Int] {
        text.split(separator: "\n").compactMap {
            guard $0.hasPrefix("id: ") else { return nil }
            return LedgerPosition(String($0.dropFirst(4))).map { Int($0.sequence.value) }
        }
    }

    @Test("says 200 and what it is, and then each fact as it is recorded")
    func live() async throws {
        let shop = try ServiceFixture()
        try await serving(shop) { socket in
            let reader = try ask(socket)
            let head = await reader.read(until: "retry: 2000\n\n")
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(head.contains("Content-Type: text/event-stream\r\n"))
            #expect(head.contains("Cache-Control: no-store\r\n"))
            // nginx would keep events back until it has a page of them.
            #expect(head.contains("X-Accel-Buffering: no\r\n"))
            // How things are comes first.
            let beat = await reader.read(until: "}\n\n")
            #expect(beat.contains("event: beat\ndata: {\"at\":"))
            #expect(beat.contains(#""occupancy":0,"#))
            _ = try await shop.call(.post, Route.entrances, #"{"people":2}"#)
            let event = await reader.read(until: "}\n\n")
            #expect(
                event.contains(
                    "event: entrance\nid: \(shop.ledger.id):1\ndata: {\"sequence\":1,"))
            #expect(event.contains(#""now":{"at":"#))
            #expect(event.contains(#""occupancy":2,"#) && event.contains(#""openPrompts":1,"#))
        }
    }

    @Test("tells a reader whose request has a body, and notices when it goes")
    func body() async throws {
        let shop = try ServiceFixture()
        try await serving(shop) { socket in
            var reader: RawClient? = try RawClient(unix: socket)
            reader?.send(
                "GET /v1/stream HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 2\r\n\r\n{}")
            _ = await reader?.read(until: "retry")
            _ = try await shop.call(.post, Route.entrances)
            #expect(await reader?.read(until: "\n\n").contains("event: entrance\n") == true)
            reader = nil
            while shop.service.broadcaster.readerCount > 0 { try await nextTurn() }
        }
    }

    @Test("resumes after the last event that a reader has, without a gap or a repetition")
    func resume() async throws {
        let shop = try ServiceFixture()
        for _ in 0..<600 { _ = try await shop.call(.post, Route.exits) }
        try await serving(shop) { socket in
            let reader = try ask(socket, after: "\(shop.ledger.id):3")
            // Somebody comes in while the reader catches up.
            let recording = Task {
                for _ in 0..<100 { _ = try await shop.call(.post, Route.entrances) }
            }
            let text = await reader.read(until: ":700\n")
            try await recording.value
            #expect(numbers(in: text) == Array(4...700))
        }
    }

    @Test(
        "a reader that is too far behind, or ahead, is told to begin anew",
        arguments: ["0", "20000", "of another ledger"])
    func reset(_ place: String) async throws {
        let shop = try ServiceFixture()
        for _ in 0..<11 {
            _ = try await shop.ledger.restore((0..<1000).map { _ in .fixture(at: shop.clock.now) })
        }
        try await serving(shop) { socket in
            let ledger = Int64(place) == nil ? LedgerID.other : shop.ledger.id
            let reader = try ask(socket, after: "\(ledger):\(Int64(place) ?? 10_999)")
            let reset = await reader.read(until: "}\n\n")
            #expect(
                reset.contains(
                    "event: reset\nid: \(shop.ledger.id):11000\ndata: {\"at\":"))
            _ = try await shop.call(.post, Route.entrances)
            let next = await reader.read(until: ":11001\n")
            #expect(numbers(in: next) == [11001])
        }
    }

    @Test("notices at once when a reader goes")
    func gone() async throws {
        let shop = try ServiceFixture()
        try await serving(shop) { socket in
            var reader: RawClient? = try ask(socket)
            _ = await reader?.read(until: "retry")
            #expect(shop.service.broadcaster.readerCount == 1)
            reader = nil
            while shop.service.broadcaster.readerCount > 0 { try await nextTurn() }
        }
    }

    @Test("a reader that never reads is cut off, and the others go on")
    func neverReads() async throws {
        let shop = try ServiceFixture()
        var limits = ConnectionLimits.patient
        limits.idle = .seconds(3600)
        try await serving(shop, limits: limits) { socket in
            let stuck = try ask(socket)
            _ = await stuck.read(until: "retry")
            let reader = try ask(socket)
            _ = await reader.read(until: "retry")
            let long = String(repeating: "x", count: 4096)
            for number in 1...30 {
                for _ in 0..<50 {
                    shop.service.broadcaster.audience.send([
                        try ServerSentEvent(name: "long", data: long)
                    ])
                }
                shop.service.broadcaster.audience.send([
                    try ServerSentEvent(name: "mark", data: "mark \(number)")
                ])
                let text = await reader.read(until: "\"mark \(number)\"\n\n")
                #expect(text.contains("mark \(number)"))
            }
            while shop.service.broadcaster.readerCount > 1 { try await nextTurn() }
            withExtendedLifetime(stuck) {}
        }
    }
}
