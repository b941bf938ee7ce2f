import Foundation

/// OpenSSL's test server, with a certificate made for the occasion. It answers every request with a
/// page about the connection.
package final class SecureListener {
    private static let openssl = "/usr/bin/openssl"
    package static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

    /// Signed by itself, so it is its own authority.
    package var certificate: String { directory.appending(path: "certificate.pem").path }
    package private(set) var port = 0

    private let directory: URL
    private let server = Process()

    /// - Parameters:
    ///   - subject: What the certificate is for, as in `IP:127.0.0.1`.
    ///   - days: How long the certificate is good for; negative for one that has expired.
    ///   - options: Further ones for `openssl s_server`.
    /// - Throws: If OpenSSL does not do its part.
    package init(subject: String = "IP:127.0.0.1", days: Int = 2, options: [String] = []) throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "transfer-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data("subjectAltName=\(subject)\n".utf8).write(to: directory.appending(path: "names"))
        try openssl(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "key.pem", "-subj", "/CN=test", "-out", "request.pem")
        try openssl(
            "x509", "-req", "-in", "request.pem", "-signkey", "key.pem", "-days", "\(days)",
            "-extfile", "names", "-out", "certificate.pem")
        port = try start(options)
    }

    package func stop() {
        // A child started from one of Swift's threads inherits their mask, which blocks SIGTERM.
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
        try? FileManager.default.removeItem(at: directory)
    }

    private func openssl(_ arguments: String...) throws {
        let process = Process()
        prepare(process, arguments)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw OpenSSLFailure(reason: "openssl \(arguments[0]) failed")
        }
    }

    /// Returns the port once the server says that it listens.
    private func start(_ options: [String]) throws -> Int {
        prepare(
            server,
            ["s_server", "-accept", "127.0.0.1:0", "-cert", "certificate.pem", "-key", "key.pem"]
                + ["-www"] + options)
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        var text = ""
        while true {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw OpenSSLFailure(reason: "openssl s_server ended: \(text)")
            }
            text += String(decoding: more, as: UTF8.self)
            for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            where line.hasPrefix("ACCEPT ") {
                guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
                    throw OpenSSLFailure(reason: "openssl s_server said: \(line)")
                }
                return port
            }
        }
    }

    private func prepare(_ process: Process, _ arguments: [String]) {
        process.executableURL = URL(filePath: Self.openssl)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
    }
}

struct OpenSSLFailure: Error {
    let reason: String
}
