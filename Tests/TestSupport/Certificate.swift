import Foundation

/// A key and a certificate, made by OpenSSL for the occasion, and the authority they come from.
package final class Certificate: Sendable {
    /// Every certificate here is signed by an authority that only its own test knows, unless it signs itself.
    package enum Flaw: Sendable, CaseIterable {
        case expired, otherHost, signedByItself
        /// For nobody but a name with what a terminal would obey.
        case hostileName
    }

    package static let openssl = "/usr/bin/openssl"

    /// A PEM file with the authority's certificate.
    package var authority: String { scratch.path + "/authority.pem" }
    var file: String { scratch.path + "/certificate.pem" }
    var key: String { scratch.path + "/key.pem" }

    private let scratch: ScratchDirectory

    /// For 127.0.0.1, good until the day after tomorrow.
    package init(_ flaw: Flaw? = nil) throws {
        scratch = try ScratchDirectory()
        let names = flaw == .otherHost ? "DNS:hooks.example" : "IP:127.0.0.1"
        let subject = flaw == .hostileName ? "/CN=\u{1B}[2Jhooks" : "/CN=test"
        try Data("subjectAltName=\(names)\n".utf8)
            .write(to: URL(fileURLWithPath: scratch.path + "/names"))
        try request("authority", "/CN=authority", "-x509", "-days", "2", "-out", "authority.pem")
        try request("key", subject, "-out", "request.pem")
        try run(
            ["x509", "-req", "-in", "request.pem", "-out", "certificate.pem"]
                + (flaw == .signedByItself
                    ? ["-signkey", "key.pem"]
                    : ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial"])
                + ["-days", flaw == .expired ? "-1" : "2"]
                + (flaw == .hostileName ? [] : ["-extfile", "names"]))
    }

    private func request(_ name: String, _ subject: String, _ options: String...) throws {
        let key = name == "key" ? "key.pem" : "\(name).key"
        try run(
            [
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-utf8", "-keyout", key, "-subj", subject,
            ] + options)
    }

    private func run(_ arguments: [String]) throws {
        let process = ChildProcess()
        process.executableURL = URL(filePath: Self.openssl)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: scratch.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(arguments: arguments) }
    }

    private struct Failure: Error {
        let arguments: [String]
    }
}
