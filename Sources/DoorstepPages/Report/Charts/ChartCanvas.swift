/// The frame that every chart has around its bars: a name and a description for screen readers, patterns, a legend.
///
/// A drawing is 400 units wide, about as wide as a telephone, so that its text can be read there; on a wider screen two
/// stand side by side.
struct ChartCanvas: Sendable {
    static let width = 400.0

    /// The width of a text, at most some 7 units a character at the size that the style sheet gives.
    static func width(of text: String) -> Double { Double(text.count) * 7 }

    /// Unique in the page.
    let id: String
    let title: String
    let description: String

    /// The meaning of the fills, in order; a fill that is missing here is not explained.
    let legend: [(fill: ChartFill, text: String)]

    /// The meaning of the hatching; nil when there is none.
    var unobservedText: String?

    /// The place where the legend ends and the bars may begin.
    var top: Double { entries.isEmpty ? 6 : (entries.last?.y ?? 0) + 14 }

    func drawing(height: Double, _ content: [SVGElement]) -> SVGElement {
        let names = [
            SVGElement("title", ["id": "\(id)-title"], text: title),
            SVGElement("desc", ["id": "\(id)-desc"], text: description),
        ]
        return SVGElement(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": "0 0 \(Int(Self.width)) \(Int(height.rounded(.up)))", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-desc",
            ],
            children: names + [ChartFill.patterns(legend.map(\.fill), in: id)] + key + content)
    }

    /// The paint of time that was not observed.
    var hatch: String { "url(#\(id)-unobserved)" }

    private struct Entry {
        let fill: ChartFill?
        let text: String
        let x: Double
        let y: Double
    }

    /// The legend's entries, as many on a line as there is room for.
    private var entries: [Entry] {
        let texts: [(ChartFill?, String)] =
            legend.map { ($0.fill, $0.text) } + (unobservedText.map { [(nil, $0)] } ?? [])
        var (x, y) = (0.0, 4.0)
        return texts.map { fill, text in
            let width = 20 + Self.width(of: text)
            if x > 0, x + width > Self.width {
                x = 0
                y += 18
            }
            defer { x += width + 12 }
            return Entry(fill: fill, text: text, x: x, y: y)
        }
    }

    private var key: [SVGElement] {
        entries.flatMap { entry in
            [
                .rectangle(
                    Rectangle(x: entry.x + 1, y: entry.y, width: 13, height: 11),
                    [
                        "class": entry.fill.map { "bar \($0.rawValue)" } ?? "unobserved",
                        "fill": entry.fill.map { $0.paint(in: id) } ?? hatch,
                    ]),
                .label(entry.text, entry.x + 19, entry.y + 10),
            ]
        }
    }
}
