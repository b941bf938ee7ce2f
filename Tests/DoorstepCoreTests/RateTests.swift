import DoorstepCore
import TestSupport
import Testing

@Suite struct RateTests {
    @Test("a rate of nothing is not known, not zero")
    func emptyIsNil() {
        let rate = Rate(0, of: 0)
        #expect(rate.value == nil && rate.low == nil && rate.high == nil)
    }

    // Values from Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    @Test(
        "gives Wilson's interval",
        arguments: [
            (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ])
    func wilson(hits: Int, n: Int, low: Double, high: Double) {
        let rate = Rate(hits, of: n)
        #expect(rate.low == low)
        #expect(rate.high == high)
    }

    @Test("the interval contains the value and stays within 0 and 1", arguments: 1...40)
    func interval(n: Int) throws {
        for hits in 0...n {
            let rate = Rate(hits, of: n)
            let (value, low, high) = (
                try #require(rate.value), try #require(rate.low), try #require(rate.high)
            )
            #expect(0 <= low && low <= value && value <= high && high <= 1)
        }
    }

    @Test("never greeted counts as an infinite wait")
    func neverIsInfinite() {
        #expect(percentile(50, of: [5000, 9000], never: 2) == 9000)
        #expect(percentile(90, of: [5000, 9000], never: 2) == nil)
        #expect(percentile(50, of: [], never: 0) == nil)
    }
}
