import Foundation

/// The memory that the process holds and does not need.
enum Memory {
    /// Gives free heap back and drops the pages of the program and its libraries; pages needed again are read from the
    /// page cache. Starting touches most of a statically linked program (dates and zones bring a large library with
    /// them), and a waiting daemon needs little of it.
    static func release() {
        _ = trimHeap(0)
        // Pages that the loader wrote into (relocated data) differ from the file and must stay.
        for mapping in fileMappings where mapping.anonymousKilobytes == 0 {
            guard let address = UnsafeMutableRawPointer(bitPattern: mapping.start) else { continue }
            madvise(address, Int(mapping.end - mapping.start), MADV_DONTNEED)
        }
    }

    /// A part of a file that is mapped into memory and not writable.
    struct Mapping {
        let start: UInt
        let end: UInt
        var residentKilobytes = 0
        var anonymousKilobytes = 0
    }

    static var fileMappings: [Mapping] {
        var mappings: [Mapping] = []
        var isFile = false
        for line in ownMaps.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            if fields.count >= 5, let (start, end) = addresses(fields[0]) {
                isFile = fields.count > 5 && fields[5].hasPrefix("/") && !fields[1].contains("w")
                if isFile { mappings.append(Mapping(start: start, end: end)) }
            } else if isFile, fields.count > 1 {
                switch fields[0] {
                case "Rss:": mappings[mappings.count - 1].residentKilobytes = Int(fields[1]) ?? 0
                case "Anonymous:":
                    mappings[mappings.count - 1].anonymousKilobytes = Int(fields[1]) ?? 0
                default: break
                }
            }
        }
        return mappings
    }

    /// The whole of /proc/self/smaps. The kernel gives a few kilobytes at a time, and Foundation takes the first short
    /// read of a file without a size for its end.
    private static var ownMaps: String {
        guard let file = fopen("/proc/self/smaps", "re") else { return "" }
        defer { fclose(file) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += chunk[..<count]
        }
    }

    /// malloc_trim(3), which Glibc's module leaves out.
    @_silgen_name("malloc_trim")
    private static func trimHeap(_ kept: Int) -> CInt

    /// The ends of a range such as `55d0c8a00000-55d0ca200000`.
    private static func addresses(_ text: Substring) -> (start: UInt, end: UInt)? {
        let ends = text.split(separator: "-")
        guard ends.count == 2, let start = UInt(ends[0], radix: 16),
            let end = UInt(ends[1], radix: 16)
        else { return nil }
        return (start, end)
    }
}
