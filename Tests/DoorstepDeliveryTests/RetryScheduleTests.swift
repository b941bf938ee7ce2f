import DoorstepCore
import Testing

@Suite("The retry schedule")
struct RetryScheduleTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    @Test(
        "takes any 2xx, and nothing else, for success",
        arguments: [
            (200, true), (204, true), (299, true), (301, false), (302, false), (400, false),
            (401, false), (404, false), (429, false), (500, false), (502, false), (503, false),
            (nil, false),
        ] as [(Int?, Bool)])
    func status(status: Int?, isSuccess: Bool) {
        #expect(step(1, status) == (isSuccess ? .delivered : .retry(at: now + .seconds(5))))
    }

    @Test("is switched off by 410, whichever attempt it is", arguments: [1, 5, 10])
    func gone(attempts: Int) {
        #expect(step(attempts, 410, retryAfter: .seconds(60)) == .switchOff)
    }

    @Test(
        "waits longer each time",
        arguments: zip(1...9, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]))
    func waits(attempts: Int, seconds: Int) {
        #expect(step(attempts, 500) == .retry(at: now + .seconds(seconds)))
        #expect(step(attempts, nil) == .retry(at: now + .seconds(seconds)))
    }

    @Test("gives up after the tenth attempt, three days after the first")
    func end() {
        #expect(step(10, 500) == .dead)
        #expect(step(10, nil) == .dead)
        #expect(step(10, 429, retryAfter: .seconds(60)) == .dead)
        #expect(step(10, 200) == .delivered)
        #expect(RetrySchedule.waits.count == 10)
        #expect(RetrySchedule.waits.reduce(.zero, +) >= .seconds(72 * 3600))
    }

    @Test("obeys Retry-After, unless it is sooner than the schedule, and for a day at most")
    func retryAfter() {
        #expect(step(1, 429, retryAfter: .seconds(120)) == .retry(at: now + .seconds(120)))
        #expect(step(1, 503, retryAfter: .seconds(6)) == .retry(at: now + .seconds(6)))
        #expect(step(1, 429, retryAfter: .seconds(1)) == .retry(at: now + .seconds(5)))
        #expect(step(1, 429, retryAfter: .zero) == .retry(at: now + .seconds(5)))
        #expect(step(1, 429, retryAfter: .seconds(999_999)) == .retry(at: now + .seconds(86_400)))
    }

    @Test(
        "stretches a wait by a tenth at most",
        arguments: [(0.0, 300_000), (0.5, 315_000), (1.0, 330_000)])
    func jitter(chance: Double, milliseconds: Int) {
        #expect(step(2, 500, jitter: chance) == .retry(at: now + .milliseconds(milliseconds)))
    }

    private func step(
        _ attempts: Int, _ status: Int?, retryAfter: Duration? = nil, jitter: Double = 0
    ) -> DeliveryStep {
        RetrySchedule.step(
            afterAttempts: attempts, status: status, retryAfter: retryAfter, at: now, jitter: jitter
        )
    }
}
