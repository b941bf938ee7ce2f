import DoorstepCore
import Foundation
import Testing

@testable import DoorstepPages

@Suite struct ReportChartTests {
    private let canvas = ChartCanvas(
        id: "c", title: "<&\"'>", description: "d", legend: [(.entrances, "in"), (.exits, "out")],
        unobservedText: "not observed")

    private func column(
        _ values: [Double?], unobserved: [ClosedRange<Double>] = []
    ) -> ColumnChart.Column {
        ColumnChart.Column(
            label: "9", values: values, titles: values.map { "\($0 ?? -1)" },
            unobserved: unobserved)
    }

    private func chart(
        _ columns: [ColumnChart.Column], _ layout: ColumnChart.Layout = .grouped,
        scale: ChartScale
    ) -> ColumnChart {
        ColumnChart(
            canvas: canvas, columns: columns, series: [.entrances, .exits], layout: layout,
            scale: scale, axis: { "\(Int($0))" })
    }

    @Test(
        "an axis ends at a round number at or above the greatest, in two to five steps",
        arguments: [0, 1, 2, 3, 5, 6, 9, 10, 11, 49, 51, 99, 101, 1234, 9_999_999, 1e12])
    func scales(_ most: Double) {
        let scale = ChartScale(counts: most)
        #expect(scale.top >= most)
        #expect(most < 2 || scale.top < most * 2.01)
        #expect((2...6).contains(scale.ticks.count))
        #expect(scale.ticks.first == 0 && scale.ticks.last == scale.top)
        #expect(scale.ticks.allSatisfy { $0 == $0.rounded() })
    }

    @Test("a column is as high as its number, and stands in its own place")
    func heights() {
        let chart = chart(
            [column([10, 5]), column([0, nil]), column([nil, nil])], scale: ChartScale(counts: 10))
        let plot = chart.plot
        #expect(chart.bars.map { [$0.column, $0.series] } == [[0, 0], [0, 1], [1, 0]])
        #expect(chart.bars.map(\.area.height) == [plot.height, plot.height / 2, 0])
        #expect(chart.bars.map(\.area.bottom).allSatisfy { abs($0 - plot.bottom) < 0.001 })
        #expect(chart.bars[0].area.right <= chart.bars[1].area.x + 0.001)
        #expect(chart.bars[1].area.right <= plot.x + chart.slotWidth)
    }

    @Test("shares that sum to one fill their column from the axis to the top")
    func stacks() {
        let chart = chart([column([0.25, 0.75]), column([1, 0])], .stacked, scale: .shares)
        let bars = chart.bars.filter { $0.column == 0 }
        #expect(abs(bars[0].area.y - bars[1].area.bottom) < 0.001)
        #expect(abs(bars[1].area.y - chart.plot.y) < 0.001)
        #expect(abs(bars[0].area.height - chart.plot.height / 4) < 0.001)
    }

    @Test("what was not observed is hatched where it was, and can always be seen")
    func hatches() {
        let chart = chart(
            [
                column([1, 1], unobserved: [0.5...1]), column([nil, nil], unobserved: [0...1]),
                column([1, 1], unobserved: [0.999...1]), column([1, 1]),
            ], scale: ChartScale(counts: 1))
        let hatches = chart.hatches
        #expect(hatches.count == 3)
        #expect(abs(hatches[0].x - (chart.plot.x + chart.slotWidth / 2)) < 0.001)
        #expect(abs(hatches[1].width - chart.slotWidth) < 0.001)
        #expect(hatches[2].width >= 2)
        #expect(hatches.allSatisfy { $0.height == chart.plot.height })
        let drawn = chart.drawing.markup
        #expect(drawn.components(separatedBy: "class=\"unobserved\"").count == 3 + 1 + 1)
    }

    @Test("a nought has a mark on the axis, and the unknown has none")
    func noughts() {
        let nought = chart([column([0, 0])], scale: ChartScale(counts: 0)).drawing.markup
        let unknown = chart([column([nil, nil])], scale: ChartScale(counts: 0)).drawing.markup
        #expect(nought.contains("class=\"nought\""))
        #expect(!unknown.contains("class=\"nought\""))
    }

    @Test(
        "nothing is drawn outside the drawing, however many columns and however large the numbers",
        arguments: [1, 2, 7, 24, 31, 100], [0, 3, 1e6, 1e12] as [Double])
    func inside(_ count: Int, _ most: Double) {
        let columns = (0..<count).map { index in
            column([most * Double(index % 3) / 2, most], unobserved: [0...1])
        }
        for layout in [ColumnChart.Layout.grouped, .steps] {
            let chart = chart(columns, layout, scale: ChartScale(counts: most))
            for area in chart.bars.map(\.area) + chart.hatches {
                #expect(area.x >= 0 && area.right <= ChartCanvas.width)
                #expect(area.y >= 0 && area.bottom <= chart.plot.bottom + 0.001)
                #expect(area.width > 0 && area.height >= 0)
            }
        }
    }

    @Test("the bars of the window lie on its band, and no other")
    func window() throws {
        func row(_ isInWindow: Bool, _ value: Double) -> RowChart.Row {
            RowChart.Row(
                label: "x", value: value, fill: .late, text: "t", title: "t",
                isInWindow: isInWindow)
        }
        let chart = RowChart(
            canvas: canvas, rows: [row(false, 4), row(true, 2), row(true, 0), row(false, 1)],
            scale: ChartScale(counts: 4))
        let band = try #require(chart.window)
        let inBand = chart.bars.map { $0.y >= band.y && $0.bottom <= band.bottom }
        #expect(inBand == [false, true, true, false])
        #expect(chart.bars[0].width == chart.bars[1].width * 2)
        #expect(chart.bars[2].width == 0)
    }

    @Test("a difference of nothing lies in the middle, and every share within the plot")
    func intervals() {
        let chart = IntervalChart(
            canvas: canvas, rows: [], difference: nil, axis: { "\($0)" }, signed: { "\($0)" })
        #expect(chart.x(ofDifference: 0) == chart.plot.x + chart.plot.width / 2)
        #expect(chart.x(of: 1.5) == chart.plot.right && chart.x(of: -1) == chart.plot.x)
    }

    @Test("what people wrote is escaped, and what XML cannot hold is left out")
    func escaping() {
        #expect(escaped("<a href='\"&\">\u{0}\u{B}") == "&lt;a href=&#39;&quot;&amp;&quot;&gt;")
    }
}
