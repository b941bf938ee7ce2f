/// The quantile of the normal distribution for intervals at 95 %, which all intervals here are.
private let z = 1.959963984540054

/// A share, 0...1, with Wilson's score interval, not yet rounded.
///
/// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference".
struct WilsonInterval: Hashable, Sendable {
    let share: Double
    let low: Double
    let high: Double

    /// The interval of `hits` in `n` cases; nil when `n` is 0.
    init?(_ hits: Int, of n: Int) { self.init(Double(hits), of: n) }

    /// The interval of the mean of `n` values between 0 and 1 that sum to `hits`. Such values are spread no wider than
    /// hits and misses with the same mean. Nil when `n` is 0.
    init?(_ hits: Double, of n: Int) {
        guard n > 0 else { return nil }
        let count = Double(n)
        share = hits / count
        let centre = share + z * z / (2 * count)
        let spread = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        let scale = 1 + z * z / count
        low = max(0, (centre - spread) / scale)
        high = min(1, (centre + spread) / scale)
    }
}

/// The difference of two shares, the first less the second: −1...1.
package struct RateDifference: Hashable, Sendable, Codable {
    package let value: Double

    /// The hybrid score interval: method 10 of Newcombe, R. G. (1998), "Interval estimation for the difference
    /// between independent proportions: comparison of eleven methods", Statistics in Medicine 17, 873–890.
    package let low: Double
    package let high: Double

    /// The first share less the second; nil when either `n` is 0.
    package init?(_ hits: Int, of n: Int, less otherHits: Int, of otherN: Int) {
        guard let one = WilsonInterval(hits, of: n), let two = WilsonInterval(otherHits, of: otherN)
        else { return nil }
        func norm(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
        let difference = one.share - two.share
        value = rounded(difference)
        low = rounded(difference - norm(one.share - one.low, two.high - two.share))
        high = rounded(difference + norm(one.high - one.share, two.share - two.low))
    }
}

/// The counts between which chance alone would move a day of which `usual` is the mean, by Byar's approximation of the
/// exact Poisson interval: Breslow, N. E. and Day, N. E. (1987), "Statistical Methods in Cancer Research", volume II,
/// page 69.
struct PoissonInterval: Hashable, Sendable {
    let low: Double
    let high: Double

    init(_ usual: Double) {
        func cube(_ value: Double) -> Double { value * value * value }
        let next = usual + 1
        low =
            usual > 0
            ? usual * max(0, cube(1 - 1 / (9 * usual) - z / (3 * usual.squareRoot()))) : 0
        high = next * cube(1 - 1 / (9 * next) + z / (3 * next.squareRoot()))
    }
}

/// The median: the middle value, or the mean of the two in the middle; nil of no values.
func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/// The median of waits, with the ranks between which the true median lies at 95 %: each wait is below it with a chance
/// of one half. Conover, W. J. (1999), "Practical Nonparametric Statistics", 3rd edition, section 3.2.
struct MedianInterval: Hashable, Sendable {
    /// Median and interval in milliseconds.
    let median: Double
    let low: Double
    let high: Double

    /// `never` counts infinite waits. Nil under five waits in all, and when the upper rank falls on an infinite one.
    init?(_ waits: [Int64], never: Int) {
        let n = waits.count + never
        guard n >= fewestCases else { return nil }
        let sorted = waits.sorted()
        let spread = z * Double(n).squareRoot() / 2
        let lower = max(1, Int((Double(n) / 2 - spread).rounded(.down)))
        let upper = min(n, Int((Double(n) / 2 + 1 + spread).rounded(.up)))
        guard upper <= sorted.count, let median = percentile(50, of: sorted, never: never) else {
            return nil
        }
        self.median = Double(median)
        low = Double(sorted[lower - 1])
        high = Double(sorted[upper - 1])
    }
}
