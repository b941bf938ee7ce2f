import Glibc
import Synchronization

/// The names of users by number. Each is looked up once: the answer may come from a directory server.
package final class UserNames: Sendable {
    private let known: Mutex<[UInt32: String]>

    /// `known` are names that need no look-up.
    package init(known: [UInt32: String] = [:]) {
        self.known = Mutex(known)
    }

    /// The user's name, or the number itself for a user without a name.
    subscript(uid: UInt32) -> String {
        if let name = known.withLock({ $0[uid] }) { return name }
        let name = Self.lookUp(uid) ?? "\(uid)"
        known.withLock { $0[uid] = name }
        return name
    }

    private static func lookUp(_ uid: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
            guard let room = buffer.baseAddress,
                getpwuid_r(uid, &entry, room, buffer.count, &found) == 0, found != nil,
                let name = entry.pw_name
            else { return nil }
            return String(cString: name)
        }
    }
}
