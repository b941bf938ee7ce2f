import DoorstepCore
import DoorstepDelivery
import Foundation
import TestSupport
import Testing

@Suite("A receiver with the PyPI's standardwebhooks", .timeLimit(.minutes(20)))
struct PeerReceiverTests {
    /// Which secrets count on either side.
    private struct Stage {
        let sender: [String]
        let receiver: [String]
    }

    private static let old = "whsec_" + Data(1...32).base64EncodedString()
    private static let new = "whsec_" + Data(101...132).base64EncodedString()

    /// A rotation as it should be done: nobody ever has to change at the same moment as the other.
    private static let stages = [
        Stage(sender: [old], receiver: [old]), Stage(sender: [new, old], receiver: [old]),
        Stage(sender: [new, old], receiver: [old, new]),
        Stage(sender: [new, old], receiver: [new]), Stage(sender: [new], receiver: [new]),
    ]

    /// Each stage ends with a shutdown in the middle of the work, as a change of configuration does.
    @Test(
        "verifies each of 1,000 deliveries, whatever fails on the way and while secrets are rotated",
        .enabled(if: PeerReceiver.isWanted, "there is no venv in .build-peers"))
    func rotation() async throws {
        let receiver = try PeerReceiver()
        let names = ["a", "b", "c", "d"]
        let bodies = Dictionary(
            uniqueKeysWithValues: (1...1000).map {
                ("msg_\($0)", #"{"n":\#($0),"é":"\#(String(repeating: "é", count: $0))"}"#)
            })
        let deliveries = (1...1000).map { number in
            Delivery.fixture(
                id: "msg_\(number)", to: names[number % names.count],
                body: bodies["msg_\(number)"] ?? "", dueAt: Timestamp(seconds: 0))
        }
        let bench = Bench(
            MemoryOutbox(deliveries, isImpatient: true),
            wallClock: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) })

        var delivered = 0
        for (index, stage) in Self.stages.enumerated() {
            try receiver.believe(stage.receiver)
            let destinations = try names.map { name in
                Destination(
                    Subscription(name: name),
                    url: try WebhookURL(
                        "http://127.0.0.1:\(receiver.port)/\(name)", allowHTTP: true),
                    secrets: try stage.sender.map { try SigningSecret($0) }, allowHTTP: true,
                    allowPrivateAddress: true)
            }
            try await bench.run(
                destinations[0], destinations[1], destinations[2], destinations[3],
                total: .seconds(1)
            ) { recordings in
                while delivered < (index + 1) * deliveries.count / Self.stages.count {
                    let recording = try #require(await recordings.next())
                    if recording.step == .delivered { delivered += 1 }
                }
            }
        }

        let requests = try receiver.requests()
        #expect(requests.filter { !$0.verified }.count == 0)
        #expect(requests.filter { bodies[$0.id] != $0.body }.count == 0)
        let arrived = requests.filter { $0.status == 204 }
        #expect(Set(bodies.keys).subtracting(arrived.map(\.id)).isEmpty)
        // What was meant to go wrong did, and there was a rotation.
        #expect(requests.filter { $0.status == 500 }.count > 100)
        #expect(requests.filter { $0.status == nil }.count > 100)
        for count in 1...2 { #expect(arrived.filter { $0.signatures == count }.count > 300) }
        // None was sent again once it was known to have arrived.
        let recorded = bench.outbox.recordings.filter { $0.step == .delivered }
        #expect(recorded.count == deliveries.count)
        #expect(Set(recorded.map(\.delivery)).count == deliveries.count)
    }
}
