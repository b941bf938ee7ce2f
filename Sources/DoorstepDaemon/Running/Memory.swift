import Foundation

/// The memory that the process holds and does not need.
enum Memory {
    /// Lets go of the program's own pages: those needed again are read from the page cache. Starting touches most of a statically linked program (dates and zones bring a large library with
    /// them), and a daemon that waits for the next visitor needs little of it.
    static func release() {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else {
            return
        }
        // Only what can be executed: it was never written to, so nothing is lost. Data is another matter.
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count == 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, let start = UnsafeMutableRawPointer(bitPattern: ends[0]) else {
                continue
            }
            madvise(start, Int(ends[1] - ends[0]), MADV_DONTNEED)
        }
    }
}
