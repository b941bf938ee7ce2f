/// A share with what is needed to judge it: DESIGN section 8.
package struct Rate: Hashable, Sendable, Codable {
    /// Cases that the share is taken of.
    package let n: Int

    /// 0...1; nil when n is 0. Zero and "no data" are different.
    package let value: Double?

    /// The 95 % Wilson score interval; nil when n is 0.
    package let low: Double?
    package let high: Double?

    package init(_ hits: Int, of n: Int) {
        self.n = n
        guard n > 0 else {
            (value, low, high) = (nil, nil, nil)
            return
        }
        // Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference".
        let z = 1.959963984540054
        let share = Double(hits) / Double(n)
        let count = Double(n)
        let centre = share + z * z / (2 * count)
        let spread = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
        let scale = 1 + z * z / count
        value = rounded(share)
        low = rounded(max(0, (centre - spread) / scale))
        high = rounded(min(1, (centre + spread) / scale))
    }

    private enum CodingKeys: String, CodingKey { case n, value, low, high }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(n, forKey: .n)
        try container.encode(value, forKey: .value)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
    }
}

/// Four decimals: more would say more than is known.
func rounded(_ value: Double) -> Double { (value * 10000).rounded() / 10000 }

/// The nearest-rank percentile of waits in which nil, never, counts as an infinite one.
///
/// `percent` is 1...100. Nil when there are no waits, or when the rank falls on a never.
package func percentile(_ percent: Int, of waits: [Duration?]) -> Duration? {
    guard !waits.isEmpty else { return nil }
    let known = waits.compactMap(\.self).sorted()
    let rank = max(1, (percent * waits.count + 99) / 100)
    return rank <= known.count ? known[rank - 1] : nil
}
