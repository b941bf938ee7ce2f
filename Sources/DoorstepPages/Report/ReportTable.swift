/// The numbers of a chart, for people. Each of its bars or columns has a row.
struct ReportTable: Hashable, Sendable {
    let caption: String

    /// The heads of all columns; the first is that of the rows' names.
    let heads: [String]
    var rows: [Row] = []

    struct Row: Hashable, Sendable {
        let name: String

        /// The address that the name leads to; nil for none.
        var link: String?
        let cells: [String]

        /// Whether the row is the sum of the rows above.
        var isTotal = false
    }
}

/// A chart of the report with its title, its explanation and its table.
struct ReportSection: Sendable {
    /// Unique in the page, and the anchor of the section.
    let id: String
    let title: String

    /// Sentences above the chart.
    var lead: [String] = []

    /// Nil when there is nothing to draw: `lead` then says why.
    var chart: SVGElement?

    /// Sentences under the chart on the time that was not observed.
    var gaps: [String] = []
    var table: ReportTable?

    /// The table of `/report.csv` that has the same numbers.
    let sheet: ReportSheet
}
