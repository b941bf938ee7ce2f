import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    /// The example in config/reverse-proxy with the real nginx.
    @Suite(.enabled("nginx is not installed") { Proxy.isWanted })
    struct ReverseProxyTests {
        @Test("the example is a file that nginx takes, whole")
        func example() async throws {
            let proxy = try Proxy(to: 8787)
            let check = try Child([Proxy.program, "-t"] + proxy.arguments)
            #expect(try await check.ended() == .status(0), "\(check.errorText)")
        }

        @Test("through nginx a screen is paired by TLS alone, and events come as they happen")
        func throughNginx() async throws {
            let address = "https://\(Proxy.name)"
            let tcp = try await TCPDaemon.started(server: "address = \"\(address)\"")
            let proxy = try Proxy(to: tcp.port)
            let nginx = try Child([Proxy.program] + proxy.arguments)
            defer { nginx.signal(SIGKILL) }
            try await nginx.errors.first { $0.contains("getrlimit") }

            let invitation = try await tcp.invite(.counter)
            #expect(invitation.url == "\(address)/pair/\(invitation.code)")
            let page = try await proxy.ask(path: "/pair/\(invitation.code)")
            #expect(page.status == 200)
            let paired = try await proxy.ask(
                "POST", path: "/pair", body: "code=\(invitation.code)",
                headers: [("Origin", address)])
            #expect(paired.status == 303)
            #expect(paired.header("Set-Cookie")?.hasPrefix("__Host-doorstep-counter=") == true)
            #expect(paired.header("Set-Cookie")?.hasSuffix("; Secure") == true)
            #expect(paired.header("Location") == "/counter")
            let cookie = ("Cookie", paired.cookie)
            #expect(try await proxy.ask(path: Route.now, headers: [cookie]).status == 200)
            #expect(try await proxy.ask(path: Route.now).status == 401)

            // An event comes while the answer goes on: nothing holds it back until there is more.
            let stream = StreamReader(proxy.request(path: Route.stream, headers: [cookie]))
            try await stream.openings.first { $0 == 200 }
            let entrance = try await proxy.ask(
                "POST", path: Route.entrances, headers: [cookie, ("Origin", address)])
            #expect(entrance.status == 201)
            try await stream.got(try entrance.decoded(Recorded.self).fact.sequence.value)
            // And the next beat: the connection is held open between events.
            let heard = stream.events.entries.count
            try await stream.events.first(from: heard) { $0.name == StreamEventName.beat }

            // Not by another name, nor from another page, nor past the proxy with the same cookie.
            let other = try await proxy.ask(
                path: Route.now, headers: [cookie, ("Host", "evil.example")])
            #expect(other.status == 421)
            let foreign = try await proxy.ask(
                "POST", path: Route.entrances,
                headers: [cookie, ("Origin", "https://evil.example")])
            #expect(foreign.status == 403)
            #expect(try await tcp.ask("GET", Route.now, cookies: paired.cookie).status == 401)
        }
    }
}

/// nginx with the example, in a directory of its own: its ports and files are put in place of the installed ones.
private final class Proxy: Sendable {
    static let program = "/usr/sbin/nginx"
    static var isWanted: Bool {
        FileManager.default.isExecutableFile(atPath: program)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    /// The name in the example.
    static let name = "comptoir.example"

    let scratch: ScratchDirectory
    var arguments: [String] { ["-p", scratch.path, "-c", scratch.path + "/nginx.conf"] }

    /// nginx binds its sockets itself: a Unix socket is nobody else's, and the name needs no resolver.
    private var socket: String { scratch.path + "/tls.sock" }
    private var certificate: String { scratch.path + "/comptoir.crt" }

    /// In front of the daemon's port `upstream`.
    init(to upstream: Int) throws {
        scratch = try ScratchDirectory()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let example = try String(
            contentsOf: root.appending(path: "config/reverse-proxy/nginx.conf"), encoding: .utf8)
        let own = try Self.adapt(
            example,
            [
                ("listen [::]:443 ssl;", ""), ("listen [::]:80;", ""),
                ("listen 443 ssl;", "listen unix:\(scratch.path)/tls.sock ssl;"),
                ("listen 80;", "listen unix:\(scratch.path)/plain.sock;"),
                ("127.0.0.1:8787", "127.0.0.1:\(upstream)"),
                ("/etc/ssl/certs/comptoir.crt", scratch.path + "/comptoir.crt"),
                ("/etc/ssl/private/comptoir.key", scratch.path + "/comptoir.key"),
            ])
        let whole = """
            daemon off;
            master_process off;
            pid \(scratch.path)/pid;
            error_log stderr info;
            events {}
            http {
                access_log off;
                client_body_temp_path \(scratch.path)/body;
                proxy_temp_path \(scratch.path)/proxy;
                fastcgi_temp_path \(scratch.path)/fastcgi;
                uwsgi_temp_path \(scratch.path)/uwsgi;
                scgi_temp_path \(scratch.path)/scgi;
                \(own)
            }
            """
        try Data(whole.utf8).write(to: URL(fileURLWithPath: scratch.path + "/nginx.conf"))
        let openssl = ChildProcess()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        openssl.arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=\(Self.name) -addext"
            .split(separator: " ").map(String.init) + [
                "subjectAltName=DNS:\(Self.name)", "-keyout", scratch.path + "/comptoir.key",
                "-out",
                scratch.path + "/comptoir.crt",
            ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
    }

    /// Each of the texts must be there: what was renamed in the example is renamed here.
    private static func adapt(_ text: String, _ changes: [(String, String)]) throws -> String {
        try changes.reduce(text) { text, change in
            try #require(text.contains(change.0), "the example has no “\(change.0)”")
            return text.replacing(change.0, with: change.1)
        }
    }

    func request(
        _ method: String = "GET", path: String, body: String? = nil,
        headers: [(String, String)] = []
    ) -> TransferRequest {
        TransferRequest(
            method: method, url: "https://\(Self.name)\(path)", headers: headers,
            body: body.map { Array($0.utf8) }, unixSocket: socket, limits: .patient,
            rules: TransferRules(allowPrivateAddress: true),
            trust: TransferTrust(authorityFile: certificate))
    }

    func ask(
        _ method: String = "GET", path: String, body: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> TransferAnswer {
        try await Transfer.send(request(method, path: path, body: body, headers: headers))
    }
}
