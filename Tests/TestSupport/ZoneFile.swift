/// A zoneinfo file that a test makes up (RFC 9636).
package struct ZoneFile {
    package var version = UInt8(ascii: "2")

    /// Seconds east of Greenwich; the first holds before all transitions.
    package var offsets = [0]
    package var times: [Int64] = []

    /// For each of `times` the number of the offset that it brings.
    package var types: [UInt8] = []
    package var leaps: [(at: Int64, sum: Int32)] = []
    package var footer = ""

    package init(
        version: UInt8 = UInt8(ascii: "2"), offsets: [Int] = [0], times: [Int64] = [],
        types: [UInt8] = [], leaps: [(at: Int64, sum: Int32)] = [], footer: String = ""
    ) {
        self.version = version
        self.offsets = offsets
        self.times = times
        self.types = types
        self.leaps = leaps
        self.footer = footer
    }

    package var bytes: [UInt8] {
        guard version != 0 else { return block(timeSize: 4, isEmpty: false) }
        return block(timeSize: 4, isEmpty: true) + block(timeSize: 8, isEmpty: false)
            + Array("\n\(footer)\n".utf8)
    }

    private func block(timeSize: Int, isEmpty: Bool) -> [UInt8] {
        let (times, leaps) = isEmpty ? ([], []) : (times, leaps)
        let offsets = isEmpty ? [0] : offsets
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leaps.count, times.count, offsets.count, 4] {
            bytes += big(Int64(count), 4)
        }
        for time in times { bytes += big(time, timeSize) }
        if !isEmpty { bytes += types }
        for offset in offsets { bytes += big(Int64(offset), 4) + [0, 0] }
        bytes += Array("ABC\0".utf8)
        for leap in leaps { bytes += big(leap.at, timeSize) + big(Int64(leap.sum), 4) }
        return bytes
    }

    private func big(_ value: Int64, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
