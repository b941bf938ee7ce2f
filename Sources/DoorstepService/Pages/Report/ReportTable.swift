/// The numbers of a chart, for people. One row for each of its bars or columns.
struct ReportTable: Hashable, Sendable {
    let caption: String

    /// Of all columns; the first is that of the rows' names.
    let heads: [String]
    var rows: [Row] = []

    struct Row: Hashable, Sendable {
        let name: String

        /// Where the name leads; nil for nowhere.
        var link: String?
        let cells: [String]

        /// The sum of the rows above.
        var isTotal = false
    }
}

/// A chart of the report with its title, what must be said beside it, and its table.
struct ReportSection: Sendable {
    /// Unique in the page, and the anchor that leads to it.
    let id: String
    let title: String

    /// Sentences above the chart.
    var lead: [String] = []

    /// Nil when there is nothing to draw: then `lead` says why.
    var chart: SVGElement?

    /// Of the time that was not observed, under the chart.
    var gaps: [String] = []
    var table: ReportTable?

    /// Which table of `/report.csv` has the same numbers.
    let sheet: ReportSheet
}
