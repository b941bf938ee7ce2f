import Glibc
import Testing
import Transfer

@Suite("An address about to be connected to")
struct PeerAddressTests {
    @Test(
        "is public",
        arguments: [
            "1.1.1.1", "8.8.8.8", "203.0.114.1", "2606:4700::1111", "2a00:1450:4001:800::200e",
        ])
    func isPublic(text: String) throws {
        try #expect(address(text).isPublic)
    }

    @Test(
        "of this machine, a network nearby or no network is not public",
        arguments: [
            "0.0.0.0", "0.255.255.255", "127.0.0.1", "127.255.255.255", "169.254.169.254",
            "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.51.100.1", "203.0.113.1",
            "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
            "febf::1", "fc00::1", "fdff::1",
            "ff02::1", "fec0::1", "2001:db8::1", "3fff::1", "2001::1", "100::1", "5f00::1",
        ])
    func isSpecial(text: String) throws {
        try #expect(!address(text).isPublic)
    }

    /// The last address before, the first and the last within, the first after.
    @Test(
        "is judged exactly at the edges of each range",
        arguments: [
            ("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"),
            ("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"),
            ("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"),
            ("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"),
            ("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"),
            ("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"),
            ("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"),
        ])
    func edges(before: String, first: String, last: String, after: String) throws {
        try #expect(address(before).isPublic)
        try #expect(!address(first).isPublic)
        try #expect(!address(last).isPublic)
        try #expect(address(after).isPublic)
    }

    @Test(
        "is judged by the IPv4 address it carries",
        arguments: [
            ("::ffff:", ""), ("64:ff9b::", ""),
        ])
    func carried(prefix: String, suffix: String) throws {
        for byte in UInt8.min...UInt8.max {
            let plain = try address("\(byte).16.0.1")
            try #expect(address("\(prefix)\(byte).16.0.1\(suffix)").isPublic == plain.isPublic)
        }
    }

    @Test("in 6to4 is judged by the IPv4 address it carries")
    func sixToFour() throws {
        try #expect(address("2002:0808:0808::1").isPublic)
        try #expect(!address("2002:7f00:0001::1").isPublic)
        try #expect(!address("2002:c0a8:0101::1").isPublic)
        try #expect(!address("2002:0a00:0001::1").isPublic)
    }

    @Test("in the local NAT64 prefix or the withdrawn compatible form is not public")
    func unjudgeable() throws {
        try #expect(!address("64:ff9b:1::808:808").isPublic)
        try #expect(!address("::8.8.8.8").isPublic)
        try #expect(!address("::127.0.0.1").isPublic)
        try #expect(!address("::ffff:0:8.8.8.8").isPublic)
    }

    @Test("is read from the bytes of a socket address, of the internet families only")
    func fromSocketAddress() {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_addr.s_addr = UInt32(0x0A01_0203).bigEndian
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_addr = in6addr_loopback
        var path = sockaddr_un()
        path.sun_family = sa_family_t(AF_UNIX)

        withUnsafeBytes(of: four) {
            #expect(PeerAddress(socketAddress: $0)?.description == "10.1.2.3")
            #expect(PeerAddress(socketAddress: .init(rebasing: $0.prefix(7))) == nil)
            #expect(PeerAddress(socketAddress: .init(rebasing: $0.prefix(1))) == nil)
        }
        withUnsafeBytes(of: six) {
            #expect(PeerAddress(socketAddress: $0)?.description == "::1")
            #expect(PeerAddress(socketAddress: .init(rebasing: $0.prefix(23))) == nil)
        }
        withUnsafeBytes(of: path) { #expect(PeerAddress(socketAddress: $0) == nil) }
    }

    private func address(_ text: String) throws -> PeerAddress {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        try #require(inet_pton(family, text, &bytes) == 1, "not an address: \(text)")
        return try #require(PeerAddress(bytes: bytes))
    }
}
