import Glibc

/// Binds a TCP port, by default for this machine only.
package enum TCPSocket {
    /// Binds and listens. `host` is a literal address, without brackets. With port 0 the kernel chooses a port, which
    /// the result names.
    package static func listen(
        host: String = "127.0.0.1", port: Int
    ) throws(ListeningError) -> ListeningSocket {
        let isVersion6 = host.contains(":")
        let shown = isVersion6 ? "[\(host)]" : host
        let subject = "\(shown):\(port)"
        guard let number = UInt16(exactly: port) else {
            throw ListeningError(
                subject: subject, cause: "there is no such port", hint: "choose one of 1 to 65535")
        }
        let descriptor = socket(
            isVersion6 ? AF_INET6 : AF_INET,
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(subject, errno) }
        do {
            let bound = try listen(descriptor, address(host, number), subject)
            return ListeningSocket(descriptor: descriptor, kind: .tcp(host: shown, port: bound))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Takes an IPv4 or IPv6 socket that systemd has bound. Its address is read from the kernel.
    package static func passed(_ descriptor: CInt) throws(ListeningError) -> ListeningSocket {
        var address = sockaddr_in6()
        guard readName(descriptor, &address) else { throw failure("a passed socket", errno) }
        let isVersion6 = CInt(address.sin6_family) == AF_INET6
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        withUnsafeBytes(of: &address) { bytes in
            let place =
                isVersion6
                ? MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)
                : MemoryLayout<sockaddr_in>.offset(of: \.sin_addr)
            _ = inet_ntop(
                isVersion6 ? AF_INET6 : AF_INET, bytes.baseAddress?.advanced(by: place ?? 0), &text,
                socklen_t(text.count))
        }
        let host = String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return ListeningSocket(
            descriptor: descriptor,
            kind: .tcp(
                host: isVersion6 ? "[\(host)]" : host,
                port: Int(UInt16(bigEndian: address.sin6_port))))
    }

    /// Whether only this machine reaches `host`, a literal address without brackets.
    package static func isLoopback(_ host: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 {
            return UInt32(bigEndian: four.s_addr) >> 24 == 127
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }

    private static func readName(_ descriptor: CInt, _ address: inout sockaddr_in6) -> Bool {
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        } == 0
    }

    /// The bytes of a `sockaddr_in` or `sockaddr_in6`. Their families and ports stand at the same places.
    private static func address(_ host: String, _ port: UInt16) -> sockaddr_in6 {
        var address = sockaddr_in6()
        if inet_pton(AF_INET6, host, &address.sin6_addr) == 1 {
            address.sin6_family = sa_family_t(AF_INET6)
        } else {
            withUnsafeMutableBytes(of: &address) { bytes in
                let place = MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) ?? 4
                _ = inet_pton(AF_INET, host, bytes.baseAddress?.advanced(by: place))
            }
            address.sin6_family = sa_family_t(AF_INET)
        }
        address.sin6_port = port.bigEndian
        return address
    }

    /// Binds `descriptor` and listens. Returns the port that was bound.
    private static func listen(
        _ descriptor: CInt, _ address: sockaddr_in6, _ subject: String
    ) throws(ListeningError) -> Int {
        var on: CInt = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        var address = address
        let length = socklen_t(
            Int32(address.sin6_family) == AF_INET6
                ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0, Glibc.listen(descriptor, ListeningSocket.backlog) == 0 else {
            throw failure(subject, errno)
        }
        guard readName(descriptor, &address) else { throw failure(subject, errno) }
        return Int(UInt16(bigEndian: address.sin6_port))
    }

    private static func failure(_ subject: String, _ number: CInt) -> ListeningError {
        switch number {
        case EADDRINUSE:
            ListeningError(
                subject: subject, cause: "another program has the port",
                hint: "see which with  ss -ltnp , or choose another port: listen in [server]")
        case EACCES:
            ListeningError(
                subject: subject, cause: "ports below 1024 are reserved",
                hint: "choose a port from 1024 on: listen in [server]")
        default:
            ListeningError(
                subject: subject, cause: errorText(number), hint: "see listen in [server]")
        }
    }
}
