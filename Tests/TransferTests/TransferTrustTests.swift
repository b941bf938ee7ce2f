import TestSupport
import Testing
import Transfer

@Suite("Over TLS", .enabled(if: SecureListener.isAvailable, "there is no openssl here"))
struct TransferTrustTests {
    @Test("an authority of the shop's own is believed")
    func ownAuthority() throws {
        let listener = try SecureListener()
        defer { listener.stop() }
        #expect(try get(listener, trusting: listener.certificate).status == 200)
    }

    @Test("a certificate nobody vouches for is refused")
    func unknown() throws {
        let listener = try SecureListener()
        defer { listener.stop() }
        let error = try failure(listener, trusting: nil)
        #expect(
            error?.message == "no secure connection: "
                + "SSL certificate problem: self-signed certificate")
    }

    @Test("a certificate for another host is refused")
    func otherHost() throws {
        let listener = try SecureListener(subject: "DNS:hooks.example")
        defer { listener.stop() }
        let error = try failure(listener, trusting: listener.certificate)
        #expect(error?.message.contains("no alternative certificate subject name matches") == true)
    }

    @Test("a certificate that has expired is refused")
    func expired() throws {
        let listener = try SecureListener(days: -1)
        defer { listener.stop() }
        let error = try failure(listener, trusting: listener.certificate)
        #expect(error?.message.contains("certificate") == true)
    }

    @Test("a version below 1.2 is refused")
    func oldVersion() throws {
        let listener = try SecureListener(
            options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        defer { listener.stop() }
        let error = try failure(listener, trusting: listener.certificate)
        #expect(error?.message.contains("protocol version") == true)
    }

    @Test("a file of authorities that is not there is an error, not a shrug")
    func missingFile() throws {
        let listener = try SecureListener()
        defer { listener.stop() }
        _ = try failure(listener, trusting: "/nowhere/authorities.pem")
    }

    @Test("a listener without TLS is refused")
    func plain() async throws {
        try await withListener { listener in
            let error = #expect(throws: TransferError.self) {
                try Transfer.perform(
                    TransferRequest(
                        url: "https://127.0.0.1:\(listener.port)/",
                        limits: TransferLimits(total: .seconds(1)), rules: .local))
            }
            #expect(error == .timedOut)
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

    /// The error, which must be one of TLS and must not show the URL.
    private func failure(
        _ listener: SecureListener, trusting file: String?
    ) throws -> TransferError? {
        let error = #expect(throws: TransferError.self) { try get(listener, trusting: file) }
        guard case .tls = error else {
            Issue.record("\(String(reflecting: error))")
            return error
        }
        #expect(error?.message.contains("secret") == false)
        return error
    }
}
