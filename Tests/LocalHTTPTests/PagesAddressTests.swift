import Testing

@testable import LocalHTTP

@Suite struct PagesAddressTests {
    @Test(
        "is a scheme, a host and a port, as an Origin field has them",
        arguments: [
            ("https://comptoir.example", "https://comptoir.example"),
            ("https://comptoir.example/", "https://comptoir.example"),
            ("HTTPS://Comptoir.Example:443", "https://comptoir.example"),
            ("https://comptoir.example:8443", "https://comptoir.example:8443"),
            ("https://192.168.1.10", "https://192.168.1.10"),
            ("https://[FD00::1]:8443/", "https://[fd00::1]:8443"),
        ])
    func reads(_ text: String, _ wanted: String) {
        #expect(PagesAddress(https: text)?.description == wanted)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "https://", "http://comptoir.example", "comptoir.example", "https:///",
            "https://comptoir.example/pages", "https://comptoir.example//", "https://a b",
            "https://user@comptoir.example", "https://comptoir.example?x", "https://a:0",
            "https://a:65536", "https://a:", "https://a:1:2", "https://[::1", "https://[x]",
            "https://comptoir.example#", "https://.example", "https://é.example", "https://a\n",
        ])
    func refuses(_ text: String) {
        #expect(PagesAddress(https: text) == nil)
    }
}
