import DoorstepAPI
import Glibc
import LocalHTTP
import ServiceLifecycle

/// The service that checks at each beat whether the socket's file still leads to the daemon.
///
/// A socket whose file was deleted or replaced goes on listening and seems well, but sensors and staff cannot connect
/// to it. A daemon that made the file itself ends, and its next start makes it anew. A socket passed by systemd would
/// only be passed again, so the health check says what to do.
struct SocketWatch: Service {
    private struct File {
        let path: String
        let isOurs: Bool
        let device: dev_t
        let inode: ino_t
    }

    private let files: [File]

    init(_ sockets: [ListeningSocket]) {
        files = sockets.compactMap { socket in
            guard case .unix(let path, let isOurs) = socket.kind, let status = Self.status(path)
            else { return nil }
            return File(path: path, isOurs: isOurs, device: status.st_dev, inode: status.st_ino)
        }
    }

    func run() async throws {
        while await pause(for: SignOfLife.interval) { try look() }
    }

    /// Throws `SocketLost` when a file is lost that the next start makes anew.
    func look() throws(SocketLost) {
        if let lost = files.first(where: { $0.isOurs && !isThere($0) }) {
            throw SocketLost(path: lost.path)
        }
    }

    /// The health check of sockets passed by systemd; nil when there are none.
    var check: HealthBody.Check? {
        let given = files.filter { !$0.isOurs }
        guard !given.isEmpty else { return nil }
        let lost = given.first { !isThere($0) }
        return HealthBody.Check(
            name: "socket", ok: lost == nil,
            detail: lost.map {
                "no client can connect to \($0.path): its file was deleted or replaced; "
                    + "systemctl restart doorstepd.socket doorstepd"
            })
    }

    private func isThere(_ file: File) -> Bool {
        guard let status = Self.status(file.path) else { return false }
        return status.st_dev == file.device && status.st_ino == file.inode
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}

/// The error that ends a daemon whose socket cannot be reached.
struct SocketLost: Error, Hashable, CustomStringConvertible {
    let path: String

    var description: String {
        "no client can connect to \(path): its file was deleted or replaced. The next start makes it anew"
    }
}
