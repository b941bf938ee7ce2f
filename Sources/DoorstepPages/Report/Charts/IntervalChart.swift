/// A chart of shares and, below them, a difference of two, each with its confidence interval.
struct IntervalChart: Sendable {
    let canvas: ChartCanvas
    let rows: [Row]

    /// The difference, on an axis of its own from −1 to 1; nil when there are too few cases to compare.
    let difference: Row?

    /// The text of a tick: `axis` for a share, `signed` for a difference.
    let axis: @Sendable (Double) -> String
    let signed: @Sendable (Double) -> String

    struct Row: Hashable, Sendable {
        /// The text above the bar, in words, with its n.
        let label: String
        let fill: ChartFill

        /// Nil when there were no cases: then nothing is drawn.
        let value: Double?
        let low: Double?
        let high: Double?
        let title: String
    }

    static let rowHeight = 44.0
    static let inset = 22.0
}

extension IntervalChart {
    var plot: Rectangle {
        Rectangle(
            x: Self.inset, y: canvas.top, width: ChartCanvas.width - 2 * Self.inset,
            height: Double(rows.count) * Self.rowHeight)
    }

    /// The place of a share, 0...1.
    func x(of share: Double) -> Double { plot.x + plot.width * max(0, min(1, share)) }

    /// The place of a difference, −1...1.
    func x(ofDifference value: Double) -> Double { x(of: (value + 1) / 2) }

    var drawing: SVGElement {
        var content = axisLines(plot, [0, 0.25, 0.5, 0.75, 1], x(of:), axis)
        for (index, row) in rows.enumerated() {
            content += drawn(
                row, plot.y + Double(index) * Self.rowHeight, from: x(of: 0), x(of:))
        }
        var bottom = plot.bottom + 20
        if let difference {
            let area = Rectangle(
                x: plot.x, y: bottom + 6, width: plot.width, height: Self.rowHeight)
            content += axisLines(area, [-1, -0.5, 0, 0.5, 1], x(ofDifference:), signed)
            content += drawn(difference, area.y, from: x(ofDifference: 0), x(ofDifference:))
            bottom = area.bottom + 20
        }
        return canvas.drawing(height: bottom, content)
    }

    private func axisLines(
        _ area: Rectangle, _ ticks: [Double], _ x: (Double) -> Double,
        _ text: (Double) -> String
    ) -> [SVGElement] {
        ticks.flatMap { tick -> [SVGElement] in
            [
                .line(x(tick), area.y, x(tick), area.bottom, tick == 0 ? "axis" : "grid"),
                .label(text(tick), x(tick), area.bottom + 14, anchor: "middle", "tick"),
            ]
        }
    }

    private func drawn(
        _ row: Row, _ y: Double, from zero: Double, _ x: (Double) -> Double
    ) -> [SVGElement] {
        var parts = [SVGElement.label(row.label, plot.x + 4, y + 14, anchor: "start", "halo")]
        guard let value = row.value else { return parts }
        let middle = y + 29
        let (left, right) = (min(zero, x(value)), max(zero, x(value)))
        parts.append(
            .rectangle(
                Rectangle(x: left, y: middle - 7, width: max(2, right - left), height: 14),
                ["class": "bar \(row.fill.rawValue)"], title: row.title))
        if let low = row.low, let high = row.high {
            parts.append(.line(x(low), middle, x(high), middle, "whisker"))
            for end in [low, high] {
                parts.append(.line(x(end), middle - 5, x(end), middle + 5, "whisker"))
            }
        }
        return parts
    }
}
