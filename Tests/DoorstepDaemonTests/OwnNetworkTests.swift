import DoorstepConfiguration
import Foundation
import Testing

@testable import DoorstepDaemon

@Suite struct OwnNetworkTests {
    private static func table(_ names: [String]) -> String {
        "Inter-|   Receive  |  Transmit\n face |bytes    packets|bytes    packets\n"
            + names.map { "\($0):  4872      16     0     0\n" }.joined()
    }

    @Test(
        "knows the interfaces of a network, without those that kernels put into every one",
        arguments: [
            (["    lo", "  eth0", "wlp2s0"], ["lo", "eth0", "wlp2s0"]), (["    lo"], ["lo"]),
            (["    lo", " tunl0", "  sit0", "ip6tnl0"], ["lo"]), ([], []),
        ])
    func interfaces(_ names: [String], _ found: [String]) {
        #expect(OwnNetwork.interfaces(in: Self.table(names)) == found)
    }

    @Test("a daemon that no unit started is told nothing of a network of its own")
    func byHand() { #expect(!OwnNetwork.isOurs([:])) }

    @Test("says how systemd opens the port instead")
    func trouble() throws {
        let listen = try #require(ListenAddress("127.0.0.1:8787"))
        #expect(
            OwnNetwork.problem(listen)
                == "the pages at 127.0.0.1:8787 cannot be reached: the daemon has a network of its own "
                + "(PrivateNetwork=), so systemd must open the port:  systemctl enable doorstepd-pages.socket "
                + "&& systemctl restart doorstepd  (systemctl status doorstepd-pages.socket  says whether "
                + "another program has the port)")
        let other = try #require(ListenAddress("[::1]:8080"))
        #expect(
            OwnNetwork.problem(other).contains(
                "must open the port:  systemctl edit doorstepd-pages.socket  to add the lines  [Socket]  "
                    + "ListenStream=  ListenStream=[::1]:8080  and then  systemctl enable "
                    + "doorstepd-pages.socket && "
            ))
    }

    @Test(
        "the shipped unit opens the port that is named, and nobody else's taking it stops the daemon"
    )
    func shipped() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        func unit(_ name: String) throws -> [String] {
            let path = root.appendingPathComponent("systemd/" + name).path
            return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(
                String.init)
        }
        let pages = try unit("doorstepd-pages.socket")
        #expect(pages.contains("ListenStream=127.0.0.1:8787"))
        #expect(pages.contains("Service=doorstepd.service"))
        #expect(
            try unit("doorstepd.socket").filter { $0.hasPrefix("ListenStream=") }
                == ["ListenStream=/run/doorstep/doorstep.sock"])
        #expect(
            try unit("doorstepd.service").allSatisfy {
                $0.hasPrefix("#") || !$0.contains("doorstepd-pages")
            })
    }
}
