import Foundation
import Testing

@testable import DoorstepPages

@Suite struct ReportStyleTests {
    /// The colours of the style sheet by their names: by day, by night, on paper.
    private static let schemes: [[String: String]] = {
        let css = String(decoding: PackageResources.report_css, as: UTF8.self)
        return css.matches(of: /--ink:[^}]*/).map { scheme in
            Dictionary(
                scheme.output.matches(of: /--([a-z-]+): (#[0-9a-f]+)/).map {
                    (String($0.output.1), String($0.output.2))
                }
            ) { _, last in last }
        }
    }()

    /// WCAG 2.2: the contrast of two colours, 1...21.
    private static func contrast(_ one: String, _ other: String) -> Double {
        func luminance(_ colour: String) -> Double {
            var digits = colour.dropFirst()
            if digits.count == 3 { digits = Substring(digits.map { "\($0)\($0)" }.joined()) }
            let value = Int(digits, radix: 16) ?? 0
            let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part in
                let share = Double(part) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    @Test("text stands out 7 to 1 by day, by night and on paper, and bars 3 to 1", arguments: 0..<3)
    func contrasts(_ index: Int) throws {
        #expect(Self.schemes.count == 3)
        let scheme = Self.schemes[index]
        func colour(_ name: String) throws -> String { try #require(scheme[name], "\(name)") }
        for (text, ground) in [
            ("ink", "paper"), ("ink", "card"), ("ink", "caution"), ("ink", "window"),
            ("soft", "paper"), ("soft", "card"), ("link", "paper"), ("link", "card"),
        ] {
            let ratio = Self.contrast(try colour(text), try colour(ground))
            #expect(ratio >= 7, "\(text) on \(ground)")
        }
        for mark in [
            "entrances", "edge", "right", "early-mark", "late-mark", "never-edge", "people",
            "hatch",
        ] {
            let ratio = Self.contrast(try colour(mark), try colour("paper"))
            #expect(ratio >= 3, "\(mark)")
        }
    }
}
