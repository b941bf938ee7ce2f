import DoorstepCore
import Testing

@Suite struct IntervalsTests {
    // Values from Newcombe (1998), "Interval estimation for the difference between independent proportions", table II,
    // method 10.
    @Test(
        "gives Newcombe's interval of a difference",
        arguments: [
            (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 20, -0.1611, 0.2775), (10, 10, 0, 20, 0.6791, 1.0),
        ])
    func newcombe(
        hits: Int, n: Int, otherHits: Int, otherN: Int, low: Double, high: Double
    ) throws {
        let difference = try #require(
            RateDifference(hits, of: n, less: otherHits, of: otherN))
        #expect((difference.low, difference.high) == (low, high))
        let reverse = try #require(RateDifference(otherHits, of: otherN, less: hits, of: n))
        #expect((reverse.low, reverse.high) == (-high, -low))
    }

    @Test("there is no difference from nothing")
    func nothing() {
        #expect(RateDifference(0, of: 0, less: 3, of: 5) == nil)
        #expect(RateDifference(3, of: 5, less: 0, of: 0) == nil)
    }
}
