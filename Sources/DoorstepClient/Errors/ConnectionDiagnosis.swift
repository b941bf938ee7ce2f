import Glibc

/// The reason why no daemon can be reached on a Unix socket, found by looking at the file and its directories.
package struct ConnectionDiagnosis: Hashable, Sendable {
    package let socket: String
    package let cause: Cause

    package enum Cause: Hashable, Sendable {
        case pathTooLong(bytes: Int, atMost: Int)
        case noDirectory(String)
        case noFile
        /// This directory may not be entered.
        case closedDirectory(String, Access)
        /// The socket may not be written to.
        case closedSocket(Access)
        /// The thing that stands there instead: `a file`, `a directory`, `a socket of another type`.
        case notASocket(String)
        /// A socket's file that a daemon left behind.
        case nobodyListening
        /// A daemon listens, but takes no more connections for now.
        case tooManyWaiting
        /// A daemon listens after all: it started in the meantime.
        case reachableNow
        case other(errno: Int32)
    }

    /// The owner and the group of the file or directory, and the user refused.
    package struct Access: Hashable, Sendable {
        package let owner: String
        package let group: String

        /// Whether joining the group would help.
        package let letsGroupIn: Bool

        /// Name of the user who was refused.
        package let person: String

        package init(owner: String, group: String, letsGroupIn: Bool, person: String) {
            self.owner = owner
            self.group = group
            self.letsGroupIn = letsGroupIn
            self.person = person
        }
    }

    package init(socket: String, cause: Cause) {
        self.socket = socket
        self.cause = cause
    }

    /// Looks at the file and its directories with the rights of `person`.
    package init(socket: String, as person: UserAccount = .current) {
        self.socket = socket
        cause = Self.cause(of: socket, person)
    }

    private static func cause(of socket: String, _ person: UserAccount) -> Cause {
        let atMost = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
        guard socket.utf8.count <= atMost else {
            return .pathTooLong(bytes: socket.utf8.count, atMost: atMost)
        }
        for directory in directories(above: socket) {
            var status = stat()
            guard stat(directory, &status) == 0 else {
                return errno == ENOENT || errno == ENOTDIR
                    ? .noDirectory(directory) : .other(errno: errno)
            }
            guard status.st_mode & S_IFMT == S_IFDIR else { return .noDirectory(directory) }
            guard person.has(1, status) else {
                return .closedDirectory(directory, person.access(1, status))
            }
        }
        var status = stat()
        guard stat(socket, &status) == 0 else {
            return errno == ENOENT ? .noFile : .other(errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            return .notASocket(status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "a file")
        }
        guard person.has(2, status) else { return .closedSocket(person.access(2, status)) }
        switch connectError(socket) {
        case 0: return .reachableNow
        case ECONNREFUSED: return .nobodyListening
        case EAGAIN: return .tooManyWaiting
        case EPROTOTYPE: return .notASocket("a socket of another type")
        case let error: return .other(errno: error)
        }
    }
}

/// The user who connects, with the groups that count.
package struct UserAccount: Hashable, Sendable {
    let user: UInt32
    let groups: Set<UInt32>

    package init(user: UInt32, groups: Set<UInt32>) {
        self.user = user
        self.groups = groups
    }

    package static var current: UserAccount {
        let count = getgroups(0, nil)
        var groups = [gid_t](repeating: 0, count: max(0, Int(count)))
        let filled = getgroups(count, &groups)
        return UserAccount(
            user: geteuid(), groups: Set(groups.prefix(max(0, Int(filled)))).union([getegid()]))
    }

    /// `right` is 1 to enter, 2 to write, as in `chmod`.
    fileprivate func has(_ right: UInt32, _ status: stat) -> Bool {
        if user == 0 { return true }
        if status.st_uid == user { return status.st_mode & (right << 6) != 0 }
        if groups.contains(status.st_gid) { return status.st_mode & (right << 3) != 0 }
        return status.st_mode & right != 0
    }

    fileprivate func access(_ right: UInt32, _ status: stat) -> ConnectionDiagnosis.Access {
        ConnectionDiagnosis.Access(
            owner: userName(status.st_uid),
            group: groupName(status.st_gid),
            // Joining root's group is never advised.
            letsGroupIn: status.st_mode & (right << 3) != 0 && status.st_gid != 0
                && !groups.contains(status.st_gid),
            person: userName(user))
    }
}

/// `a/b/c` → `a`, `a/b`: every directory on the way.
private func directories(above path: String) -> [String] {
    var result: [String] = path.hasPrefix("/") ? ["/"] : []
    var position = path.startIndex
    while let slash = path[position...].firstIndex(of: "/") {
        if slash > path.startIndex { result.append(String(path[..<slash])) }
        position = path.index(after: slash)
    }
    return result
}

/// The system's error for a connection; 0 when the connection is made.
private func connectError(_ path: String) -> Int32 {
    let descriptor = Glibc.socket(
        AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    return result == 0 ? 0 : errno
}

private func userName(_ id: UInt32) -> String {
    // Not getpwuid, whose result is overwritten by the next call on any thread.
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var text = [CChar](repeating: 0, count: 16384)
    return text.withUnsafeMutableBufferPointer { text in
        guard let start = text.baseAddress else { return String(id) }
        getpwuid_r(id, &entry, start, text.count, &found)
        return found.map { String(cString: $0.pointee.pw_name) } ?? String(id)
    }
}

private func groupName(_ id: UInt32) -> String {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    // Room for the group's members too.
    var text = [CChar](repeating: 0, count: 1 << 18)
    return text.withUnsafeMutableBufferPointer { text in
        guard let start = text.baseAddress else { return String(id) }
        getgrgid_r(id, &entry, start, text.count, &found)
        return found.map { String(cString: $0.pointee.gr_name) } ?? String(id)
    }
}
