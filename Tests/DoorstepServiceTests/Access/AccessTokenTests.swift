import DoorstepAPI
import DoorstepCore
import LocalHTTP
import Testing

@testable import DoorstepService

@Suite struct AccessTokenTests {
    private let own = AccessToken.random()

    private func value(_ token: AccessToken, isSecure: Bool = false) -> String {
        String(token.cookie(.counter, isSecure: isSecure).prefix { $0 != ";" })
    }

    @Test("a cookie is for requests of our own pages, and not for scripts")
    func cookie() {
        let text = own.cookie(.kiosk, isSecure: false)
        #expect(text.hasPrefix("doorstep-kiosk="))
        #expect(text.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000"))
        #expect(value(own).utf8.count == "doorstep-counter=".utf8.count + 64)
    }

    @Test("behind TLS, a cookie never travels without, and no neighbour can set it")
    func secure() {
        let text = own.cookie(.kiosk, isSecure: true)
        #expect(text.hasPrefix("__Host-doorstep-kiosk="))
        #expect(text.hasSuffix("; Secure"))
        #expect(AccessToken.all(inCookies: value(own), isSecure: true) == [])
        let behindTLS = value(own, isSecure: true)
        #expect(AccessToken.all(inCookies: behindTLS, isSecure: true) == [own])
        #expect(AccessToken.all(inCookies: behindTLS, isSecure: false) == [])
    }

    @Test("a cookie of the same name, before ours or behind it, does not hide ours")
    func tossed() {
        let tossed = "doorstep-counter=evil"
        for field in ["\(tossed); \(value(own))", "\(value(own)); \(tossed)"] {
            #expect(AccessToken.all(inCookies: field, isSecure: false).contains(own))
        }
    }

    @Test(
        "other cookies and odd ones are passed over",
        arguments: [
            "", ";", "=", "a=b", "doorstep-counter", "doorstep-counter=", "doorstep-admin=x",
            "Doorstep-Counter=x", "xdoorstep-counter=x",
        ])
    func others(_ field: String) {
        #expect(AccessToken.all(inCookies: field, isSecure: false) == [])
        #expect(
            AccessToken.all(inCookies: "\(field); \(value(own)) ;", isSecure: false) == [own])
    }

    @Test("programs of the same host toss a hundred cookies of our name before ours: it is found")
    func many() {
        let tossed = (0..<100).map { _ in value(.random()) } + ["doorstep-counter=evil"]
        let field = (tossed + [value(own)]).joined(separator: "; ")
        #expect(field.utf8.count < ConnectionLimits().headerBytes)
        #expect(AccessToken.all(inCookies: field, isSecure: false).last == own)
        let evil = (0..<1000).map { "doorstep-kiosk=\($0)" }.joined(separator: ";")
        #expect(
            AccessToken.all(inCookies: evil, isSecure: false) == [],
            "what cannot be ours costs nothing")
    }

    @Test("a program shows its token in an Authorization field, as Prometheus does")
    func bearer() {
        #expect(AccessToken.bearer(inAuthorization: "Bearer \(own.text)") == own)
        #expect(AccessToken.bearer(inAuthorization: "bearer \(own.text)") == own)
        for other in [nil, "", "Bearer", "Basic \(own.text)", "Bearer \(own.text) x", "Bearer x"] {
            #expect(AccessToken.bearer(inAuthorization: other) == nil)
        }
    }
}
