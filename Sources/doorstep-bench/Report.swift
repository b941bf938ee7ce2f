/// The table of measurements beside their budgets.
struct Report {
    private var rows: [[String]] = []
    private(set) var missed = 0

    /// Adds a row with a budget. `ratio` is the measurement over the budget (the inverse for rates): at most 1 is
    /// within it.
    mutating func add(
        _ what: String, measured: String, floor: String, budget: String, ratio: Double
    ) {
        let isWithin = ratio <= 1
        if !isWithin { missed += 1 }
        rows.append([what, measured, floor, budget, isWithin ? "ok" : "OVER"])
    }

    mutating func note(_ what: String, measured: String) {
        rows.append([what, measured, "", "", ""])
    }

    func print() {
        let head = ["what", "measured", "floor in the same run", "budget", ""]
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        for row in all {
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            Swift.print(cells.joined(separator: "  "))
        }
    }
}

func milli(_ value: Double) -> String {
    let rounded = (value * 1000).rounded() / 1000
    return "\(rounded) ms"
}
