import Foundation

/// A daemon's configuration for one test.
struct ShopSettings: Sendable {
    var timeZone = Self.zoneAtNoon()

    /// More lines of [shop], of [server], and more tables.
    var shop = ""
    var server = ""
    var tables = ""

    func text(socket: String, state: String) -> String {
        """
        [shop]
        name = "Librairie des Halles"
        timeZone = "\(timeZone)"
        \(shop)

        [[door]]
        name = "front"
        # Tests report faster than people.
        madAbove = 0

        [server]
        socket = "\(socket)"
        stateDirectory = "\(state)"
        \(server)

        \(tables)
        """
    }

    /// A zone in which it is between 12:00 and 13:00 now: no test may hang on the time of day at which it
    /// is run.
    static func zoneAtNoon(_ now: Date = Date()) -> String {
        let hour = Int(now.timeIntervalSince1970) / 3600 % 24
        // The signs of these zones are those of POSIX: GMT-3 is three hours ahead.
        let ahead = 12 - hour
        return ahead == 0 ? "Etc/GMT" : "Etc/GMT\(ahead > 0 ? "-" : "+")\(abs(ahead))"
    }

    /// A webhook to a receiver on loopback; its secret lies beside the configuration.
    static func destination(port: Int, name: String = "manager") -> String {
        """
        [[destination]]
        name = "\(name)"
        url = "http://127.0.0.1:\(port)/hook"
        secretFile = "secret"
        allowHTTP = true
        allowPrivateAddress = true
        """
    }

    static let secret = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
}
