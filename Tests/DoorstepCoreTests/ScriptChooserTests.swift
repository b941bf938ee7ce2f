import DoorstepCore
import TestSupport
import Testing

@Suite struct ScriptChooserTests {
    private let saturdayMorning = Timestamp(at: "2026-11-21T09:30:00Z")

    private func script(_ name: String, hours: String? = nil) -> Script {
        Script(
            id: ScriptID(rawValue: "fr/\(name)"), moment: .greeting, text: name,
            hours: hours.flatMap { TimeRange($0) }.map { [$0] } ?? [])
    }

    @Test("never says the same twice running while another fits")
    func rotates() {
        var chooser = ScriptChooser(
            scripts: [script("a"), script("b", hours: "09:00-12:00"), script("c")],
            calendar: Shop.fixture().calendar)
        var said: [String] = []
        for number in 1...30 {
            guard let script = chooser.choose(.greeting, language: "fr", at: saturdayMorning).first
            else { continue }
            chooser.noteSaid(script.id, for: Sequence(Int64(number)))
            said.append(script.text)
        }
        #expect(said.count == 30)
        #expect(zip(said, said.dropFirst()).allSatisfy { $0 != $1 })
        // The specific one comes every other time; the plain ones share the rest.
        #expect(Set(said) == ["a", "b", "c"])
    }

    @Test("says the only one that fits again and again")
    func onlyOne() {
        var chooser = ScriptChooser(scripts: [script("a")], calendar: Shop.fixture().calendar)
        chooser.noteSaid(ScriptID(rawValue: "fr/a"), for: Sequence(1))
        #expect(chooser.choose(.greeting, language: "fr", at: saturdayMorning).map(\.text) == ["a"])
    }

    @Test("keeps to the hour, the moment and the language")
    func fits() {
        let chooser = ScriptChooser(
            scripts: [
                script("evening", hours: "18:00-04:00"), script("day", hours: "04:00-18:00"),
            ],
            calendar: Shop.fixture().calendar)
        #expect(
            chooser.choose(.greeting, language: "fr", at: saturdayMorning).map(\.text) == ["day"])
        #expect(chooser.choose(.farewell, language: "fr", at: saturdayMorning).isEmpty)
        #expect(chooser.choose(.greeting, language: "en", at: saturdayMorning).isEmpty)
    }
}
