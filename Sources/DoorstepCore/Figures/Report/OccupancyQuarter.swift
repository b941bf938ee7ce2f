/// A quarter of an hour of a day with its occupancy: the running sum of visitors' entrances less their exits, as
/// counted, with no correction. A recount sets it.
package struct OccupancyQuarter: Hashable, Sendable {
    /// The quarter by the wall clock; shorter where the clock jumps, or where a day starts or ends in its middle.
    package let interval: Interval

    /// The most people inside at once, and the number at the end. Never under 0, though the sum may be when more exits
    /// than entrances were seen.
    package let most: Int
    package let last: Int

    /// The quarters of the day's hours, in order. `crossings` and `recounts` are by time.
    static func quarters(
        of frame: DayFrame, crossings: [CrossingRecord], recounts: [DayRecord.Recount],
        calendar: ShopCalendar
    ) -> [OccupancyQuarter] {
        var moves = crossings.filter {
            $0.excluded == nil && !$0.isMad
                && ($0.direction == .entrance || $0.direction == .exit)
        }[...]
        var recounts = recounts[...]
        var inside = 0
        return intervals(of: frame, calendar: calendar).map { interval in
            var most = inside
            while true {
                let move = moves.first.flatMap { $0.at < interval.end ? $0 : nil }
                // A crossing comes before a recount of the same moment.
                if let recount = recounts.first, recount.at < move?.at ?? interval.end {
                    inside = recount.people
                    recounts.removeFirst()
                } else if let move {
                    inside += move.direction == .entrance ? move.people : -move.people
                    moves.removeFirst()
                } else {
                    break
                }
                most = max(most, inside)
            }
            return OccupancyQuarter(interval: interval, most: max(0, most), last: max(0, inside))
        }
    }

    private static func intervals(of frame: DayFrame, calendar: ShopCalendar) -> [Interval] {
        frame.intervals.flatMap { hour in
            // Within one hour of the frame the clock does not jump.
            let offset = Int64(calendar.offset(at: hour.start))
            var quarters: [Interval] = []
            var start = hour.start
            while start < hour.end {
                let wall = start.seconds + offset
                let into = wall - floorDivide(wall, 900) * 900
                let end = min(Timestamp(seconds: start.seconds - into + 900), hour.end)
                quarters.append(Interval(start: start, end: end))
                start = end
            }
            return quarters
        }
    }
}
