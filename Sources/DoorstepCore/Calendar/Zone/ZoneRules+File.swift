extension ZoneRules {
    /// Reads a zoneinfo file, versions 1 to 4 (RFC 9636): the second of its two blocks, whose times have 64 bits, and
    /// the footer, or the only block of version 1. The file may come from anywhere: no bytes end the program.
    package init(name: String, file: [UInt8]) throws(ZoneFileError) {
        var reader = ZoneFileReader(file)
        var header = try ZoneFileHeader(&reader)
        let isLong = header.version >= UInt8(ascii: "2")
        if isLong {
            try reader.skip(header.length(timeSize: 4))
            header = try ZoneFileHeader(&reader)
        }
        let block = try ZoneFileBlock(&reader, header, timeSize: isLong ? 8 : 4)
        let footer = isLong ? try reader.footer() : nil
        guard let footer else {
            self.init(name: name, file: file, spans: block.spans, era: nil)
            return
        }
        // Without any transition the footer holds for all times.
        let last = block.spans.count > 1 ? block.spans.last?.start : nil
        let year = last.map { civil(fromDays: floorDivide($0, 86400)).year } ?? 1970
        let before = last == nil ? [Span(start: .min, offset: footer.standard)] : block.spans
        let after = (year - 1...year + 402).flatMap(footer.changes)
            .filter { $0.start > last ?? .min }.sorted { $0.start < $1.start }
        let era = Era(start: days(year + 1, 1, 1) * 86400, coversPast: last == nil)
        self.init(
            name: name, file: file, spans: before + after, era: footer.daylight == nil ? nil : era)
    }
}

/// The header of a block, 44 bytes: the numbers of the entries in the block.
private struct ZoneFileHeader {
    let version: UInt8
    let leaps: Int
    let times: Int
    let types: Int
    let characters: Int
    let standardMarks: Int
    let universalMarks: Int

    init(_ reader: inout ZoneFileReader) throws(ZoneFileError) {
        guard reader.begins(with: "TZif") else { throw .notAZoneFile }
        try reader.skip(4)
        version = UInt8(truncatingIfNeeded: try reader.number(1))
        try reader.skip(15)
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(UInt32(truncatingIfNeeded: try reader.number(4)))) }
        (universalMarks, standardMarks, leaps) = (counts[0], counts[1], counts[2])
        (times, types, characters) = (counts[3], counts[4], counts[5])
        guard (1...256).contains(types), characters >= 1,
            [0, types].contains(standardMarks), [0, types].contains(universalMarks)
        else { throw .contradictory("its header has counts that cannot be") }
    }

    /// The length of the block behind the header, in bytes.
    func length(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standardMarks
            + universalMarks
    }
}

/// A block's offsets: the first one, and the one after each transition.
private struct ZoneFileBlock {
    /// The spans within `range`: earlier ones are merged into the first, later ones are left out.
    let spans: [ZoneRules.Span]

    /// In seconds since 1970, some 31,000 years to both sides: a moment beyond them has no date.
    private static let range = -1_000_000_000_000...1_000_000_000_000 as ClosedRange<Int64>

    init(
        _ reader: inout ZoneFileReader, _ header: ZoneFileHeader, timeSize: Int
    ) throws(ZoneFileError) {
        guard reader.remaining >= header.length(timeSize: timeSize) else { throw .cutOff }
        var times: [Int64] = []
        for _ in 0..<header.times { times.append(try reader.number(timeSize)) }
        guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw .contradictory("its transitions are not in order")
        }
        var types: [Int] = []
        for _ in 0..<header.times {
            types.append(Int(UInt8(truncatingIfNeeded: try reader.number(1))))
        }
        var offsets: [Int] = []
        for _ in 0..<header.types {
            offsets.append(Int(try reader.number(4)))
            // The mark of summer time and the name are not used.
            try reader.skip(2)
        }
        guard types.allSatisfy({ $0 < offsets.count }) else {
            throw .contradictory("a transition names a type of time that is not in the file")
        }
        // RFC 9636: from 24:59:59 west to 25:59:59 east.
        guard offsets.allSatisfy({ (-89_999...93_599).contains($0) }) else {
            throw .contradictory("an offset is more than a day from Greenwich")
        }
        try reader.skip(header.characters)
        let leaps = try Self.leaps(&reader, header, timeSize)
        try reader.skip(header.standardMarks + header.universalMarks)

        var spans = [ZoneRules.Span(start: .min, offset: offsets[0])]
        for (time, type) in zip(times, types) where time <= Self.range.upperBound {
            if time < Self.range.lowerBound {
                spans[0] = ZoneRules.Span(start: .min, offset: offsets[type])
            } else {
                let leap = leaps.last { $0.at <= time }?.sum ?? 0
                spans.append(ZoneRules.Span(start: time - leap, offset: offsets[type]))
            }
        }
        self.spans = spans
    }

    /// The leap seconds of files of the kind `right/`, whose times count seconds that the machine's clock does not.
    private static func leaps(
        _ reader: inout ZoneFileReader, _ header: ZoneFileHeader, _ timeSize: Int
    ) throws(ZoneFileError) -> [(at: Int64, sum: Int64)] {
        var leaps: [(at: Int64, sum: Int64)] = []
        for _ in 0..<header.leaps {
            leaps.append((try reader.number(timeSize), try reader.number(4)))
        }
        guard zip(leaps, leaps.dropFirst()).allSatisfy({ $0.at < $1.at }) else {
            throw .contradictory("its leap seconds are not in order")
        }
        return leaps
    }
}

/// Takes big-endian numbers from the bytes, from front to back.
struct ZoneFileReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var remaining: Int { rest.count }

    func begins(with text: StaticString) -> Bool {
        rest.starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func skip(_ count: Int) throws(ZoneFileError) {
        guard count <= rest.count else { throw .cutOff }
        rest = rest.dropFirst(count)
    }

    /// Takes a signed number of 1, 4 or 8 bytes.
    mutating func number(_ size: Int) throws(ZoneFileError) -> Int64 {
        guard size <= rest.count else { throw .cutOff }
        let bits = rest.prefix(size).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(size)
        let unused = 64 - 8 * size
        return Int64(bitPattern: bits << unused) >> unused
    }

    /// Takes the footer between two line feeds; nil when it is empty.
    mutating func footer() throws(ZoneFileError) -> ZoneFooter? {
        guard try number(1) == 0x0A, let end = rest.firstIndex(of: 0x0A) else { throw .cutOff }
        let text = rest[..<end]
        return text.isEmpty ? nil : try ZoneFooter(text)
    }
}
