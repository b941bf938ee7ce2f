import Foundation

/// The memory that the process holds and does not need.
enum Memory {
    /// Gives free heap back and lets go of the pages of the program and its libraries: those needed again are
    /// read from the page cache. Starting touches most of a statically linked program (dates and zones bring a
    /// large library with them), and a daemon that waits for the next visitor needs little of it.
    static func release() {
        _ = trimHeap(0)
        var mapping: (start: UInt, end: UInt)?
        for line in ownMaps.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            if fields.count >= 5, let range = addresses(fields[0]) {
                // Of a file, and not to be written to.
                let isCode =
                    fields.count == 6 && fields[5].hasPrefix("/") && !fields[1].contains("w")
                mapping = isCode ? range : nil
            } else if fields.first == "Anonymous:", fields.count > 1, let (start, end) = mapping {
                // What the loader wrote into (relocated data) is no longer the file's: it must stay.
                guard fields[1] == "0", let address = UnsafeMutableRawPointer(bitPattern: start)
                else { continue }
                madvise(address, Int(end - start), MADV_DONTNEED)
            }
        }
    }

    /// /proc/self/smaps, whole. The kernel hands it out a few kilobytes at a time, and Foundation takes the first
    /// short read of a file without a size for its end.
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

    /// `55d0c8a00000-55d0ca200000`.
    private static func addresses(_ text: Substring) -> (start: UInt, end: UInt)? {
        let ends = text.split(separator: "-")
        guard ends.count == 2, let start = UInt(ends[0], radix: 16),
            let end = UInt(ends[1], radix: 16)
        else { return nil }
        return (start, end)
    }
}
