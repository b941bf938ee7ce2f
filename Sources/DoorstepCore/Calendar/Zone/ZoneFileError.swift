/// The reason why the bytes of a zoneinfo file give no rules.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes do not begin like a zoneinfo file.
    case notAZoneFile

    /// The file ends before the data that its header announces.
    case cutOff

    /// The file says something impossible, which the text names.
    case contradictory(String)

    package var description: String {
        switch self {
        case .notAZoneFile: "it is not a zoneinfo file"
        case .cutOff: "it ends too early"
        case .contradictory(let what): what
        }
    }
}
