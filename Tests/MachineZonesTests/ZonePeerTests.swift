import DoorstepCore
import Foundation
import MachineZones
import TestSupport
import Testing

/// What Python's `zoneinfo` says of the same files (Tests/Peers/zones.py): every zone of the machine, from the first
/// clocks on to 2037, as far as it is different from the others.
@Suite(.enabled(if: ZonePeer.isWanted, "there is no python3 here")) struct ZonePeerTests {
    @Test(
        "another implementation finds the same times in every zone, to 2037 and in the odd ones of the past"
    )
    func everyZone() throws {
        var names: [[UInt8]: String] = [:]
        for name in ZoneDirectory.machine.names {
            let file = try ZoneDirectory.machine.rules(name).file
            names[file] = min(names[file] ?? name, name)
        }
        #expect(names.count >= 200)
        let claims = try names.values.sorted().map { try ZoneClaims($0).text }
        let report = try ZonePeer.report(on: claims.joined(), in: ZoneDirectory.machine.path)
        // Each of them was looked at.
        let lines = claims.reduce(0) { $0 + $1.utf8.count { $0 == 0x0A } }
        #expect(report == ["checked \(lines)"])
    }
}

/// What we say of one zone, for the other to judge.
private struct ZoneClaims {
    let text: String

    /// From 1840, before any clock was set by law, to the end of 2037.
    private static let range = -4_102_444_800...2_145_916_799 as ClosedRange<Int64>

    init(_ name: String) throws {
        let rules = try ZoneDirectory.machine.rules(name)
        func offset(_ second: Int64) -> Int { rules.offset(at: Timestamp(seconds: second)) }
        let (start, end) = (Self.range.lowerBound, Self.range.upperBound)
        var lines = ["Z \(name) \(start) \(end) \(offset(start))"]
        var walls: [Int64] = []
        var moment = start
        while let next = rules.nextTransition(after: Timestamp(seconds: moment))?.seconds,
            next <= end
        {
            let (before, after) = (offset(next - 1), offset(next))
            lines.append("C \(next) \(before) \(after)")
            lines.append("S \(next + 1) \(offset(next + 1))")
            // What the clock shows around it: skipped, twice, and once.
            let (old, new) = (next + Int64(before), next + Int64(after))
            walls += [old - 1, old, old + 1, (old + new) / 2, new - 1, new, new + 1]
            moment = next
        }
        // Every 61 days, at odd times of day; and far beyond.
        for second in stride(from: start, through: end, by: 61 * 86400 + 3671) {
            lines.append("S \(second) \(offset(second))")
            walls.append(second)
        }
        for year in stride(from: 2100 as Int64, to: 9000, by: 97) {
            let second = (year - 1970) * 31_556_952 + year * 86400
            lines.append("S \(second) \(offset(second))")
        }
        for wall in walls {
            let day = wall >= 0 ? wall / 86400 : (wall - 86399) / 86400
            let found = rules.moment(
                LocalDate(dayNumber: day), TimeOfDay(seconds: Int(wall - day * 86400)))
            lines.append("W \(wall) \(found.seconds)")
        }
        text = lines.map { $0 + "\n" }.joined()
    }
}

private enum ZonePeer {
    static let python = "/usr/bin/python3"

    /// `DOORSTEP_PEERS=required` makes a missing Python a failure.
    static var isWanted: Bool {
        FileManager.default.isExecutableFile(atPath: python)
            || ProcessInfo.processInfo.environment["DOORSTEP_PEERS"] == "required"
    }

    /// The lines that it prints.
    static func report(on claims: String, in directory: String) throws -> [String] {
        let scratch = try ScratchDirectory()
        let file = scratch.path + "/claims"
        try claims.write(toFile: file, atomically: true, encoding: .utf8)
        let process = ChildProcess()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["Tests/Peers/zones.py", directory]
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let report = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: report, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
