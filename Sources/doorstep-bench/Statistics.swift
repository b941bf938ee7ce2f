/// Statistics of a row of measurements.
struct Statistics {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    var median: Double { rank(0.5) }
    var p99: Double { rank(0.99) }
    var count: Int { sorted.count }

    /// The quantile by nearest rank.
    private func rank(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return .nan }
        let index = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(index, 0), sorted.count - 1)]
    }
}

/// Milliseconds that `body` took by the monotonic clock.
func milliseconds<Value>(_ body: () throws -> Value) rethrows -> Double {
    let elapsed = try ContinuousClock().measure { _ = try body() }.components
    return Double(elapsed.seconds) * 1000 + Double(elapsed.attoseconds) / 1e15
}
