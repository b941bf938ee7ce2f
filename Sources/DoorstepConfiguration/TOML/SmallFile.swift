import Glibc
import MachineZones

/// A text file read whole: configuration, scripts, secrets, a day to replay.
package struct SmallFile {
    package let text: String

    /// The permission bits.
    let mode: UInt32

    /// The largest file in bytes, 1 MiB: a larger one is the wrong file.
    package static let limit = 1 << 20

    /// Reads the file. Throws the reason in a few words, such as `No such file or directory`.
    package init(path: String, atMost limit: Int = Self.limit) throws(ReadError) {
        let file: PlainFile
        do {
            file = try PlainFile(path, atMost: limit)
        } catch {
            switch error.code {
            // Opening a socket gives ENXIO.
            case EISDIR, EINVAL, ENXIO: throw ReadError(reason: "not a regular file")
            case EFBIG:
                let most = limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB"
                throw ReadError(reason: "larger than \(most)")
            default: throw .because(error.code)
            }
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw ReadError(reason: "not UTF-8 text", line: Self.firstBadLine(of: file.bytes))
        }
        self.text = text
        mode = file.mode
    }

    /// Whether others than the owner and the group may read it, or others than the owner change it.
    var isExposed: Bool { mode & 0o027 != 0 }

    package struct ReadError: Error {
        package let reason: String
        package var line: Int?

        /// Whether the machine is to blame and not the file: a disk that cannot be read just now, or no memory.
        var isPassing = false

        private static let passing = [
            EIO, EINTR, ENOMEM, ENOSPC, EMFILE, ENFILE, ESTALE, ETIMEDOUT,
        ]

        static func because(_ code: Int32) -> ReadError {
            ReadError(
                reason: String(cString: strerror(code)),
                isPassing: passing.contains(code))
        }
    }

    private static func firstBadLine(of bytes: [UInt8]) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }
}
