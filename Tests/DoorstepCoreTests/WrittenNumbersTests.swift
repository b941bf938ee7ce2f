import DoorstepCore
import DoorstepWords
import Testing

@Suite struct WrittenNumbersTests {
    @Test(
        "a number stands with its noun as the language has it, in French in one piece",
        arguments: [
            (0, "0 visitors", "0\u{a0}visiteur"), (1, "1 visitor", "1\u{a0}visiteur"),
            (2, "2 visitors", "2\u{a0}visiteurs"),
            (1200, "1,200 visitors", "1\u{202f}200\u{a0}visiteurs"),
            (-1, "−1 visitor", "−1\u{a0}visiteur"),
        ])
    func nouns(number: Int, inEnglish: String, inFrench: String) {
        let (english, french) = (
            WrittenNumbers(language: .en), WrittenNumbers(language: .fr)
        )
        #expect(english.counted(number, "visitor", "visitors") == inEnglish)
        #expect(french.counted(number, "visiteur", "visiteurs") == inFrench)
    }

    @Test("a difference has its sign, and nothing has none")
    func signs() {
        let numbers = WrittenNumbers(language: .en)
        #expect([3, 0, -2, 1200].map(numbers.signed) == ["+3", "0", "−2", "+1,200"])
        #expect([0.124, -0.03, 0.001].map(numbers.points) == ["+12", "−3", "0"])
        #expect(numbers.counted(-1, "point", "points", written: "−1.0") == "−1.0 point")
    }
}
