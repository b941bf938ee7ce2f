import DoorstepCore
import Glibc

/// The zoneinfo files of this machine, which its package `tzdata` keeps up to date. The daemon and the command line
/// read their zone rules here and nowhere else.
package struct ZoneDirectory: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// The place on Debian and all other systems; no variable of the environment leads elsewhere.
    package static let machine = ZoneDirectory(path: "/usr/share/zoneinfo")

    /// The rules of the zone with that IANA name. `UTC` needs no file.
    package func rules(_ name: String) throws(ZoneError) -> ZoneRules {
        guard name != ZoneRules.utc.name else { return .utc }
        guard let file = file(name) else { throw trouble(with: name) }
        let bytes: [UInt8]
        do {
            bytes = try PlainFile(file, atMost: Self.largestFile).bytes
        } catch {
            throw [ENOENT, ENOTDIR, EISDIR].contains(error.code)
                ? trouble(with: name) : .unreadable(file: file, code: error.code)
        }
        do {
            return try ZoneRules(name: name, file: bytes)
        } catch {
            throw .broken(file: file, error)
        }
    }

    /// The zone that `/etc/localtime` leads to, with its rules; nil when it leads to none.
    package var ofMachine: ZoneRules? {
        guard let target = realpath("/etc/localtime", nil) else { return nil }
        defer { free(target) }
        let file = String(cString: target)
        guard file.hasPrefix(path + "/") else { return nil }
        return try? rules(String(file.dropFirst(path.utf8.count + 1)))
    }

    /// The version of tzdata: `2026f`; nil where the files do not say.
    package var version: String? {
        // `# version 2026f`
        if let bytes = try? PlainFile(list, first: 64).bytes {
            let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
            if words.count >= 3, words[0] == "#", words[1] == "version" { return String(words[2]) }
        }
        // BSD systems keep the version in a file of its own.
        return (try? PlainFile(path + "/+VERSION", first: 64).bytes).flatMap {
            String(decoding: $0, as: UTF8.self).split(separator: "\n").first.map(String.init)
        }
    }

    /// A zone and the version of its rules in words: `Europe/Paris by tzdata 2026f`.
    package static func words(_ zone: String, version: String?) -> String {
        version.map { "\(zone) by tzdata \($0)" }
            ?? "\(zone) by the machine's tzdata, whose version is not known"
    }

    /// The identities of the zone's file and of tzdata's list, which change with the files and are found without
    /// reading them; nil for a file that cannot be looked at.
    package func identity(of name: String) -> [ZoneFileIdentity?] {
        [file(name), list].map { $0.flatMap(ZoneFileIdentity.init) }
    }

    /// The path of the zone's file; nil for a name that no zone has, as one that leads out of the directory.
    private func file(_ name: String) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
                        || [0x2B, 0x2D, 0x5F].contains(byte)
                }
        }
        return isName ? path + "/" + name : nil
    }

    var list: String { path + "/tzdata.zi" }

    /// The largest file of 2026 has 3,545 bytes.
    private static let largestFile = 1 << 16
}

/// The identity of a file, which tells a changed file or another one in its place.
package struct ZoneFileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let changed: [Int]

    /// Nil when there is no such file.
    init?(_ path: String) {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        device = UInt(info.st_dev)
        inode = UInt(info.st_ino)
        size = Int(info.st_size)
        changed = [info.st_ctim.tv_sec, info.st_ctim.tv_nsec, info.st_mtim.tv_sec]
    }
}
