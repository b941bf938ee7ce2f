import FakeDaemon
import Foundation
import TestSupport
import Testing

@testable import DoorstepCLI

@Suite struct QRPictureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isWatched: Bool
        var arguments: [String] = []
        let variables: [String: String]
        let style: QRPicture.Style?
    }

    static let cases = [
        Case(
            testDescription: "xterm", isWatched: true,
            variables: ["TERM": "xterm-256color", "LANG": "fr_FR.UTF-8"],
            style: .colored(isExact: true)),
        Case(
            testDescription: "eight colours", isWatched: true,
            variables: ["TERM": "xterm", "LANG": "C.utf8"], style: .colored(isExact: false)),
        Case(
            testDescription: "the Linux console", isWatched: true,
            variables: ["TERM": "linux", "LANG": "fr_FR.UTF-8"], style: .spaces),
        Case(
            testDescription: "a locale without UTF-8", isWatched: true,
            variables: ["TERM": "xterm", "LANG": "fr_FR.UTF-8", "LC_ALL": "C"], style: .spaces),
        Case(
            testDescription: "no colours wanted", isWatched: true,
            variables: ["TERM": "xterm", "LANG": "fr_FR.UTF-8", "NO_COLOR": "1"], style: .ink),
        Case(
            testDescription: "a terminal that can nothing", isWatched: true,
            variables: ["TERM": "dumb", "LANG": "fr_FR.UTF-8"], style: .ascii),
        Case(
            testDescription: "a file", isWatched: false,
            variables: ["TERM": "xterm", "LANG": "fr_FR.UTF-8"], style: nil),
        Case(
            testDescription: "a file, wanted", isWatched: false, arguments: ["--qr"],
            variables: ["TERM": "xterm", "LANG": "fr_FR.UTF-8"], style: .ink),
        Case(
            testDescription: "a file in ASCII, wanted", isWatched: false, arguments: ["--qr"],
            variables: [:], style: .ascii),
    ]

    @Test("is drawn as the terminal can show it", arguments: cases)
    func style(_ shown: Case) {
        let recorder = Recorder(variables: shown.variables, isOutputWatched: shown.isWatched)
        #expect(
            QRPicture.Style(recorder.terminal, isWanted: !shown.arguments.isEmpty) == shown.style)
    }

    @Test(
        "a camera reads the link off what is printed",
        .enabled("zbarimg is not installed") { Zbar.isWanted }, arguments: cases)
    func decoded(_ shown: Case) throws {
        let url = "https://comptoir.example/pair/K7QM2-X9DPT"
        let daemon = try FakeDaemon { _ in
            .json(
                201,
                #"{"role":"kiosk","name":"kiosk","code":"K7QM2-X9DPT","url":"\#(url)","#
                    + #""expiresAt":"2026-11-21T10:25:09.000Z"}"#)
        }
        defer { daemon.stop() }
        let recorder = Recorder(variables: shown.variables, isOutputWatched: shown.isWatched)
        let status = DoorstepProgram.run(
            ["pair", "kiosk", "--socket", daemon.socket] + shown.arguments, in: recorder.terminal)
        #expect(status == 0)
        #expect(recorder.output.contains(url))
        let pixels = Screen(recorder.output)
        #expect(try Zbar.read(pixels.graymap) == (shown.style == nil ? nil : url))
    }

    @Test("with the link and the words around it, fits a terminal of 80 columns and 24 lines")
    func size() throws {
        let pairing = try #require(QRCode("https://comptoir.example/pair/K7QM2-X9DPT"))
        let lines = QRPicture(code: pairing, style: .ink).lines
        #expect(lines.count <= 24 - 7)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test("nothing is no code")
    func empty() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 5000)) == nil)
    }
}

/// What a terminal shows of the code, a pixel for each half of a cell: black letters on white paper unless the
/// text says otherwise.
private struct Screen {
    private var rows: [[Bool]] = []

    /// Whether the whole cell is as dark as the paper would be light.
    init(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var upper: [Bool] = []
            var lower: [Bool] = []
            var isDark = false
            var rest = line[...]
            while let character = rest.popFirst() {
                if character == "\u{1B}" {
                    let code = rest.prefix { $0 != "m" }
                    rest = rest.dropFirst(code.count + 1)
                    isDark = code == "[40"
                    continue
                }
                let (top, bottom) =
                    switch character {
                    case "█", "#": (true, true)
                    case "▀": (true, false)
                    case "▄": (false, true)
                    default: (false, false)
                    }
                upper.append(top || isDark)
                lower.append(bottom || isDark)
            }
            // The words around it are left out.
            guard !line.contains(where: \.isLetter) || line.contains("\u{1B}") else { continue }
            rows += [upper, lower]
        }
    }

    /// A PGM picture, eight dots a pixel; a cell is twice as high as it is wide.
    var graymap: Data {
        let scale = 8
        let width = rows.map(\.count).max() ?? 0
        var data = Data("P5 \(width * scale) \(rows.count * scale) 255\n".utf8)
        for row in rows {
            let dark = row + [Bool](repeating: false, count: width - row.count)
            let line = dark.flatMap { [UInt8](repeating: $0 ? 0 : 255, count: scale) }
            for _ in 0..<scale { data += line }
        }
        return data
    }
}

/// zbarimg, of zbar-tools.
private enum Zbar {
    private static let program = "/usr/bin/zbarimg"

    static var isWanted: Bool {
        FileManager.default.isExecutableFile(atPath: program)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    /// Nil when there is no code in the picture.
    static func read(_ picture: Data) throws -> String? {
        let directory = try scratchDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = directory + "/code.pgm"
        try picture.write(to: URL(fileURLWithPath: file))
        let process = ChildProcess()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self)
        return text.isEmpty ? nil : String(text.dropLast())
    }
}
