/// Columns over time, side by side or on top of one another.
struct ColumnChart: Sendable {
    let canvas: ChartCanvas
    let columns: [Column]
    let series: [ChartFill]
    let layout: Layout
    let scale: ChartScale

    /// The text of a tick.
    let axis: @Sendable (Double) -> String
    var plotHeight = 150.0

    enum Layout: Hashable, Sendable {
        case grouped, stacked
        /// One series as steps, without gaps between the columns.
        case steps
    }

    struct Column: Hashable, Sendable {
        /// The text below the axis; empty for none.
        let label: String

        /// One for each series. Nil is unknown and not drawn; 0 is a line on the axis.
        let values: [Double?]

        /// Each value in words, shown when the pointer rests on it.
        let titles: [String]

        /// The text above the column.
        var note: String?

        /// The parts of the column, 0...1, in which nothing was observed.
        var unobserved: [ClosedRange<Double>] = []

        /// Whether there are fewer cases than a share needs; the column is then drawn thin.
        var isThin = false

        /// Whether nothing, or little, was observed; the column is then drawn pale.
        var isDoubtful = false
    }

    struct Bar: Hashable, Sendable {
        let column: Int
        let series: Int
        let area: Rectangle
    }
}

// MARK: Geometry

extension ColumnChart {
    var plot: Rectangle {
        let left = (scale.ticks.map { ChartCanvas.width(of: axis($0)) }.max() ?? 0) + 8
        return Rectangle(
            x: left, y: canvas.top + 18, width: ChartCanvas.width - left - 2, height: plotHeight)
    }

    var slotWidth: Double { plot.width / Double(max(1, columns.count)) }

    /// The bars, one for each value that is known.
    var bars: [Bar] {
        columns.indices.flatMap { index in
            let (column, plot) = (columns[index], plot)
            let slot = plot.x + slotWidth * Double(index)
            var fill = layout == .steps ? 1 : column.isThin ? 0.3 : 0.78
            if columns.count == 1, layout != .steps { fill *= 0.5 }
            let whole = slotWidth * fill
            let width = layout == .grouped ? whole / Double(max(1, series.count)) : whole
            var (x, below) = (slot + (slotWidth - whole) / 2, 0.0)
            return series.indices.compactMap { part -> Bar? in
                defer { if layout == .grouped { x += width } }
                guard column.values.indices.contains(part), let value = column.values[part] else {
                    return nil
                }
                let bottom = plot.bottom - plot.height * scale.share(below)
                if layout == .stacked { below += value }
                let top =
                    plot.bottom - plot.height
                    * scale.share(below + (layout == .stacked ? 0 : value))
                return Bar(
                    column: index, series: part,
                    area: Rectangle(x: x, y: top, width: width, height: max(0, bottom - top)))
            }
        }
    }

    /// The areas where nothing was observed, from the top of the plot to the axis; at least 2 units wide, to be seen.
    var hatches: [Rectangle] {
        columns.indices.flatMap { index in
            columns[index].unobserved.map { part in
                let slot = plot.x + slotWidth * Double(index)
                let from = slot + slotWidth * max(0, part.lowerBound)
                let width = slotWidth * (min(1, part.upperBound) - max(0, part.lowerBound))
                return Rectangle(
                    x: from, y: plot.y, width: min(max(2, width), plot.right - from),
                    height: plot.height)
            }
        }
    }
}

// MARK: Drawing

extension ColumnChart {
    var drawing: SVGElement {
        canvas.drawing(
            height: plot.bottom + 20, grid + hatched + drawn + notes + labels)
    }

    private var grid: [SVGElement] {
        scale.ticks.flatMap { tick -> [SVGElement] in
            let y = plot.bottom - plot.height * scale.share(tick)
            return [
                .line(plot.x, y, plot.right, y, tick == 0 ? "axis" : "grid"),
                .label(axis(tick), plot.x - 6, y + 4, anchor: "end", "tick"),
            ]
        }
    }

    private var hatched: [SVGElement] {
        hatches.map { .rectangle($0, ["class": "unobserved", "fill": canvas.hatch]) }
    }

    private var drawn: [SVGElement] {
        bars.map { bar in
            let column = columns[bar.column]
            let fill = series[bar.series]
            let title =
                column.titles.indices.contains(bar.series) ? column.titles[bar.series] : nil
            guard bar.area.height > 0 else {
                // A count of 0 is a mark on the axis; an unknown count has none.
                var area = bar.area
                (area.y, area.height) = (plot.bottom - 1, 2)
                return .rectangle(
                    area, ["class": layout == .stacked ? "nothing" : "nought"], title: title)
            }
            return .rectangle(
                bar.area,
                [
                    "class": "bar \(fill.rawValue)" + (column.isDoubtful ? " doubtful" : ""),
                    "fill": fill.paint(in: canvas.id),
                ], title: title)
        }
    }

    /// The notes of all columns, or none: a note left out for want of room would look like an unknown value.
    private var notes: [SVGElement] {
        let widest = columns.compactMap(\.note).map(ChartCanvas.width).max() ?? 0
        guard widest <= slotWidth else { return [] }
        let tops = Dictionary(grouping: bars, by: \.column).mapValues { bars in
            bars.map(\.area.y).min() ?? plot.bottom
        }
        return columns.indices.compactMap { index in
            columns[index].note.map { note in
                .label(
                    note, plot.x + slotWidth * (Double(index) + 0.5),
                    (tops[index] ?? plot.bottom) - 4, anchor: "middle", "value")
            }
        }
    }

    /// The labels below the axis: as many as there is room for, at the same distance.
    private var labels: [SVGElement] {
        let named = columns.indices.filter { !columns[$0].label.isEmpty }
        let widest = (named.map { ChartCanvas.width(of: columns[$0].label) }.max() ?? 0) + 6
        let distance = named.count > 1 ? Double(named[1] - named[0]) * slotWidth : plot.width
        let every = max(1, Int((widest / max(1, distance)).rounded(.up)))
        return named.enumerated().filter { $0.offset % every == 0 }.map { _, index in
            // The last label must not stand out over the edge.
            let half = ChartCanvas.width(of: columns[index].label) / 2
            let middle = plot.x + slotWidth * (Double(index) + 0.5)
            let x =
                layout == .steps
                ? plot.x + slotWidth * Double(index) : min(middle, ChartCanvas.width - half)
            return .label(
                columns[index].label, x, plot.bottom + 15,
                anchor: layout == .steps ? "start" : "middle", "tick")
        }
    }
}
