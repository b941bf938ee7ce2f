import Testing

@testable import Transfer

@Suite("Retry-After")
struct RetryAfterTests {
    /// 1994-11-06 08:49:37 UTC, the moment in RFC 9110's examples.
    private let now: Int64 = 784_111_777

    @Test(
        "counts seconds", arguments: [("0", 0), ("120", 120), (" 7 ", 7), ("20261121", 20_261_121)])
    func seconds(value: String, expected: Int) {
        #expect(RetryAfter.wait(value, date: nil, now: now) == .seconds(expected))
    }

    @Test(
        "reads the three forms of an HTTP date",
        arguments: [
            "Sun, 06 Nov 1994 08:51:37 GMT", "Sunday, 06-Nov-94 08:51:37 GMT",
            "Sun Nov  6 08:51:37 1994",
        ])
    func dates(value: String) {
        #expect(RetryAfter.wait(value, date: nil, now: now) == .seconds(120))
    }

    @Test("is measured from the answer's own date if it has one")
    func skew() {
        let wait = RetryAfter.wait(
            "Sun, 06 Nov 1994 08:51:37 GMT", date: "Sun, 06 Nov 1994 08:51:07 GMT", now: 0)
        #expect(wait == .seconds(30))
    }

    @Test("is no wait at all if the date has passed")
    func past() {
        #expect(RetryAfter.wait("Sun, 06 Nov 1994 08:00:00 GMT", date: nil, now: now) == .zero)
    }

    @Test("is capped at a year", arguments: ["99999999999", "99999999999999999999999999"])
    func cap(value: String) {
        #expect(RetryAfter.wait(value, date: nil, now: now) == RetryAfter.longest)
    }

    @Test("is nothing if it cannot be read", arguments: ["", "soon", "-5", "1.5"])
    func nonsense(value: String) {
        #expect(RetryAfter.wait(value, date: nil, now: now) == nil)
    }
}
