import DoorstepCore
import Glibc

/// Why the machine has no rules for a zone.
package enum ZoneTrouble: Error, Hashable, Sendable {
    /// The machine has no zone at all.
    case noZones(directory: String)

    /// An old name that this system ships apart, and the name that took its place.
    case notInstalled(name: String, now: String)

    /// No zone has that name.
    case unknown(name: String)

    /// The file is there and cannot be read; `code` is the system's, `ENOENT` for one that tzdata lists and does not have.
    case unreadable(file: String, code: CInt)

    /// The file is there and makes no sense.
    case broken(file: String, ZoneFileError)

    /// What was found.
    package var found: String {
        switch self {
        case .noZones(let directory): "no time zones on this machine (\(directory))"
        case .notInstalled(let name, _): "\"\(name)\", an old name that is not installed here"
        case .unknown(let name): "\"\(name)\""
        case .unreadable(let file, let code):
            "\(file), which cannot be read (\(String(cString: strerror(code)).lowercased()))"
        case .broken(let file, let error): "\(file), which makes no sense (\(error))"
        }
    }

    /// What to do about it; nil where only another name helps.
    package var hint: String? {
        switch self {
        case .noZones: "apt-get install tzdata"
        case .notInstalled(_, let now): "write \"\(now)\", or apt-get install tzdata-legacy"
        case .unknown: nil
        case .unreadable, .broken: "apt-get install --reinstall tzdata"
        }
    }
}
