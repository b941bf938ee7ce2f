import Glibc

/// Binds a Unix socket whose mode is right from the first moment on.
package enum UnixSocket {
    /// Binds `path` and listens.
    ///
    /// The socket is made under a name of its own, given its mode, and only then moved to `path`, so that no caller
    /// whom the mode excludes can connect in between. A socket file that a daemon left behind is replaced; one that
    /// answers, and a file that is no socket, are left alone.
    package static func listen(
        at path: String, mode: mode_t = 0o660
    ) throws(ListeningError) -> ListeningSocket {
        try probe(path)
        let temporary = path + ".new"
        var address = try socketAddress(temporary)
        let descriptor = socket(
            AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(path, errno) }
        unlink(temporary)
        do throws(ListeningError) {
            // Linux makes the file with the mode of the socket, so nobody may connect until it is set. A umask would be
            // the whole process's, and a file that another thread makes meanwhile would have no mode either.
            guard fchmod(descriptor, 0) == 0 else { throw failure(path, errno) }
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            guard bound == 0 else { throw failure(path, errno) }
            guard chmod(temporary, mode) == 0,
                Glibc.listen(descriptor, ListeningSocket.backlog) == 0,
                rename(temporary, path) == 0
            else { throw failure(path, errno) }
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
        return ListeningSocket(descriptor: descriptor, kind: .unix(path: path, isOurs: true))
    }

    /// Returns when `path` may be bound: it is free, or has a socket at which nobody answers.
    static func probe(_ path: String) throws(ListeningError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw failure(path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ListeningError(
                subject: path, cause: "there is a file there that is not a socket",
                hint: "move it away, or choose another path: socket in [server]")
        }
        var address = try socketAddress(path)
        let descriptor = socket(
            AF_UNIX,
            // A full queue would hold a blocking connect for as long as it is full.
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue),
            0)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if connected != 0, errno == ECONNREFUSED || errno == ENOENT { return }
        guard connected == 0 || errno == EAGAIN else { throw failure(path, errno) }
        throw ListeningError(
            subject: path, cause: "another daemon is listening there",
            hint: "stop it first:  systemctl stop doorstepd.socket doorstepd-pages.socket doorstepd"
        )
    }

    private static func socketAddress(_ path: String) throws(ListeningError) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard !bytes.isEmpty, bytes.count <= room, !bytes.contains(0) else {
            throw ListeningError(
                subject: path,
                cause: "the path has \(bytes.count) bytes, and a socket's has 1 to "
                    + "\(room - 4)",
                hint: "choose a shorter path: socket in [server]")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    private static func failure(_ path: String, _ number: CInt) -> ListeningError {
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let hint =
            switch number {
            case ENOENT, ENOTDIR: "make its directory first:  mkdir -p \(directory)"
            case EACCES, EPERM: "the directory \(directory) must be writable for the daemon's user"
            case EMFILE, ENFILE: "raise LimitNOFILE= in the unit"
            default: "see socket in [server]"
            }
        return ListeningError(subject: path, cause: errorText(number), hint: hint)
    }
}
