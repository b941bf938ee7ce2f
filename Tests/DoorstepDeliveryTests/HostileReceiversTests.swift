import DoorstepCore
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("A receiver that does wrong")
struct HostileReceiversTests {
    private static let second = DeliveryStep.retry(at: Bench.start + .seconds(5))

    /// A hundred one after the other: a thread and some descriptors for each of five hundred at once are more than
    /// Foundation starts processes beside. It copies names of `/proc/self/fd` from beyond what it has read, and with some
    /// thousand of them that may end the process.
    @Test("leads to where its status says, each of them", arguments: 1...5)
    func statuses(hundred: Int) async throws {
        for status in hundred * 100..<(hundred + 1) * 100 { try await check(status: status) }
    }

    private func check(status: Int) async throws {
        let bytes = "HTTP/1.1 \(status) x\r\nContent-Length: 0\r\n\r\n"
        try await withListener(.ipv4, .close(after: bytes)) { listener in
            let bench = Bench()
            let (attempt, step) = try await attempt(bench, .fixture(listener))
            switch status {
            case 100..<200:
                #expect(step == Self.second)
                #expect(attempt.status == nil)
                #expect(attempt.error == "the connection broke off: Empty reply from server")
                return
            case 200..<300:
                #expect(step == .delivered)
                #expect(attempt.error == nil)
            case 300..<400:
                #expect(step == Self.second)
                #expect(attempt.error?.contains("redirects are not followed") == true)
            case 410:
                #expect(step == .switchOff)
                #expect(attempt.error?.hasPrefix("410 Gone: ") == true)
            case 511:
                #expect(step == .waitForNetwork(until: Bench.start + .seconds(600)))
                #expect(attempt.error?.contains("asks for a login first") == true)
            default:
                #expect(step == Self.second)
                #expect(attempt.error == "the receiver answered \(status)")
            }
            #expect(attempt.status == status)
            #expect(attempt.answer == "")
            #expect(attempt.address == "127.0.0.1")
        }
    }

    @Test("is recorded with what can be told of it, and asked once", arguments: Fault.allCases)
    func fault(fault: Fault) async throws {
        try await withListener(.ipv4, fault.manner) { listener in
            let bench = Bench()
            let (attempt, step) = try await attempt(
                bench, .fixture(listener, path: "/sEcReTpAtH"),
                total: fault.takesForEver ? .seconds(15) : nil)
            let isDelivered = fault.status == 200
            #expect(step == (isDelivered ? .delivered : Self.second))
            #expect(attempt.status == fault.status)
            #expect((attempt.error == nil) == isDelivered)
            // A reset may come before the connection is known to stand: then nobody was reached.
            #expect(
                attempt.address == "127.0.0.1"
                    || fault == .resetAtOnce && attempt.address == nil)
            #expect((attempt.answer == nil) == (fault.status == nil))
            #expect((attempt.answer ?? "").utf8.count <= 2048)
            #expect(!"\(attempt)".contains("sEcReT"))
            try #expect(listener.connections() == 1)
            #expect(listener.requests.count == (fault == .resetAtOnce ? 0 : 1))
        }
    }

    @Test(
        "gets nothing when its certificate is not right, and is tried again",
        .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"),
        arguments: Certificate.Flaw.allCases)
    func certificate(flaw: Certificate.Flaw) async throws {
        let certificate = try Certificate(flaw)
        try await withSecureListener(certificate) { listener in
            let bench = Bench()
            let (attempt, step) = try await attempt(
                bench, .fixture(listener, authority: certificate.authority))
            #expect(step == Self.second)
            #expect(attempt.status == nil)
            #expect(attempt.error?.hasPrefix("no secure connection: ") == true)
            #expect(attempt.error?.unicodeScalars.allSatisfy(\.isPlain) == true)
            #expect(listener.listener.requests.isEmpty)
        }
    }

    @Test(
        "that has a certificate of the shop's own authority gets its message over TLS",
        .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"))
    func ownAuthority() async throws {
        let certificate = try Certificate()
        try await withSecureListener(certificate) { listener in
            let bench = Bench()
            let believed = try await attempt(
                bench, .fixture(listener, authority: certificate.authority))
            #expect(believed.step == .delivered)
            let request = SeenRequest(try #require(listener.listener.requests.first))
            try request.verify(at: Bench.start)
            let unknown = try await attempt(bench, .fixture(listener, authority: nil))
            #expect(unknown.step == Self.second)
            #expect(listener.listener.requests.count == 1)
        }
    }

    @Test("cannot make us show a secret by writing an accent after it, nor turn a terminal's text")
    func accents() async throws {
        let body = "/sEcReTpAtH\u{301} sEcReTpAtH\u{200D} \u{202E}evil\u{2066}"
        let answer = "HTTP/1.1 404 x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        try await withListener(.ipv4, .answer(answer)) { listener in
            let (attempt, _) = try await attempt(
                Bench(), .fixture(listener, path: "/sEcReTpAtH"))
            #expect(attempt.answer == "…\u{301} …\u{200D} \u{FFFD}evil\u{FFFD}")
        }
    }

    private func attempt(
        _ bench: Bench, _ destination: Destination, total: Duration? = nil
    ) async throws -> (attempt: Attempt, step: DeliveryStep) {
        let courier = bench.courier(to: [destination], total: total)
        let (attempt, step) = try #require(
            await courier.attempt(.fixture()))
        return (attempt, step)
    }
}
