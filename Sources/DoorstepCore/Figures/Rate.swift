/// A share with its number of cases and its interval: DESIGN section 8.
package struct Rate: Hashable, Sendable, Codable, WritesNull {
    /// Cases that the share is taken of.
    package let n: Int

    /// 0...1; nil when n is 0. Zero and "no data" are different.
    package let value: Double?

    /// The 95 % Wilson score interval; nil when n is 0.
    package let low: Double?
    package let high: Double?

    package init(_ hits: Int, of n: Int) {
        self.n = n
        let interval = WilsonInterval(hits, of: n)
        value = interval.map { rounded($0.share) }
        low = interval.map { rounded($0.low) }
        high = interval.map { rounded($0.high) }
    }
}

/// The fewest cases for a comparison: among fewer, one case more or less moves a share by more than a fifth.
package let fewestCases = 5

/// Rounds to four decimals: more would claim more than is known.
func rounded(_ value: Double) -> Double { (value * 10000).rounded() / 10000 }

/// The nearest-rank percentile of waits in milliseconds, of which `never` are infinite.
///
/// `percent` is 1...100; `waits` are sorted. Nil when there are no waits, or when the rank falls on an infinite one.
package func percentile(_ percent: Int, of waits: [Int64], never: Int) -> Int64? {
    let count = waits.count + never
    guard count > 0 else { return nil }
    let rank = max(1, (percent * count + 99) / 100)
    return rank <= waits.count ? waits[rank - 1] : nil
}
