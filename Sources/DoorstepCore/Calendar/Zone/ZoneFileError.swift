/// Why the bytes of a zoneinfo file give no rules.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not begin as such a file does.
    case notAZoneFile

    /// It ends before all that it announces.
    case cutOff

    /// What it says cannot be.
    case contradictory(String)

    package var description: String {
        switch self {
        case .notAZoneFile: "it is not a zoneinfo file"
        case .cutOff: "it ends too early"
        case .contradictory(let what): what
        }
    }
}
