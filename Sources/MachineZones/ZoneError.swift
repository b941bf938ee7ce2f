import DoorstepCore
import Glibc

/// The reason why the machine has no rules for a zone.
package enum ZoneError: Error, Hashable, Sendable {
    /// The machine has no zone at all.
    case noZones(directory: String)

    /// An old name that this system ships apart, and the name that took its place.
    case notInstalled(name: String, now: String)

    /// No zone has that name.
    case unknown(name: String)

    /// The file cannot be read; `code` is the system's, `ENOENT` for a file that tzdata lists and that is missing.
    case unreadable(file: String, code: CInt)

    /// The file exists and its contents are invalid.
    case broken(file: String, ZoneFileError)

    /// The cause, as a phrase that follows “found” in a message.
    package var found: String {
        switch self {
        case .noZones(let directory): "no time zones on this machine (\(directory))"
        case .notInstalled(let name, _): "\"\(name)\", an old name that is not installed here"
        case .unknown(let name): "\"\(name)\""
        case .unreadable(let file, let code):
            "\(file), which cannot be read (\(String(cString: strerror(code)).lowercased()))"
        case .broken(let file, let error): "\(file), which is damaged (\(error))"
        }
    }

    /// A remedy; nil where only another name helps.
    package var hint: String? {
        switch self {
        case .noZones: "apt-get install tzdata"
        case .notInstalled(_, let now): "write \"\(now)\", or apt-get install tzdata-legacy"
        case .unknown: nil
        case .unreadable, .broken: "apt-get install --reinstall tzdata"
        }
    }
}
