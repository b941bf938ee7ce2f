/// A time from `start` (included) to `end` (not included).
package struct Interval: Hashable, Sendable {
    package let start: Timestamp
    package let end: Timestamp

    package init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = max(start, end)
    }

    package var isEmpty: Bool { start == end }
    package var duration: Duration { end - start }

    package func contains(_ moment: Timestamp) -> Bool { moment >= start && moment < end }

    /// The moments that both intervals contain; nil when there are none.
    package func intersection(_ other: Interval) -> Interval? {
        let start = max(start, other.start)
        let end = min(end, other.end)
        return start < end ? Interval(start: start, end: end) : nil
    }
}

extension [Interval] {
    /// The same moments as the fewest intervals, in order.
    package var merged: [Interval] {
        var result: [Interval] = []
        for interval in sorted(by: { $0.start < $1.start }) where !interval.isEmpty {
            if let last = result.last, interval.start <= last.end {
                result[result.count - 1] = Interval(
                    start: last.start, end: Swift.max(last.end, interval.end))
            } else {
                result.append(interval)
            }
        }
        return result
    }

    /// The moments of these that are in none of `others`.
    package func subtracting(_ others: [Interval]) -> [Interval] {
        var result: [Interval] = []
        let holes = others.merged
        for interval in merged {
            var start = interval.start
            for hole in holes where hole.end > start && hole.start < interval.end {
                if hole.start > start { result.append(Interval(start: start, end: hole.start)) }
                start = Swift.max(start, hole.end)
            }
            if start < interval.end { result.append(Interval(start: start, end: interval.end)) }
        }
        return result
    }

    package var duration: Duration { reduce(.zero) { $0 + $1.duration } }
}
