import DoorstepCore
import DoorstepDelivery
import Testing

@Suite("Standard Webhooks")
struct StandardWebhooksTests {
    private let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    private let sent = Timestamp(seconds: 1_614_265_330)
    private let body = Array(#"{"test": 2432232314}"#.utf8)
    private let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    @Test("signs as the specification's own example")
    func vector() throws {
        let headers = try sign([Secrets.first])
        #expect(headers.map(\.0) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.1) == [id, "1614265330", signature])
    }

    @Test("signs with every secret while they are rotated, and either is believed")
    func rotation() throws {
        let headers = try sign([Secrets.second, Secrets.first])
        let signatures = headers[2].1.split(separator: " ")
        #expect(signatures.count == 2)
        #expect(signatures[1] == signature)
        try verify(headers, [Secrets.first])
        try verify(headers, [Secrets.second])
        // And a receiver may rotate, too.
        try verify(sign([Secrets.first]), [Secrets.second, Secrets.first])
    }

    @Test("finds headers whatever their case, and answers with the id")
    func headerCase() throws {
        let headers = try sign([Secrets.first]).map { ($0.0.uppercased(), $0.1) }
        #expect(try verify(headers, [Secrets.first]) == id)
    }

    @Test("refuses another secret")
    func wrongSecret() throws {
        #expect(throws: StandardWebhooks.VerificationError.wrongSignature) {
            try verify(sign([Secrets.first]), [Secrets.second])
        }
        #expect(throws: StandardWebhooks.VerificationError.wrongSignature) {
            try verify(sign([Secrets.first]), [])
        }
    }

    @Test("refuses an altered body, id or time")
    func altered() throws {
        let headers = try sign([Secrets.first])
        #expect(throws: StandardWebhooks.VerificationError.wrongSignature) {
            try StandardWebhooks.verify(
                headers: headers, body: body + [0x20], secrets: [Secrets.first], now: sent)
        }
        for index in 0...1 {
            var altered = headers
            altered[index].1 = index == 0 ? "msg_other" : "1614265331"
            #expect(throws: StandardWebhooks.VerificationError.wrongSignature) {
                try verify(altered, [Secrets.first])
            }
        }
    }

    @Test("refuses a message from too long ago, or from too far ahead")
    func age() throws {
        let headers = try sign([Secrets.first])
        try verify(headers, [Secrets.first], at: sent + .seconds(300))
        try verify(headers, [Secrets.first], at: sent - .seconds(300))
        #expect(throws: StandardWebhooks.VerificationError.tooOld(seconds: 301)) {
            try verify(headers, [Secrets.first], at: sent + .seconds(301))
        }
        #expect(throws: StandardWebhooks.VerificationError.tooNew(seconds: 301)) {
            try verify(headers, [Secrets.first], at: sent - .seconds(301))
        }
    }

    @Test(
        "refuses a time it cannot read",
        arguments: ["", "soon", "-1", "1.5", "9223372036854775807"])
    func nonsense(time: String) throws {
        var headers = try sign([Secrets.first])
        headers[1].1 = time
        #expect(throws: StandardWebhooks.VerificationError.unreadableTimestamp) {
            try verify(headers, [Secrets.first])
        }
    }

    @Test("refuses what lacks a header", arguments: 0...2)
    func missing(index: Int) throws {
        var headers = try sign([Secrets.first])
        let name = headers.remove(at: index).0
        #expect(throws: StandardWebhooks.VerificationError.missing(name)) {
            try verify(headers, [Secrets.first])
        }
    }

    @Test("passes over signatures of other kinds")
    func otherKinds() throws {
        var headers = try sign([Secrets.first])
        headers[2].1 = "v1a,AAAA nonsense v1,*** \(headers[2].1)"
        try verify(headers, [Secrets.first])
        headers[2].1 = headers[2].1.replacing("v1,g0", with: "v2,g0")
        #expect(throws: StandardWebhooks.VerificationError.wrongSignature) {
            try verify(headers, [Secrets.first])
        }
    }

    private func sign(_ secrets: [SigningSecret]) throws -> [(String, String)] {
        StandardWebhooks.sign(id: id, timestamp: sent, body: body, secrets: secrets)
    }

    @discardableResult
    private func verify(
        _ headers: [(String, String)], _ secrets: [SigningSecret], at now: Timestamp? = nil
    ) throws -> String {
        try StandardWebhooks.verify(
            headers: headers, body: body, secrets: secrets, now: now ?? sent)
    }
}
