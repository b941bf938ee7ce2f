import Glibc

/// Binds a TCP port for this machine only.
package enum LoopbackSocket {
    /// Port 0 lets the kernel choose; the answer names the one it chose.
    package static func listen(port: Int) throws(ListeningError) -> ListeningSocket {
        let subject = "127.0.0.1:\(port)"
        guard let number = UInt16(exactly: port) else {
            throw ListeningError(
                subject: subject, cause: "there is no such port", hint: "choose one of 1 to 65535")
        }
        let descriptor = socket(
            AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(subject, errno) }
        do {
            return try listen(descriptor, number, subject)
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func listen(
        _ descriptor: CInt, _ port: UInt16, _ subject: String
    ) throws(ListeningError) -> ListeningSocket {
        var on: CInt = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
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
        return ListeningSocket(
            descriptor: descriptor, kind: .tcp(port: Int(UInt16(bigEndian: address.sin_port))))
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
