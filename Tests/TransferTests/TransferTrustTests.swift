import TestSupport
import Testing
import Transfer

@Suite("Over TLS", .enabled(if: SecureListener.isWanted, "there is no openssl or no socat here"))
struct TransferTrustTests {
    @Test("an authority of the shop's own is believed")
    func ownAuthority() async throws {
        let certificate = try Certificate()
        try await withSecureListener(certificate) { listener in
            try #expect(
                get(listener, trusting: certificate.authority).body == Array("ok".utf8))
            #expect(listener.listener.requests.count == 1)
        }
    }

    @Test("an authority that only others know is refused")
    func unknown() async throws {
        try await withSecureListener(Certificate()) { listener in
            try expect(
                listener, trusting: nil,
                "SSL certificate problem: unable to get local issuer certificate: "
                    + "to trust it, set caFile to its authority's certificate")
        }
    }

    @Test(
        "a certificate that is not right is refused, with a sentence that a terminal can show",
        arguments: [
            (
                .expired,
                "SSL certificate problem: certificate has expired: "
                    + "the receiver must renew it, or this machine's clock is wrong"
            ),
            (
                .otherHost,
                "SSL: no alternative certificate subject name matches target host name '127.0.0.1'"
            ),
            (
                .signedByItself,
                "SSL certificate problem: self-signed certificate: "
                    + "to trust it, set caFile to its authority's certificate"
            ),
            (
                .hostileName,
                "SSL: certificate subject name '\u{FFFD}[2Jhooks' does not match "
                    + "target host name '127.0.0.1'"
            ),
        ] as [(Certificate.Flaw, String)])
    func flaw(flaw: Certificate.Flaw, words: String) async throws {
        let certificate = try Certificate(flaw)
        try await withSecureListener(certificate) { listener in
            try expect(listener, trusting: certificate.authority, words)
        }
    }

    @Test("a version below 1.2 is refused")
    func oldVersion() async throws {
        let certificate = try Certificate()
        try await withSecureListener(certificate, isOld: true) { listener in
            let error = try failure(listener, trusting: certificate.authority)
            #expect(error.message.contains("protocol version"))
        }
    }

    @Test("a file of authorities that is not there is an error, not a shrug")
    func missingFile() async throws {
        try await withSecureListener(Certificate()) { listener in
            _ = try failure(listener, trusting: "/nowhere/authorities.pem")
        }
    }

    @Test("a listener that speaks no TLS is given up before the time for connecting is over")
    func plain() async throws {
        try await withListener { listener in
            #expect(throws: TransferError.timedOut) {
                try Transfer.perform(
                    TransferRequest(
                        url: "https://127.0.0.1:\(listener.port)/",
                        limits: TransferLimits(connect: .milliseconds(300)), rules: .local))
            }
            #expect(listener.requests.isEmpty)
        }
    }

    private func get(
        _ listener: SecureListener, trusting file: String?
    ) throws(TransferError) -> TransferAnswer {
        try Transfer.perform(
            TransferRequest(
                url: "https://127.0.0.1:\(listener.port)/secret?key=1",
                rules: TransferRules(allowPrivateAddress: true),
                trust: TransferTrust(authorityFile: file)))
    }

    private func expect(
        _ listener: SecureListener, trusting file: String?, _ words: String
    ) throws {
        #expect(
            try failure(listener, trusting: file).message == "no secure connection: \(words)")
    }

    /// The error, which must be one of TLS, before anything of the request was told.
    private func failure(
        _ listener: SecureListener, trusting file: String?
    ) throws -> TransferError {
        let error = try #require(
            #expect(throws: TransferError.self) { try get(listener, trusting: file) })
        guard case .tls = error else {
            Issue.record("\(String(reflecting: error))")
            return error
        }
        #expect(listener.listener.requests.isEmpty)
        return error
    }
}
