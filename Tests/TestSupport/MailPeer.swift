import Foundation

/// A real mail server, aiosmtpd, in a process of its own; and Python's reader of mails.
package final class MailPeer {
    /// What a server does; see `Tests/Peers/mails.py`.
    package struct Manner: Encodable {
        package enum TLS: String, Encodable { case none, starttls, implicit }

        package var tls: TLS
        /// What one user's name and password are.
        package var login: [String: String]?
        /// Instead of 250, one after the other; nil is 250.
        package var answers: [String: [String?]]
        package var hang: String?

        package init(
            tls: TLS = .none, login: [String: String]? = nil, answers: [String: [String?]] = [:],
            hang: String? = nil
        ) {
            self.tls = tls
            self.login = login
            self.answers = answers
            self.hang = hang
        }
    }

    /// A mail as Python reads it.
    package struct Mail: Decodable {
        package let types: [String]
        package let subject, from, to, date, id, automatic, language, text, html: String
        package let htmlTexts: [String]
        package let htmlTags: [String]
        package let defects: [String]
        package let isASCII: Bool
        package let longestLine: Int

        // Of its envelope, where it came through a server.
        package let sender: String?
        package let recipients: [String]?
        package let greeting: String?
        package let isSecure: Bool?
        package let user: String?
    }

    package struct Event: Decodable {
        package let port: Int?
        package let mail: Mail?
        /// The mechanism of a login that was tried.
        package let login: String?
        package let hanging: Bool?
    }

    package let port: Int
    /// Signed by itself, so it is its own authority.
    package var certificate: String { scratch.path + "/certificate.pem" }

    private let scratch: ScratchDirectory
    private let child: LineChild

    package init(_ manner: Manner = Manner()) async throws {
        scratch = try ScratchDirectory()
        struct Told: Encodable {
            let tls: Manner.TLS
            let login: [String: String]?
            let answers: [String: [String?]]
            let hang: String?
            let certificate: String
            let key: String
        }
        let told = Told(
            tls: manner.tls, login: manner.login, answers: manner.answers, hang: manner.hang,
            certificate: scratch.path + "/certificate.pem", key: scratch.path + "/key.pem")
        if manner.tls != .none {
            let openssl = try LineChild(
                "/usr/bin/openssl",
                ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                    + ["-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1"]
                    + ["-keyout", told.key, "-out", told.certificate])
            _ = await openssl.rest()
        }
        let json = String(decoding: try JSONEncoder().encode(told), as: UTF8.self)
        child = try LineChild(try Self.python(), [Self.script, "serve", json])
        guard let port = try await Self.event(of: child)?.port else {
            throw Trouble(description: "the mail server did not start")
        }
        self.port = port
    }

    /// The next thing that it did; nil once it has ended.
    package func event() async throws -> Event? { try await Self.event(of: child) }

    private static func event(of child: LineChild) async throws -> Event? {
        try await child.next().map { try JSONDecoder().decode(Event.self, from: $0) }
    }

    /// Ends it. Returns what it did that was not asked for yet.
    package func stop() async throws -> [Event] {
        try await child.rest().map { try JSONDecoder().decode(Event.self, from: $0) }
    }

    /// What Python's email package says of each.
    package static func read(_ mails: [[UInt8]]) async throws -> [Mail] {
        let child = try LineChild(try python(), [script, "read"])
        child.write(mails.map { Data($0).base64EncodedString() + "\n" }.joined())
        return try await child.rest().map { try JSONDecoder().decode(Mail.self, from: $0) }
    }

    private struct Trouble: Error, CustomStringConvertible { let description: String }

    // MARK: - Whether it is there

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../..")
    private static let script = root.appending(path: "Tests/Peers/mails.py").path

    /// A Python that has aiosmtpd: the one that `.ci/run` makes, or the system's.
    private static let found: String? = {
        let venv = root.appending(path: ".build-peers/venv").path
        let libraries = (try? FileManager.default.contentsOfDirectory(atPath: venv + "/lib")) ?? []
        let packages = libraries.map { "\(venv)/lib/\($0)/site-packages" }
        func hasServer(_ directory: String) -> Bool {
            FileManager.default.fileExists(atPath: directory + "/aiosmtpd")
        }
        if packages.contains(where: hasServer) { return venv + "/bin/python" }
        return hasServer("/usr/lib/python3/dist-packages") ? "/usr/bin/python3" : nil
    }()

    private static func python() throws -> String {
        guard let found else {
            throw Trouble(
                description:
                    "no Python with aiosmtpd: pip install -r Tests/Peers/requirements.txt")
        }
        return found
    }

    /// `DOORSTEP_PEERS=required` makes a missing one a failure.
    package static let isAvailable =
        ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required" || found != nil
}
