import DoorstepCore
import DoorstepWords
import Testing

@testable import DoorstepCLI

struct DigestScreenTests {
    /// More to say than any day has.
    private static func full(bars: Int) -> Digest {
        let sentence =
            "Door “front” was not watched from 09:00 to 12:00. Could somebody look at its sensor and cable?"
        return Digest(
            language: .en, title: "Librairie des Halles, Saturday 21 November 2026",
            headline: "1,040 visitors, +30\u{a0}% against a usual Saturday",
            warnings: (1...5).map { "\($0) \(sentence)" },
            figures: (1...4).map {
                Digest.Figure(name: "Figure \($0)", value: "8\($0)\u{a0}%", change: "+9 points")
            },
            course: Digest.Course(
                from: "09", to: "19", bars: (0..<bars).map { $0 % 3 == 2 ? nil : $0 * 7 },
                busiest: "Busiest from 11:00 to 12:00: 14 entrances."),
            moved: (1...3).map { "Moved \($0): \(sentence)" }, suggestion: sentence,
            provenance: "Data: 04:00–04:00, Europe/Paris · doors watched 50\u{a0}%")
    }

    @Test(
        "fits a small terminal however much there is to say, and never leaves a warning or a figure out",
        arguments: [10, 25, 31], [40, 80, 100])
    func fits(_ bars: Int, _ columns: Int) {
        let rows = columns == 40 ? 40 : 23
        for glyphs in [Glyphs.all, .console, .ascii] {
            let lines = DigestScreen(
                digest: Self.full(bars: bars), columns: columns, rows: rows, glyphs: glyphs
            ).lines
            #expect(lines.count <= rows)
            #expect(lines.allSatisfy { width($0) <= columns })
            #expect(lines.count { $0.hasPrefix("! ") } == 5)
            #expect(lines.count { $0.hasPrefix("Figure ") } == 4)
            #expect(lines.contains { $0.hasPrefix("Data: ") })
        }
    }

    @Test("with room for all of it nothing is left out, and the bars are high")
    func roomy() {
        let lines = DigestScreen(
            digest: Self.full(bars: 10), columns: 80, rows: 60, glyphs: .all
        ).lines
        #expect(lines.count { $0.hasPrefix("- Moved") } == 3)
        #expect(lines.count { $0.hasPrefix("→ ") } == 1)
        #expect(lines.count { $0.isEmpty } == 7)
    }

    @Test("hours of which nothing is known are one line of marks, and it says why")
    func unknown() {
        let digest = Digest(
            language: .en, title: "Halles", headline: "At least 3 visitors", warnings: [],
            figures: [],
            course: Digest.Course(
                from: "09", to: "11", bars: [nil, nil], busiest: nil,
                unknown: "hour not fully watched"),
            moved: [], suggestion: nil, provenance: "Day")
        let lines = DigestScreen(digest: digest, columns: 80, rows: 23, glyphs: .all).lines
        #expect(
            lines.dropFirst(4) == [
                "····· ·····", "09       11", "· hour not fully watched", "", "Day",
            ])
        let ascii = DigestScreen(digest: digest, columns: 80, rows: 23, glyphs: .ascii).lines
        #expect(ascii.contains("? hour not fully watched"))
    }

    @Test(
        "the highest column is full, one visitor is seen, nobody is not, and the unknown is marked")
    func columns() {
        let bars = { (glyphs: Glyphs) in
            ColumnBars(values: [1000, 1, 0, nil, 500], rows: 2, columns: 10, glyphs: glyphs).lines
        }
        #expect(bars(.all) == ["█", "█ ▁   · █"])
        #expect(bars(.console) == ["█", "█ ▄   · █"])
        #expect(bars(.ascii) == ["#", "# .   ? #"])
    }
}
