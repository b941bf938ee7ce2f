import Foundation

/// TLS in front of a listener, so that whatever it does is done over a secure connection. socat speaks the
/// TLS; who does not come through it is not seen by the listener.
package final class SecureListener {
    package static let socat = "/usr/bin/socat"

    /// `DOORSTEP_PEERS=required` makes a missing program a failure.
    package static var isWanted: Bool {
        [socat, Certificate.openssl].allSatisfy(FileManager.default.isExecutableFile)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    package let certificate: Certificate
    package let listener: Listener
    package private(set) var port = 0
    private let front = ChildProcess()

    /// With `isOld` it speaks nothing newer than TLS 1.1.
    package init(
        _ certificate: Certificate, _ manner: Listener.Manner = .answer(Listener.ok),
        isOld: Bool = false
    ) throws {
        self.certificate = certificate
        listener = try Listener(.ipv4, manner)
        port = try start(
            "OPENSSL-LISTEN:0,bind=127.0.0.1,fork,verify=0,cert=\(certificate.file),"
                + "key=\(certificate.key)"
                + (isOld
                    ? ",openssl-min-proto-version=TLS1.0,openssl-max-proto-version=TLS1.1"
                        + ",cipher=DEFAULT@SECLEVEL=0" : ""))
    }

    package func stop() {
        front.signal(SIGKILL)
        front.waitUntilExit()
        listener.stop()
    }

    /// Returns the port once socat says that it listens.
    private func start(_ address: String) throws -> Int {
        front.executableURL = URL(filePath: Self.socat)
        front.arguments = ["-d", "-d", address, "TCP:127.0.0.1:\(listener.port)"]
        front.standardInput = FileHandle.nullDevice
        let log = Pipe()
        front.standardError = log
        try front.run()
        var text = ""
        while true {
            let more = log.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(log: text) }
            text += String(decoding: more, as: UTF8.self)
            let lines = text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            guard let line = lines.first(where: { $0.contains(" listening on ") }) else { continue }
            guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
                throw Failure(log: text)
            }
            // Read on, or socat stands still once the pipe is full.
            // By hand: a handler of Foundation's keeps memory, which one test here measures.
            let rest = dup(log.fileHandleForReading.fileDescriptor)
            onThread {
                var buffer = [UInt8](repeating: 0, count: 4096)
                while read(rest, &buffer, buffer.count) > 0 {}
                close(rest)
            }
            return port
        }
    }

    private struct Failure: Error {
        let log: String
    }
}

/// Starts one for as long as the test's work lasts.
package func withSecureListener(
    _ certificate: Certificate, _ manner: Listener.Manner = .answer(Listener.ok),
    isOld: Bool = false, isolation: isolated (any Actor)? = #isolation,
    _ work: (SecureListener) async throws -> Void
) async throws {
    let listener = try SecureListener(certificate, manner, isOld: isOld)
    defer { listener.stop() }
    try await work(listener)
}
