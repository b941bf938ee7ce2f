import DoorstepConfiguration
import Glibc

/// The listening sockets that systemd opened and passed on: `sd_listen_fds(3)` without its library.
package enum ListenDescriptors {
    /// systemd passes descriptors from 3 on.
    package static let first: Int32 = 3

    /// Takes the descriptors meant for this process, in the order of the units' `ListenStream=` lines, and closes them
    /// on exec. Empty when systemd passed none, or passed them to another process that left its environment to this
    /// one.
    package static func take(
        environment: [String: String], process: Int32 = getpid(), first: Int32 = first
    ) throws(ListenDescriptorError) -> [ListenDescriptor] {
        guard let owner = environment["LISTEN_PID"], let text = environment["LISTEN_FDS"] else {
            return []
        }
        guard let owner = Int32(owner) else {
            throw ListenDescriptorError(cause: "LISTEN_PID is \(quoted(owner)), not a number")
        }
        guard owner == process else { return [] }
        guard let count = Int32(text), (0...1024).contains(count) else {
            throw ListenDescriptorError(cause: "LISTEN_FDS is \(quoted(text)), not a number")
        }
        let names = (environment["LISTEN_FDNAMES"] ?? "")
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var descriptors: [ListenDescriptor] = []
        for offset in 0..<count {
            let index = Int(offset)
            let name = index < names.count && !names[index].isEmpty ? names[index] : "unknown"
            descriptors.append(try ListenDescriptor(first + offset, name: name))
        }
        return descriptors
    }
}

/// One listening socket from systemd.
package struct ListenDescriptor: Hashable, Sendable {
    package let descriptor: Int32

    /// The unit's `FileDescriptorName=`; by default the socket unit's own name.
    package let name: String
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
        case unix
        /// TCP over IPv4 or IPv6.
        case internet
    }

    fileprivate init(_ descriptor: Int32, name: String) throws(ListenDescriptorError) {
        let flags = fcntl(descriptor, F_GETFD)
        guard flags >= 0, fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) >= 0 else {
            throw .of(descriptor, name, String(cString: strerror(errno)))
        }
        guard try Self.option(SO_TYPE, of: descriptor, name) == Int32(SOCK_STREAM.rawValue),
            try Self.option(SO_ACCEPTCONN, of: descriptor, name) == 1
        else { throw .of(descriptor, name, "not a listening stream socket") }
        switch try Self.option(SO_DOMAIN, of: descriptor, name) {
        case AF_UNIX: kind = .unix
        case AF_INET, AF_INET6: kind = .internet
        default: throw .of(descriptor, name, "neither a Unix nor a TCP socket")
        }
        self.descriptor = descriptor
        self.name = name
    }

    private static func option(
        _ option: Int32, of descriptor: Int32, _ name: String
    ) throws(ListenDescriptorError) -> Int32 {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 else {
            throw .of(descriptor, name, String(cString: strerror(errno)))
        }
        return value
    }
}

/// The reason why the descriptors passed by systemd cannot be used.
package struct ListenDescriptorError: Error, Hashable, Sendable, CustomStringConvertible {
    package let cause: String

    package var description: String {
        "cannot use the sockets that systemd passed: \(cause)\n"
            + "  hint: see doorstepd.socket and doorstepd-pages.socket; systemctl restart doorstepd"
    }

    fileprivate static func of(_ descriptor: Int32, _ name: String, _ cause: String) -> Self {
        ListenDescriptorError(cause: "descriptor \(descriptor) (\(name)): \(cause)")
    }
}
