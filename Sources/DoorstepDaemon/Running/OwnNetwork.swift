import DoorstepConfiguration
import Foundation
import Glibc
import LocalHTTP

/// A network that systemd gave the daemon alone (`PrivateNetwork=yes`). The shipped unit also takes the right to open
/// network sockets.
enum OwnNetwork {
    /// Whether the process is a unit's service and sees no interface but loopback, to which an unplugged network card
    /// adds one. False for a daemon started by hand, whose starter knows the network.
    static func isOurs(_ environment: [String: String]) -> Bool {
        guard environment["INVOCATION_ID"] != nil else { return false }
        return interfaces(
            in: (try? String(contentsOfFile: "/proc/self/net/dev", encoding: .utf8)) ?? "")
            == ["lo"]
    }

    /// Unused interfaces that some kernel modules put into every network.
    private static let fallbacks: Set = [
        "erspan0", "gre0", "gretap0", "ip6_vti0", "ip6gre0", "ip6tnl0", "ip_vti0", "sit0", "tunl0",
    ]

    /// Whether the process may open network sockets; false under `RestrictAddressFamilies=AF_UNIX`.
    static var mayOpenSockets: Bool {
        let descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno != EAFNOSUPPORT }
        close(descriptor)
        return true
    }

    /// The names in a `/proc/self/net/dev`: a line each, `  lo: 0 0 …`, after two lines of titles.
    static func interfaces(in text: String) -> [String] {
        text.split(separator: "\n").dropFirst(2).compactMap { line in
            let name = line.prefix { $0 != ":" }
            let plain = name.filter { $0 != " " }
            return name.count < line.count && !fallbacks.contains(plain) ? plain : nil
        }
    }

    /// The message that browsers cannot reach pages for which the daemon opens the port itself, with the remedy.
    static func problem(_ listen: ListenAddress) -> String {
        "the pages at \(listen) cannot be reached: the daemon has a network of its own (PrivateNetwork=), so systemd "
            + "must open the port: \(opening(listen))"
    }

    /// The message for pages of which only a reverse proxy's address is configured.
    static func problem(_ address: PagesAddress) -> String {
        "the pages at \(address) cannot be reached: systemd has passed on no port for them: \(opening(nil))"
    }

    /// The address that the shipped socket unit opens.
    private static let shipped = ListenAddress("127.0.0.1:8787")

    private static func opening(_ listen: ListenAddress?) -> String {
        let edit =
            " systemctl edit doorstepd-pages.socket  to add the lines  [Socket]  ListenStream=  ListenStream="
        return (listen.map { $0 == shipped ? "" : "\(edit)\($0)  and then " } ?? "")
            + " systemctl enable doorstepd-pages.socket && systemctl restart doorstepd  (systemctl status "
            + "doorstepd-pages.socket  says whether another program has the port)"
    }
}
