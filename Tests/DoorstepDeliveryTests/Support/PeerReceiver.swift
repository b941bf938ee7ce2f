import DoorstepDelivery
import Foundation
import TestSupport

/// A receiver that is not ours: the PyPI's `standardwebhooks`, in a Python of its own (Tests/Peers/receiver.py).
final class PeerReceiver {
    /// A request that it got. `status` is nil when it gave no answer.
    struct Request: Decodable {
        let id: String
        let body: String
        let signatures: Int
        let verified: Bool
        let status: Int?
    }

    static let python = ".build-peers/venv/bin/python"

    /// `DOORSTEP_PEERS=required` makes a missing library a failure.
    static var isWanted: Bool {
        FileManager.default.isExecutableFile(atPath: python)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    private(set) var port = 0
    private let process = ChildProcess()
    private let input = Pipe()
    private let output = Pipe()

    init() throws {
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = ["Tests/Peers/receiver.py"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard let port = Int(line()) else { throw Failure() }
        self.port = port
    }

    deinit { process.signal(SIGTERM) }

    /// Returns once only these count.
    func believe(_ secrets: [String]) throws {
        input.fileHandleForWriting.write(Data((secrets.joined(separator: " ") + "\n").utf8))
        guard line() == "ok" else { throw Failure() }
    }

    /// Ends it, and returns what it got, in order.
    func requests() throws -> [Request] {
        try input.fileHandleForWriting.close()
        let report = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try report.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Request.self, from: $0)
        }
    }

    private func line() -> String {
        var bytes = Data()
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte.first != 10 {
            bytes += byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    struct Failure: Error {}
}
