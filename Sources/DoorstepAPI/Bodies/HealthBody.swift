/// `GET /v1/health`.
package struct HealthBody: Hashable, Sendable, Codable {
    /// `ok`, `degraded`; `starting` or `failing` with status 503.
    package let status: String
    package let checks: [Check]

    package init(status: String, checks: [Check]) {
        self.status = status
        self.checks = checks
    }

    package struct Check: Hashable, Sendable, Codable {
        /// `ledger`, `clock`, `door:front`, `destination:manager`, `backup` …
        package let name: String
        package let ok: Bool

        /// The fault and its remedy; nil when all is well.
        package let detail: String?

        package init(name: String, ok: Bool, detail: String? = nil) {
            self.name = name
            self.ok = ok
            self.detail = detail
        }
    }
}
