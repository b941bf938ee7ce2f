import Foundation

/// A disk of its own, in memory, of a given size. Mounting needs root, or a user that may make namespaces; CI
/// has the former.
package final class SmallDisk {
    package let path: String
    private let scratch: ScratchDirectory

    package init(kilobytes: Int) throws {
        scratch = try ScratchDirectory()
        path = scratch.path + "/disk"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        guard mount("doorstep-test", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            throw SmallDiskError(reason: String(cString: strerror(errno)))
        }
    }

    deinit { umount2(path, CInt(MNT_DETACH)) }

    /// Takes all but 256 KiB.
    /// - Returns: the file that does; remove it to make room.
    package func fill() throws -> String { try fill("filler", leaving: 256 * 1024) }

    /// Takes what is left, to the last byte.
    /// - Returns: the file that does.
    package func fillCompletely() throws -> String { try fill("dregs", leaving: 0) }

    private func fill(_ name: String, leaving room: Int) throws -> String {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else {
            throw SmallDiskError(reason: String(cString: strerror(errno)))
        }
        let free = Int(info.f_bavail) * Int(info.f_frsize)
        let filler = path + "/" + name
        guard free >= room else {
            throw SmallDiskError(
                reason: "of \(free) bytes, \(room) cannot be left: take a larger disk")
        }
        try Data(count: free - room).write(to: URL(fileURLWithPath: filler))
        return filler
    }

    /// Whether this user may mount at all.
    package static var isPossible: Bool { geteuid() == 0 }
}

struct SmallDiskError: Error {
    let reason: String
}
