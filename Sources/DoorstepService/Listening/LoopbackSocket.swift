import Glibc

/// Binds a TCP port for this machine only.
package enum LoopbackSocket {
    /// `host` is a loopback address: one of 127.0.0.0/8, or `::1`. Port 0 lets the kernel choose; the answer
    /// names the one it chose.
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

    /// The port that was bound.
    private static func listen(
        _ descriptor: CInt, _ address: sockaddr_in6, _ subject: String
    ) throws(ListeningError) -> Int {
        var on: CInt = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        var address = address
        var length = socklen_t(
            Int32(address.sin6_family) == AF_INET6
                ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0, Glibc.listen(descriptor, ListeningSocket.backlog) == 0 else {
            throw failure(subject, errno)
        }
        let named = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard named == 0 else { throw failure(subject, errno) }
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
