@testable import DoorstepCore
import Foundation
import TestSupport
import Testing

@Suite struct FactMemberTests {
    @Test("there is an example of every kind")
    func examples() {
        #expect(Set(Event.examples.map(\.kind)) == Set(Event.Kind.allCases))
    }

    @Test("a fact is the same after it was written as JSON and read", arguments: Event.examples)
    func json(event: Event) throws {
        let fact = Fact.example(event)
        let read = try JSONDecoder().decode(Fact.self, from: Data(try JSONWriter.bytes(fact)))
        #expect(read == fact)
    }

    @Test("a kind has no members but those of its list", arguments: Event.examples)
    func listed(event: Event) throws {
        let members = event.members
        let listed = Set(event.kind.members.map(\.name))
        for name in FactMember.Name.allCases where members[name] != nil {
            #expect(listed.contains(name))
        }
    }

    @Test(
        "a needed member that is missing is named, and one that is not needed may be missing",
        arguments: Event.examples)
    func needed(event: Event) throws {
        for member in event.kind.members where event.members[member.name] != nil {
            var members = event.members
            members[member.name] = nil
            if member.isNeeded {
                #expect(throws: FactMemberError(name: member.name)) {
                    try Event(event.kind, members)
                }
            } else {
                _ = try Event(event.kind, members)
            }
        }
    }

    @Test("a value of another type is an error that names the member", arguments: Event.examples)
    func types(event: Event) {
        for member in event.kind.members {
            var members = event.members
            members[member.name] = .id(FactID(high: 1, low: 1))
            #expect(throws: FactMemberError(name: member.name)) { try Event(event.kind, members) }
        }
    }
}
