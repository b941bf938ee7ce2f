import DoorstepCore
import TestSupport
import Testing

/// The open prompts that readers see are kept from commit to commit, and must never lag behind the state.
@Suite struct FloorSnapshotTests {
    @Test(
        "shows the first open prompts as they are, whatever comes, goes or is undone",
        arguments: 1...8)
    func shown(seed: UInt64) throws {
        var chance = SeededChance(seed: seed)
        var shop = PaperLedger()
        for _ in 0..<400 {
            shop.now = shop.now + .milliseconds(Int64.random(in: 0...1500, using: &chance))
            let open = shop.floor.state.open
            switch Int.random(in: 0..<10, using: &chance) {
            case 0..<6:
                let back = Duration.seconds(Int64.random(in: 0...20, using: &chance))
                try shop.submit(.enter(door: nil, people: 1), at: shop.now - back)
            case 6:
                if let id = open.randomElement(using: &chance) {
                    _ = try? shop.submit(.answer(prompt: id, .ownWords, Command.AnswerDetails()))
                }
            case 7: try shop.submit(.lapse)
            case 8:
                if let id = open.randomElement(using: &chance) {
                    _ = try? shop.submit(.void(id, reason: nil))
                }
            default: try shop.submit(.exit(door: nil, people: 1))
            }
            let ids = shop.floor.state.open
            let wanted = ids.prefix(FloorSnapshot.mostPrompts).compactMap {
                shop.floor.prompt($0)
            }
            #expect(shop.floor.snapshot.prompts == wanted)
            let due = ids.compactMap { shop.floor.prompt($0)?.window.dueFrom }
            #expect(due == due.sorted())
        }
        #expect(shop.floor.state.open.count > FloorSnapshot.mostPrompts)
    }
}
