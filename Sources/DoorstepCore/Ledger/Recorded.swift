/// A fact that is in the ledger, and the prompt that it opened or ended as it stood right after.
///
/// On the wire it is the answer to a write: the fact's members, and beside them the prompt.
package struct Recorded: Hashable, Sendable {
    package let fact: Fact
    package let prompt: Prompt?

    package init(fact: Fact, prompt: Prompt?) {
        self.fact = fact
        self.prompt = prompt
    }
}

extension Recorded: Codable {
    private enum Key: String, CodingKey { case prompt }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            fact: try Fact(from: decoder),
            prompt: try container.decodeIfPresent(Prompt.self, forKey: .prompt))
    }

    package func encode(to encoder: any Encoder) throws {
        try fact.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(prompt, forKey: .prompt)
    }
}
