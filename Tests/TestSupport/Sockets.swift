import Glibc

package struct SocketFailure: Error {
    package let call: String
    package let errno = Glibc.errno

    package init(call: String) {
        self.call = call
    }
}

/// A listening socket on loopback, at a port the system picks.
package func listen(_ family: Int32) throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    try bindAndListen(descriptor, loopback(family, port: 0))
    return (descriptor, boundPort(descriptor))
}

private func boundPort(_ descriptor: Int32) -> Int {
    var bound = sockaddr_in6()
    var length = socklen_t(MemoryLayout.size(ofValue: bound))
    _ = withUnsafeMutableBytes(of: &bound) {
        getsockname(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
    }
    return Int(UInt16(bigEndian: bound.sin6_port))
}

package func listen(unix path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    try bindAndListen(descriptor, unixAddress(path))
    return descriptor
}

/// The bytes of a `sockaddr_in` or `sockaddr_in6`; the port is at the same place in both.
private func loopback(_ family: Int32, port: UInt16) -> [UInt8] {
    if family == AF_INET {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(family)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafeBytes(of: address) { Array($0) }
    }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(family)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    return withUnsafeBytes(of: address) { Array($0) }
}

private func unixAddress(_ path: String) -> [UInt8] {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    return withUnsafeBytes(of: address) { Array($0) }
}

private func bindAndListen(_ descriptor: Int32, _ address: [UInt8]) throws {
    try bind(descriptor, address)
    guard Glibc.listen(descriptor, 16) == 0 else { throw SocketFailure(call: "listen") }
}

/// A datagram socket.
package func bindDatagrams(_ path: String) throws -> Int32 {
    let descriptor = socket(
        AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    try bind(descriptor, unixAddress(path))
    return descriptor
}

private func bind(_ descriptor: Int32, _ address: [UInt8]) throws {
    let result = address.withUnsafeBytes {
        Glibc.bind(
            descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
            socklen_t($0.count))
    }
    guard result == 0 else { throw SocketFailure(call: "bind") }
}

/// Connects to a listener by the name its socket has.
func dial(listening descriptor: Int32) throws -> Int32 {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout.size(ofValue: address))
    let peer = withUnsafeMutableBytes(of: &address) { bytes -> Int32 in
        let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
        getsockname(descriptor, pointer, &length)
        let peer = socket(Int32(bytes.load(as: sa_family_t.self)), Int32(SOCK_STREAM.rawValue), 0)
        return connect(peer, pointer, length) == 0 ? peer : -1
    }
    guard peer >= 0 else { throw SocketFailure(call: "connect") }
    return peer
}

/// Connects to a Unix socket. When too many wait there already, it fails at once with `EAGAIN`.
package func dial(unix path: String) throws -> Int32 {
    let descriptor = socket(
        AF_UNIX,
        Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    let address = unixAddress(path)
    let result = address.withUnsafeBytes {
        connect(
            descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self),
            socklen_t($0.count))
    }
    guard result == 0 else {
        let failure = SocketFailure(call: "connect")
        close(descriptor)
        throw failure
    }
    let flags = fcntl(descriptor, F_GETFL)
    guard fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0 else {
        throw SocketFailure(call: "fcntl")
    }
    return descriptor
}

/// False once the other end has left.
@discardableResult
func send(_ peer: Int32, _ text: String) -> Bool { send(peer, Array(text.utf8)) }

/// False once the other end has left.
@discardableResult
func send(_ peer: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let sent = rest.withUnsafeBytes {
            Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
    }
    return true
}

/// What there is to read; empty once the other end has left.
func receive(_ peer: Int32) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(peer, &buffer, buffer.count, 0)
    return Array(buffer.prefix(max(0, count)))
}

/// Runs the work on a thread of its own: it blocks, and Swift's threads are few.
package func onThread(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { pointer in
            guard let pointer else { return nil }
            Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
            return nil
        }, Unmanaged.passRetained(Box(work)).toOpaque())
    pthread_detach(thread)
}

/// A port on loopback that nobody listens on. It stays taken as long as the work lasts: one that is merely
/// free may be the next that another test gets.
package func withDeafPort(
    isolation: isolated (any Actor)? = #isolation, _ work: (Int) async throws -> Void
) async throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SocketFailure(call: "socket") }
    defer { close(descriptor) }
    try bind(descriptor, loopback(AF_INET, port: 0))
    try await work(boundPort(descriptor))
}

/// Lets this process have more files open, for tests with many connections.
package func raiseFileLimit(to count: rlim_t) throws {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(files, &limit)
    guard limit.rlim_cur < count else { return }
    limit.rlim_cur = count
    guard setrlimit(files, &limit) == 0 else { throw SocketFailure(call: "setrlimit") }
}
