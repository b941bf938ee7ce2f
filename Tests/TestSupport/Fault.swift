import Foundation

/// What the other end of a webhook may do wrong once it has been connected to.
package enum Fault: String, CaseIterable, Sendable {
    case resetAtOnce, resetAfterRequest, resetInHead, resetInBody
    case silent, silentInHead, silentAfterHead, silentInBody
    case dripsHead, dripsBody
    case closesUnanswered, closesInHead, closesInBody
    case hugeBody, endlessBody, endlessChunks, endlessTrailers, brokenChunks
    case endlessHead, endlessLine, endlessAnnouncements
    case garbage, otherVersion, statusOfTwoDigits, negativeLength, zeroByteInHead
    case switchesProtocols, foldedStatus, redirectToItself
    case compressionBomb, transferBomb

    package var manner: Listener.Manner {
        switch self {
        case .resetAtOnce: .resetAtOnce
        case .resetAfterRequest: .reset()
        case .resetInHead: .reset(after: "HTTP/1.1 200 OK\r\nContent-Le")
        case .resetInBody: .reset(after: Self.tenBytes + "hal")
        case .silent: .hang("")
        case .silentInHead: .hang("HTTP/1.1 200 OK\r\n")
        case .silentAfterHead: .hang(Self.tenBytes)
        case .silentInBody: .hang(Self.tenBytes + "hal")
        case .dripsHead: .drip("HTTP/1.1 200 OK\r\n" + String(repeating: "X-A: a\r\n", count: 500))
        case .dripsBody: .drip(String(repeating: "x", count: 500), after: "HTTP/1.1 200 OK\r\n\r\n")
        case .closesUnanswered: .close(after: "")
        case .closesInHead: .close(after: "HTTP/1.1 200 OK\r\nX-A: a\r\n")
        case .closesInBody: .close(after: Self.tenBytes + "hal")
        case .hugeBody: .endless("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
        case .endlessBody: .endless("HTTP/1.1 200 OK\r\n\r\n")
        case .endlessChunks:
            .endless(Self.chunked, of: "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n")
        case .endlessTrailers: .endless(Self.chunked + "3\r\nhal\r\n0\r\n", of: "X-A: a\r\n")
        case .brokenChunks: .close(after: Self.chunked + "3\r\nhal\r\nzz\r\n")
        case .endlessHead: .endless("HTTP/1.1 200 OK\r\n", of: "X-A: a\r\n")
        case .endlessLine: .endless("HTTP/1.1 200 OK\r\nX-A: ")
        case .endlessAnnouncements: .endless("", of: "HTTP/1.1 102 Processing\r\n\r\n")
        case .garbage: .close(after: Array(0...255) + Array("\r\n\r\n".utf8))
        case .otherVersion: .close(after: "HTTP/9.9 200 OK\r\n\r\nok")
        case .statusOfTwoDigits: .close(after: "HTTP/1.1 20 OK\r\n\r\nok")
        case .negativeLength: .close(after: "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok")
        case .zeroByteInHead: .close(after: "HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\nok")
        case .switchesProtocols: .close(after: "HTTP/1.1 101 Switching Protocols\r\n\r\n")
        case .foldedStatus:
            .close(
                after: "HTTP/1.1 500 x\r\nX-A: a\r\n HTTP/1.1 200 OK\r\n \r\nRetry-After: 4\r\n"
                    + "Content-Length: 2\r\n\r\nno")
        case .redirectToItself:
            .answer("HTTP/1.1 302 x\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n")
        case .compressionBomb:
            .close(
                after: Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8) + Self.bomb)
        case .transferBomb:
            .close(
                after: Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n".utf8) + Self.bomb)
        }
    }

    /// What its head says, where a whole one comes.
    package var status: Int? {
        switch self {
        case .silentAfterHead, .silentInBody, .dripsBody, .resetInBody, .closesInBody, .hugeBody,
            .endlessBody, .endlessChunks, .endlessTrailers, .brokenChunks, .compressionBomb,
            .transferBomb:
            200
        case .redirectToItself: 302
        case .foldedStatus: 500
        default: nil
        }
    }

    /// Whether it ends only with the patience of the other end.
    package var takesForEver: Bool {
        switch self {
        case .silent, .silentInHead, .silentAfterHead, .silentInBody, .dripsHead, .dripsBody: true
        default: false
        }
    }

    private static let tenBytes = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    /// 80 MB of zeros as gzip has them, about 80 kB.
    private static let bomb: [UInt8] = {
        let shell = ChildProcess()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "head -c 80000000 /dev/zero | gzip -9"]
        let output = Pipe()
        shell.standardOutput = output
        do {
            try shell.run()
            let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
            shell.waitUntilExit()
            precondition(shell.terminationStatus == 0 && bytes.count > 65536)
            return Array(bytes)
        } catch {
            preconditionFailure("gzip cannot be run: \(error)")
        }
    }()
}
