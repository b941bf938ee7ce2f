/// An axis from 0 to a round number, at or above the greatest value, with two to five steps.
struct ChartScale: Hashable, Sendable {
    let top: Double
    let step: Double

    /// An axis of counts, with at least one step of 1, so that it has a height when all counts are 0.
    init(counts most: Double) {
        var step = 1.0
        // 1, 2, 5, 10, 20, 50 …
        var turn = 0
        while most > step * 5 {
            step *= turn % 3 == 1 ? 2.5 : 2
            turn += 1
        }
        self.step = step
        top = max(1, (most / step).rounded(.up)) * step
    }

    private init(top: Double, step: Double) {
        self.top = top
        self.step = step
    }

    static let shares = ChartScale(top: 1, step: 0.25)

    var ticks: [Double] { (0...Int((top / step).rounded())).map { Double($0) * step } }

    /// The place of a value on the axis, 0...1.
    func share(_ value: Double) -> Double { max(0, min(1, value / top)) }
}
