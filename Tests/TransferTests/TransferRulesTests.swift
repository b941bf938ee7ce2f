import TestSupport
import Testing
import Transfer

@Suite("The rules of a transfer")
struct TransferRulesTests {
    static let spellings = [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.1", "0x7f.0x0.0x0.0x1",
        "017700000001", "0177.0.0.1", "0177.0.0.01", "127.0x0.1", "%31%32%37.0.0.1",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]",
    ]

    @Test("keep it from this machine, however its address is written", arguments: spellings)
    func refused(host: String) async throws {
        try await withListener { listener in
            let rules = TransferRules(allowHTTP: true)
            let error = #expect(throws: TransferError.self) {
                try Transfer.perform(.fixture(listener, host: host, rules: rules))
            }
            guard case .refusedAddress(let address) = error else {
                Issue.record("\(String(reflecting: error))")
                return
            }
            #expect(address.hasSuffix("127.0.0.1"))
            try #expect(listener.connections() == 0)
        }
    }

    @Test("let it through when private addresses are allowed", arguments: spellings)
    func allowed(host: String) async throws {
        try await withListener { listener in
            _ = try Transfer.perform(.fixture(listener, host: host, rules: .local))
            try #expect(listener.connections() == 1)
        }
    }

    @Test("hold for the address that stands for any", arguments: ["0.0.0.0", "0", "0x0", "00.0"])
    func any(host: String) async throws {
        try await withListener { listener in
            #expect(throws: TransferError.refusedAddress("0.0.0.0")) {
                try Transfer.perform(
                    .fixture(listener, host: host, rules: TransferRules(allowHTTP: true)))
            }
            try #expect(listener.connections() == 0)
            _ = try Transfer.perform(.fixture(listener, host: host, rules: .local))
            try #expect(listener.connections() == 1)
        }
    }

    @Test(
        "hold for IPv6 and for names too",
        arguments: ["[::1]", "[0:0::1]", "[::]", "localhost", "LOCALHOST"])
    func sixAndNames(host: String) async throws {
        try await withListener(.ipv6) { listener in
            let rules = TransferRules(allowHTTP: true)
            let error = #expect(throws: TransferError.self) {
                try Transfer.perform(.fixture(listener, host: host, rules: rules))
            }
            guard case .refusedAddress = error else {
                Issue.record("\(String(reflecting: error))")
                return
            }
            try #expect(listener.connections() == 0)
        }
    }

    /// Some are addresses to one resolver, or in one locale, and nothing to another.
    @Test(
        "hold for spellings that may or may not be an address",
        arguments: ["127.0.0.1.", "localhost.", "127。0。0。1", "①②⑦.0.0.1", "１２７.0.0.1"])
    func doubtful(host: String) async throws {
        try await withListener { listener in
            #expect(throws: TransferError.self) {
                try Transfer.perform(
                    .fixture(listener, host: host, rules: TransferRules(allowHTTP: true)))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test("allow https only, unless told otherwise")
    func scheme() async throws {
        try await withListener { listener in
            let rules = TransferRules(allowPrivateAddress: true)
            #expect(throws: TransferError.notAllowed("http")) {
                try Transfer.perform(.fixture(listener, rules: rules))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test(
        "never allow another scheme",
        arguments: ["file", "gopher", "ftp", "dict", "telnet", "x-own"])
    func otherSchemes(scheme: String) {
        #expect(throws: TransferError.notAllowed(scheme)) {
            try Transfer.perform(TransferRequest(url: "\(scheme)://127.0.0.1/etc", rules: .local))
        }
    }

    @Test("never allow a user's name in the URL, which logs would show")
    func user() async throws {
        try await withListener { listener in
            #expect(throws: TransferError.notAllowed("a user name in a URL")) {
                try Transfer.perform(.fixture(listener, host: "user:secret@127.0.0.1"))
            }
            try #expect(listener.connections() == 0)
        }
    }

    @Test("hold for the next request although a connection is open from the last")
    func reuse() async throws {
        try await withListener { listener in
            let connection = TransferConnection()
            _ = try connection.perform(.fixture(listener, rules: .local))
            for _ in 1...2 {
                #expect(throws: TransferError.refusedAddress("127.0.0.1")) {
                    try connection.perform(
                        .fixture(listener, rules: TransferRules(allowHTTP: true)))
                }
            }
            #expect(listener.requests.count == 1)
        }
    }

    @Test("are broken with messages that say what to do, and without the secret in the URL")
    func messages() {
        #expect(
            TransferError.notAllowed("http").message
                == "http is not allowed: use https, or set allowHTTP = true")
        #expect(
            TransferError.refusedAddress("10.0.0.7").message
                == "10.0.0.7 is not a public address, and only those are allowed: "
                + "to allow it, set allowPrivateAddress = true")
    }
}
