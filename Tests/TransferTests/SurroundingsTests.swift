import Foundation
import TestSupport
import Testing
import Transfer

@Suite("What the surroundings ask for")
struct SurroundingsTests {
    /// In a process of its own, for the environment is everybody's.
    @Test("a proxy or a password that nobody configured here is not used")
    func proxyAndNetrc() async {
        await #expect(processExitsWith: .success) {
            let scratch = try ScratchDirectory()
            try Data("machine 127.0.0.1 login me password secret\n".utf8)
                .write(to: URL(fileURLWithPath: scratch.path + "/.netrc"))
            setenv("HOME", scratch.path, 1)
            try await withListener { proxy in
                for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"] {
                    setenv(name, "http://127.0.0.1:\(proxy.port)", 1)
                }
                try await withListener { listener in
                    _ = try Transfer.perform(.fixture(listener))
                    let request = try #require(listener.requests.first)
                    #expect(request.hasPrefix("GET /hook HTTP/1.1\r\n"))
                    #expect(!request.contains("Authorization"))
                }
                try #expect(proxy.connections() == 0)
            }
        }
    }
}
