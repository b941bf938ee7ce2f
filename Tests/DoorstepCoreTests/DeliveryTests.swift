import DoorstepCore
import TestSupport
import Testing

/// The states of a delivery after attempts, and after decisions of people meanwhile.
@Suite struct DeliveryTests {
    private static let start = Timestamp(at: "2026-11-21T09:30:00Z")

    private static func delivery(
        _ state: Delivery.State = .waiting, attempts: Int = 0
    ) -> Delivery {
        Delivery(
            id: DeliveryID(rawValue: "msg_1"), destination: "manager", subject: "",
            message: Message(contentType: "text/plain", body: []), createdAt: start,
            attempts: attempts, state: state, dueAt: state == .waiting ? start : nil)
    }

    private static let steps = [
        DeliveryStep.delivered, .retry(at: start + .seconds(5)),
        .waitForNetwork(until: start + .seconds(600)), .dead, .switchOff,
    ]

    @Test(
        "said to be sent again while the last attempt is under way, it is not given up by its end")
    func duringTheLast() {
        var delivery = Self.delivery(attempts: 9)
        let begunIn = delivery.round
        delivery.sendAgain(at: Self.start + .seconds(10))
        let wanted = delivery
        delivery.take(.dead, begunIn: begunIn)
        #expect(delivery == wanted)
        #expect(delivery.dueAt == Self.start + .seconds(10))
        delivery.take(.dead, begunIn: delivery.round)
        #expect(delivery.state == .dead)
    }

    @Test(
        "an attempt from before somebody had it sent again ends it only by arriving; one from after counts",
        arguments: 1...100)
    func rounds(_ seed: UInt64) throws {
        var chance = SeededChance(seed: seed)
        var delivery = Self.delivery()
        // Attempts under way, which may end in any order; `isOvertaken` ones began before the delivery was sent again.
        var underWay: [(round: Int, isOvertaken: Bool)] = []
        for _ in 1...60 {
            let before = delivery
            switch Int.random(in: 0..<5, using: &chance) {
            case 0:
                delivery.sendAgain(at: Self.start)
                underWay = underWay.map { ($0.round, true) }
                #expect(delivery.state == .waiting)
                #expect(delivery.attempts == 0)
            case 1, 2: underWay.append((delivery.round, false))
            default:
                guard let ended = underWay.indices.randomElement(using: &chance) else { continue }
                let attempt = underWay.remove(at: ended)
                let step = try #require(Self.steps.randomElement(using: &chance))
                delivery.take(step, begunIn: attempt.round)
                if step == .delivered {
                    #expect(delivery.state == .delivered)
                } else if attempt.isOvertaken || before.state != .waiting {
                    #expect(delivery == before)
                } else {
                    #expect(delivery.attempts == before.attempts + (step.counts ? 1 : 0))
                    #expect((delivery.state == .dead) == (step == .dead))
                    #expect((delivery.state == .held) == (step == .switchOff))
                }
            }
            #expect((delivery.dueAt == nil) == (delivery.state != .waiting))
        }
    }

    @Test(
        "that it arrived after all is true of every one but a bundled one",
        arguments: Delivery.State.allCases)
    func arrived(_ state: Delivery.State) {
        var delivery = Self.delivery(state)
        delivery.take(.delivered, begunIn: 0)
        #expect(delivery.state == (state == .bundled ? .bundled : .delivered))
    }

    @Test(
        "only what nobody tries any more may be dropped",
        arguments: [
            (Delivery.State.waiting, false), (.delivered, false), (.dead, true), (.held, true),
            (.bundled, false), (.dropped, true),
        ])
    func dropping(_ state: Delivery.State, _ isDroppable: Bool) {
        #expect(Self.delivery(state).mayBeDropped(isConfigured: true) == isDroppable)
        #expect(
            Self.delivery(state).mayBeDropped(isConfigured: false)
                == (isDroppable || state == .waiting))
    }
}
