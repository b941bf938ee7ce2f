import HTTPTypes
import LocalHTTP

extension Response {
    /// Sets the headers of every answer to a browser: nothing is loaded from elsewhere, no script stands in a page, no
    /// other page may frame or fetch this one, no referrer is sent. A header that the answer already has is kept.
    mutating func secure() {
        for (name, value) in Self.securityFields where headers[name] == nil {
            headers[name] = value
        }
    }

    private static let securityFields: [(HTTPField.Name, String)] = {
        let fields = [
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ]
        return fields.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }()
}
