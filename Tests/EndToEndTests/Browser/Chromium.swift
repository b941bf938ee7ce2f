import Foundation
import TestSupport
import Testing
import Transfer

/// Whether the browser tests can run here. `DOORSTEP_PEERS=required` runs them in any case, so that a machine
/// without a browser fails them rather than passes them over.
enum Chromium {
    static let isThere: Bool = {
        if ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required" { return true }
        let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return ["chromium", "chromedriver"].allSatisfy { program in
            directories.contains { access("\($0)/\(program)", X_OK) == 0 }
        }
    }()

    static let comment: Comment = "needs chromium and chromedriver"
}

/// A chromedriver of one test's own, on a port that it picks, and the browsers that it drives.
final class WebDriver: Sendable {
    private let child: Child
    let scratch: ScratchDirectory
    let address: String

    private init(_ child: Child, _ scratch: ScratchDirectory, port: Int) {
        self.child = child
        self.scratch = scratch
        address = "http://127.0.0.1:\(port)"
    }

    /// Starts it for as long as the test's work lasts. Browsers that are still open then are closed with it.
    static func running(_ work: (WebDriver) async throws -> Void) async throws {
        let scratch = try ScratchDirectory()
        let (child, port) = try await listening(scratch)
        let driver = WebDriver(child, scratch, port: port)
        let result: Result<Void, any Error>
        do {
            try await work(driver)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        // It takes its browsers with it.
        _ = try? await driver.send("GET", "/shutdown")
        _ = try await child.ended()
        try result.get()
    }

    /// It takes any free port of IPv6 and then wants the same of IPv4, which another test may have: it ends then, and the
    /// next one takes another.
    private static func listening(
        _ scratch: ScratchDirectory
    ) async throws -> (child: Child, port: Int) {
        while true {
            let child = try Child(
                ["chromedriver", "--port=0"],
                environment: ["HOME": scratch.path, "XDG_CONFIG_HOME": scratch.path])
            let line = try await child.output.first {
                $0.contains("successfully on port") || $0.contains("port not available")
            }.entry
            guard line.contains("successfully") else {
                _ = try await child.ended()
                continue
            }
            return (child, try #require(line.split { !$0.isNumber }.last.flatMap { Int($0) }))
        }
    }

    /// One call of W3C WebDriver; the answer's bytes.
    /// - Throws: `WebDriverFailure` with its own words when it refuses.
    func send(_ method: String, _ path: String, _ body: String? = nil) async throws -> [UInt8] {
        let answer = try await Transfer.send(
            TransferRequest(
                method: method, url: address + path,
                headers: [("Content-Type", "application/json")],
                body: body.map { Array($0.utf8) },
                limits: TransferLimits(
                    connect: .seconds(60), total: .seconds(240), lowSpeed: nil,
                    maximumAnswer: 64 << 20),
                rules: .local))
        guard answer.status == 200 else {
            struct Refusal: Decodable {
                struct Value: Decodable { let error, message: String }
                let value: Value
            }
            let refusal = try? answer.decoded(Refusal.self).value
            throw WebDriverFailure(
                call: "\(method) \(path)", error: refusal?.error ?? "\(answer.status)",
                message: refusal?.message ?? "")
        }
        return answer.body
    }
}

struct WebDriverFailure: Error {
    let call: String
    let error: String
    let message: String
}
