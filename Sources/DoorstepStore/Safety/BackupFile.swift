import DoorstepCore
import Foundation
import GRDB

/// A copy of the database that was checked when it was taken: `doorstep-000000007203-20261121T041500Z.sqlite`, with the
/// number of its last fact and the moment in its name.
///
/// The name is for people and for sorting. The number of facts is read from the file itself, because the name may be
/// wrong: a clock was, or somebody renamed the file.
struct BackupFile: Hashable {
    let path: String

    /// The moment in its name; nil when the name has another form.
    let takenAt: Timestamp?

    init(takenAt: Timestamp, last: Sequence, in directory: String) {
        self.takenAt = Timestamp(seconds: takenAt.seconds)
        let number = String(last.value)
        let padding = String(repeating: "0", count: max(0, 12 - number.count))
        path = "\(directory)/doorstep-\(padding)\(number)-\(Self.stamp(takenAt)).sqlite"
    }

    init?(name: String, in directory: String) {
        guard name.hasSuffix(".sqlite") else { return nil }
        path = "\(directory)/\(name)"
        takenAt = Self.moment(name.dropLast(7).suffix(16))
    }

    /// `20261121T041500Z`: sorts by time and needs no quoting.
    static func stamp(_ moment: Timestamp) -> String {
        String(moment.description.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private static func moment(_ stamp: Substring) -> Timestamp? {
        let digits = Array(stamp)
        guard digits.count == 16, digits[8] == "T", digits[15] == "Z" else { return nil }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return Timestamp(
            "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
        )
    }
}

extension BackupFile {
    /// Opens the file for reading, without a log of its own.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path, configuration: .readOnly)
        defer { try? queue.close() }
        return try queue.read(body)
    }
}

extension GRDB.Configuration {
    static var readOnly: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        return configuration
    }
}
