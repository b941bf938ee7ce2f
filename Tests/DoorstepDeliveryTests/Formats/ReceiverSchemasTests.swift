import DoorstepCore
import DoorstepWords
import Foundation
import TestSupport
import Testing

@testable import DoorstepDelivery

/// What is sent, ordinary or as bad as can be, held to what receivers publish by `Tests/Peers/receivers.py`.
@Suite("Formats keep to their receivers' schemas")
struct ReceiverSchemasTests {
    private static let python = ".build-peers/venv/bin/python"

    private static var isWanted: Bool {
        FileManager.default.isExecutableFile(atPath: python)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    /// One message, as the script reads it.
    private struct Line: Encodable {
        let format: String
        let contentType: String
        let body: String

        init(_ format: MessageFormat, _ message: Message) {
            self.format = format.rawValue
            contentType = message.contentType
            body = String(decoding: message.body, as: UTF8.self)
        }
    }

    @Test(
        "every message is valid",
        .enabled(if: isWanted, "the peers are not installed: see .ci/run"),
        arguments: [MessageFormat.slack, .teams, .discord, .googlechat, .cloudevents])
    func valid(format: MessageFormat) throws {
        let messages = try Self.ordinary(format) + Self.worst(format)
        let lines = try messages.map { try JSONWriter.string(Line(format, $0)) }
        #expect(lines.count > 60)
        #expect(try Self.findings(lines) == "")
    }

    /// Of each kind and language, and what somebody sends to see whether it arrives.
    private static func ordinary(_ format: MessageFormat) throws -> [Message] {
        try ScreenLanguage.allCases.flatMap { language in
            let destination = try Subscription.fixture(
                format, language, shutDays: true, pages: "https://comptoir.example")
            let test = try destination.testMessage(
                shop: "Librairie des Halles", id: "msg_1",
                at: Timestamp(at: "2026-11-22T03:15:00Z"))
            return try [Summary.fixture(), .shut(), .longest()].map {
                try destination.message(of: $0, id: "msg_1")
            } + [test]
        }
    }

    private static func worst(_ format: MessageFormat) throws -> [Message] {
        try (1...60 as ClosedRange<UInt64>).map { seed in
            var digest = Digest.worst(seed: seed, seed % 2 == 0 ? .fr : .en)
            digest.link = "https://comptoir.example/report?day=2026-11-21"
            if let page = format.page { return try page.message(digest) }
            return try Subscription.fixture(format).message(
                of: .fixture(shop: .fixture(name: digest.title)), id: "msg_\(seed)")
        }
    }

    /// What the script found, empty when all is well.
    private static func findings(_ lines: [String]) throws -> String {
        let scratch = try ScratchDirectory()
        let file = scratch.path + "/messages"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        let process = ChildProcess()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["Tests/Peers/receivers.py", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self)
        return text.isEmpty && process.terminationStatus != 0
            ? "ended with \(process.terminationStatus)" : text
    }
}
