import Glibc
import LocalHTTP

extension Connection {
    /// Whether the user may be the courier: the daemon's own user, root, or the user of the shipped unit.
    var mayCarryMessages: Bool {
        guard let uid else { return false }
        return uid == geteuid() || uid == 0 || user == Self.courierUser
    }

    /// Whether the user is the courier's own, which exists for nothing else.
    var isCourier: Bool {
        guard way == .unix, let uid, uid != 0, uid != geteuid() else { return false }
        return user == Self.courierUser
    }

    static let courierUser = "doorstep-courier"
}
