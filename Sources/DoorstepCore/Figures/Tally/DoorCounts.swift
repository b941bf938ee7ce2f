/// The crossings of one door in whole numbers, in people.
package struct DoorCounts: Hashable, Sendable, Codable {
    /// Excluded people and reentries too.
    package var entrances = 0
    package var exits = 0

    /// Entrances less exits, without excluded ones and those of mad doors.
    package var drift = 0

    package init() {}

    mutating func add(_ other: DoorCounts) {
        entrances += other.entrances
        exits += other.exits
        drift += other.drift
    }
}
