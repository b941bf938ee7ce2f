/// A chart of horizontal bars, with a name before and a number behind each.
struct RowChart: Sendable {
    let canvas: ChartCanvas
    let rows: [Row]
    let scale: ChartScale

    struct Row: Hashable, Sendable {
        let label: String
        let value: Double
        let fill: ChartFill

        /// The text behind the bar.
        let text: String
        let title: String

        /// Whether the row lies in the greeting's window, which is marked behind the bars.
        var isInWindow = false
    }

    static let rowHeight = 24.0
}

extension RowChart {
    var plot: Rectangle {
        let left = (rows.map { ChartCanvas.width(of: $0.label) }.max() ?? 0) + 12
        let right = (rows.map { ChartCanvas.width(of: $0.text) }.max() ?? 0) + 10
        return Rectangle(
            x: left, y: canvas.top + 4, width: max(40, ChartCanvas.width - left - right),
            height: Double(rows.count) * Self.rowHeight)
    }

    /// One for each row, in order.
    var bars: [Rectangle] {
        rows.indices.map { index in
            Rectangle(
                x: plot.x, y: plot.y + Double(index) * Self.rowHeight + 4,
                width: plot.width * scale.share(rows[index].value), height: Self.rowHeight - 8)
        }
    }

    /// The area behind the rows that lie in the window; nil when none does.
    var window: Rectangle? {
        guard let first = rows.firstIndex(where: \.isInWindow),
            let last = rows.lastIndex(where: \.isInWindow)
        else { return nil }
        return Rectangle(
            x: 0, y: plot.y + Double(first) * Self.rowHeight, width: ChartCanvas.width,
            height: Double(last - first + 1) * Self.rowHeight)
    }

    var drawing: SVGElement {
        let band = window.map { [SVGElement.rectangle($0, ["class": "window"])] } ?? []
        let drawn = zip(rows, bars).flatMap { row, bar -> [SVGElement] in
            let y = bar.y + bar.height / 2 + 4
            let shape: SVGElement =
                bar.width > 0
                ? .rectangle(
                    bar,
                    [
                        "class": "bar \(row.fill.rawValue)",
                        "fill": row.fill.paint(in: canvas.id),
                    ], title: row.title)
                : .rectangle(
                    Rectangle(x: bar.x - 1, y: bar.y, width: 2, height: bar.height),
                    ["class": "nought"], title: row.title)
            return [
                .label(row.label, plot.x - 6, y, anchor: "end"), shape,
                .label(row.text, bar.right + 6, y, "value"),
            ]
        }
        return canvas.drawing(
            height: plot.bottom + 6,
            band + [.line(plot.x, plot.y, plot.x, plot.bottom, "axis")] + drawn)
    }
}
