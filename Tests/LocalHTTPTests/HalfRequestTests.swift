import DoorstepService
import Foundation
import HTTPTypes
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import LocalHTTP

/// Half a request is no request: whatever becomes of it, nobody works on it. The server is the real one.
@Suite(.timeLimit(.minutes(20))) struct HalfRequestTests {
    /// One that did not come whole.
    struct Half: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: String

        init(_ testDescription: String, _ bytes: String) {
            self.testDescription = testDescription
            self.bytes = bytes
        }

        static let head = "POST /v1/entrances HTTP/1.1\r\nHost: doorstep\r\n"
        private static let chunked = head + "Transfer-Encoding: chunked\r\n\r\n"

        static let brokenOff = [
            Half("half a header", "POST /v1/entrances HTTP/1.1\r\nHo"),
            Half("a body that never came", head + "Content-Length: 12\r\n\r\n"),
            Half("half a body", head + "Content-Length: 12\r\n\r\n{\"peop"),
            Half("a length of one too many", head + "Content-Length: 13\r\n\r\n{\"people\":3}"),
            Half("no chunk", chunked),
            Half("half a chunk", chunked + "c\r\n{\"peop"),
            Half("a chunk without the last one", chunked + "c\r\n{\"people\":3}\r\n"),
            Half("a last chunk without its end", chunked + "c\r\n{\"people\":3}\r\n0\r\n"),
            Half("half a trailer", chunked + "c\r\n{\"people\":3}\r\n0\r\nX-Sum: "),
            Half(
                "a body that is only sent when it is wanted",
                head + "Expect: 100-continue\r\nContent-Length: 12\r\n\r\n"),
            Half(
                "a question with a body",
                "GET /v1/now HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 2\r\n\r\n{"),
            Half(
                "a stream with a body",
                "GET /v1/stream HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 2\r\n\r\n{"),
        ]

        static let faulty = [
            Half("a bad chunk", chunked + "c\r\n{\"people\":3}\r\nzz\r\n"),
            Half(
                "a chunk that is longer than it says", chunked + "2\r\n{\"people\":3}\r\n0\r\n\r\n"),
            Half(
                "chunks in HTTP/1.0",
                "POST /v1/entrances HTTP/1.0\r\nHost: doorstep\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\n{}\r\n0\r\n\r\n"),
            Half(
                "a length and chunks",
                head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ]
    }

    /// Counts the requests that somebody works on.
    private final class Desk: Sendable {
        private let count = Mutex(0)
        var worked: Int { count.withLock { $0 } }

        /// Says what it read, after `wait`.
        func responder(after wait: @escaping @Sendable () async -> Void = {})
            -> HTTPListeners.Responder
        {
            { [self] request, _ in
                count.withLock { $0 += 1 }
                await wait()
                let text = "read <\(String(decoding: request.body, as: UTF8.self))>"
                return .bytes(Array(text.utf8), status: .ok, type: "text/plain")
            }
        }
    }

    @Test(
        "is answered 400 when the rest will not come, and nobody works on it",
        arguments: Half.brokenOff)
    func finished(_ half: Half) async throws {
        let desk = Desk()
        try await withServer(responder: desk.responder()) { socket in
            let client = try RawClient(unix: socket)
            client.send(half.bytes)
            client.finishSending()
            let answers = await client.readToEnd().replacing(
                "HTTP/1.1 100 Continue\r\n\r\n", with: "")
            #expect(answers.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answers.contains(#""kind":"incomplete-request""#))
            #expect(answers.contains("Nothing was recorded."))
        }
        #expect(desk.worked == 0)
    }

    @Test(
        "is answered 408 when nothing more comes for ten seconds, and then the connection closes",
        arguments: Half.brokenOff)
    func stopped(_ half: Half) throws {
        let line = try TimedLine()
        try line.send(half.bytes)
        line.wait(.milliseconds(9_999))
        #expect(try line.answers() == "")
        line.wait(.milliseconds(1))
        let answers = try line.answers()
        #expect(answers.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(answers.contains("nothing more came for 10 seconds. Nothing was recorded."))
        // What still comes is thrown away for a moment, so that the answer arrives.
        line.wait(.seconds(1))
        #expect(line.handedOn == 0 && line.isClosed)
    }

    @Test(
        "is answered 408 when it drips for fifteen seconds, and then the connection closes",
        arguments: [
            Half.head + "Content-Length: 999\r\n\r\n",
            Half.head + "Transfer-Encoding: chunked\r\n\r\n999\r\n", Half.head + "X-A: ",
        ])
    func dripping(_ beginning: String) throws {
        let line = try TimedLine()
        line.wait(.seconds(9))
        try line.send(beginning)
        for _ in 1...14 {
            line.wait(.seconds(1))
            try line.send("x")
            #expect(try line.answers() == "")
        }
        line.wait(.seconds(1))
        #expect(try line.answers().contains("not complete within 15 seconds"))
        // What still comes is thrown away for a moment, so that the answer arrives.
        line.wait(.seconds(1))
        #expect(line.handedOn == 0 && line.isClosed)
    }

    @Test("a connection that says nothing is closed after ten seconds, without a word")
    func silent() throws {
        let line = try TimedLine()
        try line.send("GET / HTTP/1.1\r\nHost: d\r\n\r\n")
        #expect(line.handedOn == 1)
        // An answer may take its time.
        line.wait(.seconds(60))
        #expect(!line.isClosed)
        try line.answer()
        #expect(try line.answers().hasPrefix("HTTP/1.1 204 "))
        line.wait(.milliseconds(9_999))
        #expect(!line.isClosed)
        line.wait(.milliseconds(1))
        #expect(try line.answers() == "" && line.isClosed)
    }

    @Test("is nothing when the cable is pulled", arguments: Half.brokenOff)
    func reset(_ half: Half) async throws {
        let desk = Desk()
        try await withServer(responder: desk.responder()) { socket in
            let client = try RawClient(unix: socket)
            client.send(half.bytes)
            client.reset()
            _ = await client.readToEnd()
            // The server has gone on: it answers another.
            let other = try RawClient(unix: socket)
            other.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
            #expect(await other.read(until: "read <>").hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        #expect(desk.worked == 1)
    }

    @Test("a body that is not what it says is answered 400", arguments: Half.faulty)
    func faulty(_ half: Half) async throws {
        let desk = Desk()
        try await withServer(responder: desk.responder()) { socket in
            let client = try RawClient(unix: socket)
            client.send(half.bytes)
            let answers = await client.readToEnd()
            #expect(answers.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answers.components(separatedBy: "HTTP/1.1 4").count == 2)
        }
        #expect(desk.worked == 0)
    }

    @Test(
        "a whole request is one, in however many pieces it comes",
        arguments: [
            ("Content-Length: 0\r\n\r\n", ""), ("\r\n", ""),
            ("Content-Length: 12\r\n\r\n{\"people\":3}", "{\"people\":3}"),
            (
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"peo\r\n7;more=1\r\nple\":3}\r\n0\r\n\r\n",
                "{\"people\":3}"
            ),
            (
                "Transfer-Encoding: chunked\r\n\r\nc\r\n{\"people\":3}\r\n0\r\nX-Sum: 1\r\n\r\n",
                "{\"people\":3}"
            ),
        ])
    func whole(_ rest: String, _ body: String) async throws {
        let desk = Desk()
        try await withServer(responder: desk.responder()) { socket in
            let client = try RawClient(unix: socket)
            for piece in (Half.head + rest).map(String.init) { client.send(piece) }
            #expect(await client.read(until: ">").hasSuffix("read <\(body)>"))
            client.send(Half.head + rest)
            #expect(await client.read(until: ">").hasSuffix("read <\(body)>"))
        }
        #expect(desk.worked == 2)
    }

    @Test("whoever asks first whether to send a body is told to")
    func expects() async throws {
        let desk = Desk()
        try await withServer(responder: desk.responder()) { socket in
            let client = try RawClient(unix: socket)
            client.send(Half.head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("{}")
            #expect(await client.read(until: ">").hasSuffix("read <{}>"))
        }
    }

    @Test(
        "half a request behind a whole one is refused after the answer, never in its place",
        arguments: ["POST / HTTP/1.1\r\nHost: d\r\nContent-Length: 9\r\n\r\n{", "\u{16}\u{3}\u{1}"])
    func behind(_ half: String) async throws {
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let desk = Desk()
        let responder = desk.responder { for await _ in opened {} }
        try await withServer(responder: responder) { socket in
            let client = try RawClient(unix: socket)
            client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n" + half)
            client.finishSending()
            while desk.worked == 0 { try await nextTurn() }
            open.finish()
            let answers = await client.readToEnd().components(separatedBy: "HTTP/1.1 ")
            #expect(answers.dropFirst().map { $0.prefix(1) } == ["2", "4"])
        }
        #expect(desk.worked == 1)
    }

    @Test("a request on its way in when the daemon stops is answered")
    func stopping() async throws {
        let desk = Desk()
        try await withScratchDirectory { directory in
            let path = directory + "/s"
            let socket = try UnixSocket.listen(at: path)
            let loop = HTTPListeners(
                sockets: [socket], limits: .patient, logger: .silent,
                bodyLimit: { _, _, _ in 1 << 20 }, refusal: Responder.refusal,
                responder: desk.responder())
            let client = try RawClient(unix: path)
            try await withRunning(loop) {
                client.send("GET / HTTP/1.1\r\nHost: doorstep\r\n\r\n")
                _ = await client.read(until: ">")
                client.send("POST / HTTP/1.1\r\nHost: doorstep\r\nContent-Length: 2\r\n")
                client.send("Expect: 100-continue\r\n\r\n")
                _ = await client.read(until: "100 Continue")
                Task { client.send("{}") }
            }
            #expect(await client.readToEnd().hasSuffix("read <{}>"))
        }
    }
}
