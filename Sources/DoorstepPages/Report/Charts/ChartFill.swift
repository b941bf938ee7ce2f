/// The fill of a bar. No two fills of a chart differ by colour alone.
enum ChartFill: String, CaseIterable, Hashable, Sendable {
    case entrances, exits, early, inWindow, late, never, people, bought, others, difference, faces

    /// The value of `fill`, in the drawing whose patterns begin with `id`; nil where the style sheet fills.
    func paint(in id: String) -> String? {
        pattern == nil ? nil : "url(#\(id)-\(rawValue))"
    }

    /// Dots or stripes over a ground; nil for a plain fill.
    private var pattern: [SVGElement]? {
        switch self {
        case .early:
            [
                SVGElement("rect", ["width": "6", "height": "6", "class": "ground-early"]),
                SVGElement("circle", ["cx": "3", "cy": "3", "r": "1.4", "class": "mark-early"]),
            ]
        case .late:
            [
                SVGElement("rect", ["width": "6", "height": "6", "class": "ground-late"]),
                SVGElement("rect", ["width": "6", "height": "2.2", "class": "mark-late"]),
            ]
        default: nil
        }
    }

    static func patterns(_ fills: some Sequence<ChartFill>, in id: String) -> SVGElement {
        let own = fills.compactMap { fill in
            fill.pattern.map { marks in
                SVGElement(
                    "pattern",
                    [
                        "id": "\(id)-\(fill.rawValue)", "width": "6", "height": "6",
                        "patternUnits": "userSpaceOnUse",
                    ], children: marks)
            }
        }
        return SVGElement("defs", children: own + [unobserved(id)])
    }

    /// The hatching of time that was not observed.
    private static func unobserved(_ id: String) -> SVGElement {
        SVGElement(
            "pattern",
            [
                "id": "\(id)-unobserved", "width": "7", "height": "7",
                "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
            ],
            children: [SVGElement("rect", ["width": "1.6", "height": "7", "class": "hatch"])])
    }
}
