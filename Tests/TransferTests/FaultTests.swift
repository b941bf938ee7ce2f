import TestSupport
import Testing
import Transfer

@Suite("A transfer whose other end does wrong")
struct FaultTests {
    /// In a strict transfer; some ends are the system's to word.
    private enum End {
        case error(String)
        case broken
        case answer(Int, bytes: Int, isTruncated: Bool)
    }

    private func end(_ fault: Fault) -> End {
        switch fault {
        case .resetAtOnce, .resetAfterRequest, .resetInHead, .resetInBody: .broken
        case .silent, .silentInHead, .silentAfterHead, .silentInBody, .dripsHead, .dripsBody:
            .error("no answer in time")
        case .closesInHead: .error("the connection broke off: no answer")
        case .closesUnanswered, .switchesProtocols:
            .error("the connection broke off: Empty reply from server")
        case .closesInBody:
            .error(
                "the connection broke off: transfer closed with 7 bytes remaining to read")
        case .hugeBody, .endlessBody, .endlessChunks, .compressionBomb, .transferBomb:
            .answer(200, bytes: 65536, isTruncated: true)
        case .endlessTrailers: .answer(200, bytes: 3, isTruncated: true)
        case .brokenChunks:
            .error(
                "the connection broke off: "
                    + "Illegal or missing hexadecimal sequence in chunked-encoding")
        case .endlessHead, .endlessLine, .endlessAnnouncements:
            .error("the connection broke off: the answer's head is longer than 64 KiB")
        case .garbage, .otherVersion, .statusOfTwoDigits:
            .error(
                "the server at 127.0.0.1 does not speak HTTP: check the scheme and the port in the URL"
            )
        case .negativeLength:
            .error("the connection broke off: Invalid Content-Length: value")
        case .zeroByteInHead: .error("the connection broke off: Nul byte in header")
        case .foldedStatus: .answer(500, bytes: 2, isTruncated: false)
        case .redirectToItself: .answer(302, bytes: 0, isTruncated: false)
        }
    }

    @Test("ends in time, with a sentence for people or a bounded answer", arguments: Fault.allCases)
    func strict(fault: Fault) async throws {
        try await withListener(.ipv4, fault.manner) { listener in
            let request = TransferRequest.fixture(
                method: "POST", listener, path: "/secret", body: Array("hello".utf8),
                limits: Self.limits(fault))
            let result = Result { () throws(TransferError) in try Transfer.perform(request) }
            switch (end(fault), result) {
            case (.error(let message), .failure(let error)): #expect(error.message == message)
            // Where the reset comes while the connection is still being made for.
            case (.broken, .failure(.cannotConnect)) where fault == .resetAtOnce: break
            case (.broken, .failure(.sendOrReceive)): break
            case (.answer(let status, let bytes, let isTruncated), .success(let answer)):
                #expect(answer.status == status)
                #expect(answer.body.count == bytes)
                #expect(answer.isTruncated == isTruncated)
            default: Issue.record("\(result)")
            }
            // Asked once, and hung up on.
            try #expect(listener.connections() == 1)
            #expect(listener.requests.count <= 1)
            for await _ in listener.departures { break }
        }
    }

    @Test(
        "has an answer as soon as it has a head, where that is enough", arguments: Fault.allCases)
    func lenient(fault: Fault) async throws {
        try await withListener(.ipv4, fault.manner) { listener in
            var request = TransferRequest.fixture(listener, limits: Self.limits(fault))
            request.takesCutAnswer = true
            let status = try? Transfer.perform(request).status
            #expect(status == fault.status)
        }
    }

    @Test("reads folded lines as part of the header that they go on with")
    func folded() async throws {
        try await withListener(.ipv4, Fault.foldedStatus.manner) { listener in
            let answer = try Transfer.perform(.fixture(listener))
            #expect(answer.header("X-A") == "a HTTP/1.1 200 OK ")
            #expect(answer.retryAfter == .seconds(4))
        }
    }

    /// Short only where the other end would never come to an end.
    private static func limits(_ fault: Fault) -> TransferLimits {
        TransferLimits(total: fault.takesForEver ? .seconds(1) : .seconds(20))
    }
}
