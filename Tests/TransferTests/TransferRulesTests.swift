import TestSupport
import Testing
import Transfer

@Suite("The rules of a transfer")
struct TransferRulesTests {
    static let spellings = [
        "127.0.0.1", "127.1", "0x7f000001", "017700000001", "[::ffff:127.0.0.1]",
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

    @Test("hold for IPv6 and for names too", arguments: ["[::1]", "localhost"])
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
                + "if it is meant to be reached, set allowPrivateAddress = true")
    }
}
