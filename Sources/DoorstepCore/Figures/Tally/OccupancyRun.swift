/// The occupancy over a day's crossings and recounts, and its highest point. Nobody is inside at the beginning.
struct OccupancyRun: Hashable, Sendable {
    private var inside = 0

    /// The most people inside at once.
    private(set) var peak = 0

    /// Adds a crossing: `people` came in, or left when it is negative.
    mutating func cross(_ people: Int) { recount(inside + people) }

    /// Sets the occupancy to a recount, whatever the sum says.
    mutating func recount(_ people: Int) {
        inside = people
        peak = max(peak, inside)
    }
}
