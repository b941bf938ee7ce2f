/// How the number of people inside goes over a stretch of crossings and recounts. Two stretches that follow on one
/// another join to the one that both are: the highest number inside is then that of the whole.
struct OccupancyRun: Hashable, Sendable {
    /// Until the first recount: what the stretch adds, and its highest point, both counted from its start.
    private var change = 0
    private var highest = 0

    /// From the first recount on; nil while there is none.
    private var recounted: Known?

    private struct Known: Hashable, Sendable {
        var inside: Int
        var highest: Int
    }

    /// The most people inside at once, when nobody was inside before the stretch.
    var peak: Int { max(highest, recounted?.highest ?? 0) }

    /// `people` came in, or left when it is negative.
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

    /// Somebody counted: so many are inside, whatever the sum says.
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
