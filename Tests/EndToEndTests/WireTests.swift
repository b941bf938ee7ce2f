import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// Bad input through the real socket: which status, which word, and the sentence, to the letter.
    @Suite struct WireTests {
        @Test("bad input is refused with its reason, and harms nobody", arguments: BadInput.all)
        func refused(_ input: BadInput) async throws {
            let daemon = try await DaemonProcess.started()
            let socket = try PlainSocket(daemon.socket)
            socket.send(input.bytes)
            let answers = String(decoding: await socket.readToEnd(), as: UTF8.self)
                .split(separator: startOfAnswer)
            #expect(answers.count == 1, "never two answers to one request")
            let answer = try #require(answers.first)
            #expect(answer.prefix(4) == "\(input.status) ")
            #expect(answer.lowercased().contains("\ncontent-type: application/problem+json\r"))
            let body = try #require(answer.components(separatedBy: "\r\n\r\n").last)
            let problem = try JSONDecoder().decode(ProblemBody.self, from: Data(body.utf8))
            #expect(problem.status == input.status && problem.kind == input.kind)
            #expect(problem.detail.replacing(timeOfDay, with: "TIME") == input.detail)

            #expect(try await daemon.get(Route.health).status == 200)
            #expect(try await daemon.facts().map(\.kind) == [.doorUp])
            #expect(try daemon.complaints == [])
        }
    }
}

// Regular expressions of these kinds hold no state.
private nonisolated(unsafe) let startOfAnswer = #/HTTP\/1\.1 (?=\d{3} )/#
private nonisolated(unsafe) let timeOfDay =
    #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)/#

struct BadInput: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let status: Int
    let kind: String
    let detail: String

    private init(
        _ name: String, _ bytes: [UInt8], _ status: Int, _ kind: String, _ detail: String
    ) {
        testDescription = name
        self.bytes = bytes
        self.status = status
        self.kind = kind
        self.detail = detail
    }

    /// Raw lines, which end in CRLF.
    private init(
        _ name: String, lines: [String], _ status: Int, _ kind: String, _ detail: String
    ) {
        self.init(name, Array(lines.joined(separator: "\r\n").utf8), status, kind, detail)
    }

    /// The body of an entrance.
    private init(
        _ name: String, body: String, _ status: Int, _ kind: String, _ detail: String
    ) {
        self.init(name, Self.entrance(Array(body.utf8)), status, kind, detail)
    }

    private static func entrance(_ body: [UInt8]) -> [UInt8] {
        let head = """
            POST /v1/entrances HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\
            Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n
            """
        return Array(head.utf8) + body
    }

    static let all = http + json + values

    private static let ambiguous =
        "The request states its length twice, or in a way that cannot be read."
    private static let header = "The header has more than 16384 bytes or 64 fields."
    private static let request = "POST /v1/entrances HTTP/1.1"

    private static let http = [
        BadInput(
            "two lengths",
            lines: [request, "Host: d", "Content-Length: 2", "Content-Length: 30", "", "{}"],
            400, "ambiguous-length", ambiguous),
        BadInput(
            "chunks and a length",
            lines: [
                request, "Host: d", "Transfer-Encoding: chunked", "Content-Length: 2", "", "0", "",
                request, "Host: d", "", "",
            ], 400, "ambiguous-length", ambiguous),
        BadInput(
            "a length and chunks",
            lines: [
                request, "Host: d", "Content-Length: 2", "Transfer-Encoding: chunked", "", "0", "",
                request, "Host: d", "", "",
            ], 400, "invalid-request", "The bytes that came are not an HTTP/1.1 request."),
        BadInput(
            "a bad chunk",
            lines: [request, "Host: d", "Transfer-Encoding: chunked", "", "zz", "{}", "0", "", ""],
            400, "ambiguous-length", ambiguous),
        BadInput(
            "a body that never comes", lines: [request, "Host: d", "Content-Length: 12", "", ""],
            408, "request-too-slow",
            "The request is not complete, and nothing more came for 10 seconds. Nothing was recorded."
        ),
        BadInput(
            "line feeds alone",
            Array("POST /v1/entrances HTTP/1.1\nHost: d\n\n".utf8),
            505, "invalid-request",
            "The request has a version of HTTP that the daemon does not speak."),
        BadInput(
            "a line feed alone after a header",
            Array("POST /v1/entrances HTTP/1.1\r\nHost: d\nConnection: close\r\n\r\n".utf8),
            400, "invalid-request", "The bytes that came are not an HTTP/1.1 request."),
        BadInput(
            "a folded header",
            lines: [request, "Host: d", "X-A: 1", "  2", "Connection: close", "", ""],
            400, "invalid-request", "The bytes that came are not an HTTP/1.1 request."),
        BadInput(
            "a NUL in a header",
            lines: [request, "Host: d", "X-A: 1\u{0}", "", ""],
            400, "invalid-request", "The bytes that came are not an HTTP/1.1 request."),
        BadInput(
            "two hosts",
            lines: [request, "Host: d", "Host: e", "", ""],
            400, "invalid-request", "The request has 2 Host fields, and HTTP/1.1 wants one."),
        BadInput(
            "a header of 17 KiB",
            lines: [request, "Host: d", "X-A: " + String(repeating: "a", count: 17 << 10), "", ""],
            431, "header-too-large", header),
        BadInput(
            "65 header fields",
            lines: [request, "Host: d"] + (1...64).map { "X-\($0): a" } + ["", ""],
            431, "header-too-large", header),
        BadInput(
            "a body of 17 KiB",
            body: #"{"source":""# + String(repeating: "a", count: 17 << 10) + #""}"#,
            413, "body-too-large", "The body has more than 16384 bytes."),
        BadInput(
            "a form",
            lines: [
                request, "Host: d", "Connection: close", "Content-Length: 8",
                "Content-Type: application/x-www-form-urlencoded", "", "people=1",
            ], 415, "wrong-media-type", "Content-Type is “application/x-www-form-urlencoded”."),
        BadInput(
            "a path that is not there",
            lines: ["GET /v2/now HTTP/1.1", "Host: d", "Connection: close", "", ""],
            404, "unknown-path", "There is nothing at “/v2/now”."),
        BadInput(
            "a method that does not fit",
            lines: ["DELETE /v1/facts HTTP/1.1", "Host: d", "Connection: close", "", ""],
            405, "wrong-method", "The method is DELETE."),
    ]

    private static func notJSON(_ reason: String) -> String { "The body is not JSON: \(reason)." }

    private static let json = [
        BadInput(
            "17 levels",
            body: String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
            400, "invalid-json", notJSON("byte 16: nested deeper than 16 levels")),
        BadInput(
            "UTF-16",
            entrance(Array(#"{"people":1}"#.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })),
            400, "invalid-json",
            notJSON("byte 0: this is not UTF-8 (it looks like UTF-16)")),
        BadInput(
            "a trailing comma", body: #"{"people":1,}"#, 400, "invalid-json",
            notJSON("byte 12: “}” where a name in quotes was expected")),
        BadInput(
            "a name twice", body: #"{"people":1,"people":2}"#, 400, "invalid-json",
            notJSON("byte 12: the name “people” occurs twice")),
        BadInput(
            "a list", body: "[]", 400, "invalid-body",
            "The body is a list, and an object is wanted."),
        BadInput(
            "an unknown member", body: #"{"poeple":1}"#, 400, "unknown-field",
            "The body has “poeple”, which this call does not know."),
        BadInput(
            "a text for a number", body: #"{"people":"1"}"#, 400, "invalid-body",
            "people is “1”, and a whole number from 1 to 500 is wanted."),
        BadInput(
            "one person and a half", body: #"{"people":1.5}"#, 400, "invalid-body",
            "people is the number 1.5, and a whole number from 1 to 500 is wanted."),
    ]

    private static let values =
        [0, -1, 501].map { people in
            BadInput(
                "\(people) people", body: #"{"people":\#(people)}"#, 422, "invalid-value",
                "people is \(people), and a whole number from 1 to 500 is wanted.")
        } + [
            BadInput(
                "a door that is not there", body: #"{"door":"side"}"#, 422, "unknown-door",
                "door is “side”, and this shop has no door of that name."),
            BadInput(
                "two hours ahead",
                body: #"{"at":"\#(Timestamp(Date().addingTimeInterval(7200)))"}"#,
                422, "too-far-ahead",
                "at is TIME, and the daemon's clock says TIME."),
            BadInput(
                "longer ago than is kept", body: #"{"at":"2001-01-01T00:00:00Z"}"#,
                422, "too-far-back", "at is TIME, and this shop keeps nothing from before TIME."),
            BadInput(
                "a time without a zone", body: #"{"at":"2026-11-21T10:15:02"}"#,
                422, "invalid-value",
                "at is “2026-11-21T10:15:02”, and a time like 2026-11-21T10:15:02Z is wanted."),
            BadInput(
                "an unusable key",
                lines: [
                    request, "Host: d", "Connection: close", "Idempotency-Key: two words", "", "",
                ], 400, "invalid-idempotency-key",
                "Idempotency-Key must be 1 to 255 visible ASCII characters, once."),
            BadInput(
                "a prompt that is not there",
                lines: [
                    "POST /v1/prompts/99/answer HTTP/1.1", "Host: d", "Connection: close",
                    "Content-Length: 17", "", #"{"answer":"said"}"#,
                ], 404, "unknown-prompt", "No prompt has the id 99."),
        ]
}
