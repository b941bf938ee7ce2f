import Foundation
import TestSupport

/// A database file that is damaged in one of several ways.
enum DamagedFile {
    static let pageSize: UInt64 = 4096

    enum Kind: String, CaseIterable, Sendable {
        /// Cut in half.
        case truncated
        /// Nothing but zeros.
        case zeroed
        /// Another program's file.
        case alien
        /// Four pages in the midst of it.
        case pages
    }

    static func spoil(_ path: String, _ kind: Kind) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        switch kind {
        case .truncated: try handle.truncate(atOffset: size / 2)
        case .zeroed:
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(count: Int(size)))
        case .alien:
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(repeating: 0x2A, count: 8192))
        case .pages:
            try handle.seek(toOffset: pageSize * 3)
            try handle.write(contentsOf: Data(repeating: 0x2A, count: Int(pageSize) * 4))
        }
    }

    /// Two pages of noise at a place that chance chooses, not the first.
    static func hole(in path: String, _ chance: inout SeededChance) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        let pages = try handle.seekToEnd() / pageSize
        try handle.seek(toOffset: UInt64.random(in: 1..<(pages - 1), using: &chance) * pageSize)
        let noise = (0..<(2 * Int(pageSize) / 8)).map { _ in
            UInt64.random(in: 0 ... .max, using: &chance)
        }
        try handle.write(contentsOf: noise.withUnsafeBytes { Data($0) })
    }
}
