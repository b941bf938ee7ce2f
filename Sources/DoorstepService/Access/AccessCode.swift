import Crypto

/// A pairing code: ten letters and digits, 50 bits, that a person types or a phone reads to pair a screen. It is good
/// once and for ten minutes. The alphabet is Crockford's, which has no letter that is mistaken for a digit.
struct AccessCode: Hashable, Sendable {
    /// Ten characters of the alphabet.
    private let letters: String

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 10

    static func random() -> AccessCode {
        var chance = SystemRandomNumberGenerator()
        return AccessCode(
            letters: String(
                (0..<length).map { _ in
                    alphabet[Int.random(in: alphabet.indices, using: &chance)]
                }))
    }

    private init(letters: String) {
        self.letters = letters
    }

    /// Reads a code as people type it: in any case, with or without dashes and spaces, O for 0, I and L for 1. Nil when
    /// the text cannot be a code.
    init?(typed text: String) {
        var letters = ""
        for character in text.uppercased() where !"- ".contains(character) {
            switch character {
            case "O": letters.append("0")
            case "I", "L": letters.append("1")
            case let other where Self.alphabet.contains(other): letters.append(other)
            default: return nil
            }
            guard letters.count <= Self.length else { return nil }
        }
        guard letters.count == Self.length else { return nil }
        self.letters = letters
    }

    /// `K7QM2-X9DPT`
    var text: String { "\(letters.prefix(5))-\(letters.suffix(5))" }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(letters.utf8))) }
}
