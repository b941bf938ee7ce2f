import Glibc

/// The internet address of a connection that is about to be made, and whether it is a public one.
///
/// The bytes given to `connect` are judged, so no way of writing an address can deceive, nor a name that leads
/// elsewhere between check and use (DESIGN section 10).
package struct PeerAddress: Hashable, Sendable {
    /// In network order: 4 for IPv4, 16 for IPv6.
    package let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads a `sockaddr_in` or `sockaddr_in6`; nil for any other family or if it is cut short.
    package init?(socketAddress: UnsafeRawBufferPointer) {
        guard socketAddress.count >= MemoryLayout<sa_family_t>.size else { return nil }
        let range: Range<Int>
        switch Int32(socketAddress.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET: range = 4..<8
        case AF_INET6: range = 8..<24
        default: return nil
        }
        guard socketAddress.count >= range.upperBound else { return nil }
        bytes = Array(socketAddress[range])
    }

    /// Whether the address belongs to the open internet: not to this machine, a local network, documentation or an
    /// experiment. An IPv4 address inside an IPv6 one is judged itself.
    package var isPublic: Bool {
        if bytes.count == 4 {
            return !Self.specialIPv4.contains { $0.matches(bytes) }
        }
        if let carrier = Self.carriers.first(where: { $0.prefix.matches(bytes) }),
            let carried = PeerAddress(bytes: Array(bytes[carrier.range]))
        {
            return carried.isPublic
        }
        // Only 2000::/3 is assigned as global unicast. Everything else is refused without being named: ::1, ::,
        // fc00::/7, fe80::/10, ff00::/8, the local NAT64 prefix 64:ff9b:1::/48.
        return Self.globalUnicast.matches(bytes) && !Self.specialIPv6.contains { $0.matches(bytes) }
    }

    /// The leading `bits` of an address.
    private struct Prefix {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            self.bytes = bytes
            self.bits = bits
        }

        func matches(_ address: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let expected = bit / 8 < bytes.count ? bytes[bit / 8] : 0
                return (address[bit / 8] ^ expected) & (0x80 >> (bit % 8)) == 0
            }
        }
    }

    /// IANA's special-purpose registry, and multicast.
    private static let specialIPv4 = [
        Prefix([0], 8),  // this network
        Prefix([10], 8),  // private
        Prefix([100, 64], 10),  // behind a provider's address translation
        Prefix([127], 8),  // this machine
        Prefix([169, 254], 16),  // link-local, and the metadata services of clouds
        Prefix([172, 16], 12),  // private
        Prefix([192, 0, 0], 24),  // protocol assignments
        Prefix([192, 0, 2], 24),  // documentation
        Prefix([192, 88, 99], 24),  // 6to4 relays, withdrawn
        Prefix([192, 168], 16),  // private
        Prefix([198, 18], 15),  // benchmarks
        Prefix([198, 51, 100], 24),  // documentation
        Prefix([203, 0, 113], 24),  // documentation
        Prefix([224], 4),  // multicast
        Prefix([240], 4),  // reserved, and broadcast
    ]

    private static let globalUnicast = Prefix([0x20], 3)

    private static let specialIPv6 = [
        Prefix([0x20, 0x01], 23),  // protocol assignments, Teredo among them
        Prefix([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
        Prefix([0x3F, 0xFF], 20),  // documentation
    ]

    /// The prefixes of IPv6 addresses that carry an IPv4 address, and its place in the sixteen bytes.
    private static let carriers = [
        (prefix: Prefix([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96), range: 12..<16),  // mapped
        (prefix: Prefix([0, 0x64, 0xFF, 0x9B], 96), range: 12..<16),  // NAT64
        (prefix: Prefix([0x20, 0x02], 16), range: 2..<6),  // 6to4
    ]
}

extension PeerAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count))
        return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }
}
