/// The occupancy over a stretch of crossings and recounts. Two successive stretches join to one with the highest number
/// inside of both.
struct OccupancyRun: Hashable, Sendable {
    /// The change before the first recount, and its highest point, both counted from the start of the stretch.
    private var change = 0
    private var highest = 0

    /// The occupancy from the first recount on; nil while there is none.
    private var recounted: Known?

    private struct Known: Hashable, Sendable {
        var inside: Int
        var highest: Int
    }

    /// The most people inside at once, when nobody was inside before the stretch.
    var peak: Int { max(highest, recounted?.highest ?? 0) }

    /// Adds a crossing: `people` came in, or left when it is negative.
    mutating func cross(_ people: Int) {
        if var known = recounted {
            known.inside += people
            known.highest = max(known.highest, known.inside)
            recounted = known
        } else {
            change += people
            highest = max(highest, change)
        }
    }

    /// Sets the occupancy to a recount, whatever the sum says.
    mutating func recount(_ people: Int) {
        recounted = Known(inside: people, highest: max(recounted?.highest ?? people, people))
    }

    mutating func append(_ later: OccupancyRun) {
        if var known = recounted {
            known.highest = max(known.highest, known.inside + later.highest)
            known.inside += later.change
            recounted = known
        } else {
            highest = max(highest, change + later.highest)
            change += later.change
        }
        if let last = later.recounted {
            recounted = Known(
                inside: last.inside, highest: max(recounted?.highest ?? last.highest, last.highest))
        }
    }
}
