/// The changes of a period against the usual: of a day against the same weekday of the last 4 covered weeks, of a week
/// against the last 4 covered weeks, of a month against the last 4 covered months.
///
/// Covered means a coverage of 0.8 or more: a week in which the sensor slept measures nothing.
package struct Changes: Hashable, Sendable, Codable, WritesNull {
    /// The ids of the periods compared with, latest first: 2 to 4.
    package let comparedWith: [String]

    /// Visitors. Nil while the period runs, under a coverage of 0.8, and with unanswered openings, exits alone or a mad
    /// door's crossings: such totals cannot be compared. Nil too if fewer than two of the periods compared with had a
    /// total.
    package let footfall: Change?

    /// Shares, 0...1: greetings in the window, farewells said. Nil where fewer than 5 were due, or where fewer than two
    /// of the periods compared with had as many due.
    package let greeting: Change?
    package let farewell: Change?

    /// The median wait in seconds. Nil under 5 parties, where too few were greeted for an interval, and with fewer than
    /// two past medians.
    package let wait: Change?

    /// The happy index, 0...100. Nil where fewer than 5 faces were pressed, and with fewer than two past indexes.
    package let happyIndex: Change?

    package struct Change: Hashable, Sendable, Codable, WritesNull {
        package let value: Double

        /// The median of the periods compared with.
        package let usual: Double

        /// The interval of chance at 95 %: of a share, its own Wilson interval, in which the usual then lies; of a
        /// count, the Poisson interval of the usual (Byar's approximation), in which the count then lies; of a median,
        /// the ranks on either side of it (`MedianInterval`); of the happy index, the Wilson interval of the faces as
        /// shares of the best, which is wider than theirs.
        package let low: Double
        package let high: Double

        /// The direction of the change; nil within the interval, where no change is claimed.
        package let moved: Direction?

        package enum Direction: String, CaseIterable, Codable, Hashable, Sendable { case up, down }
    }

    /// A period that another is compared with.
    package struct Past: Hashable, Sendable {
        package let id: String

        /// Visitors; nil when the total is a lower bound or doubtful.
        let footfall: Int?
        let openMinutes: Int
        let greeting: Rate
        let farewell: Rate
        let wait: Double?
        let happyIndex: Double?

        package init(_ period: SummaryPeriod, _ days: [DayFigures]) {
            let tally = days.tally
            wait = MedianInterval(tally.waits, never: tally.never).map { $0.median / 1000 }
            happyIndex = Summary.Feedback.index(of: tally.feedback.faces)
            id = period.id
            openMinutes = days.openMinutes
            footfall = tally.isLowerBound || days.isDoubtful ? nil : tally.footfall
            greeting = Rate(tally.inWindow, of: tally.due)
            farewell = Rate(tally.farewell.said, of: tally.farewell.due)
        }
    }

    /// The most and the fewest periods compared with, and the weeks or months that they may lie back.
    package static let most = 4
    package static let fewest = 2
    package static let farthest = (weeks: 8, months: 6)

    /// The periods to compare `period` with, latest first; the first `most` covered ones are used.
    package static func candidates(for period: SummaryPeriod) -> [SummaryPeriod] {
        if case .month(var month) = period {
            return (1...farthest.months).map { _ in
                month = LocalMonth(containing: month.first.previous)
                return .month(month)
            }
        }
        return (1...farthest.weeks).map { weeks in
            SummaryPeriod(
                period.kind,
                containing: LocalDate(dayNumber: period.first.dayNumber - Int64(weeks) * 7))
        }
    }

    /// Nil with fewer than two periods to compare with. `isTotal` is false while the footfall is no final total.
    /// `openMinutes` are those of a month: months differ in length, so that the footfall of another one counts in
    /// proportion to its opening time. Nil for a day or a week.
    init?(of tally: Tally, isTotal: Bool, openMinutes: Int? = nil, against past: [Past]) {
        guard past.count >= Self.fewest else { return nil }
        comparedWith = past.map(\.id)
        let usual = past.compactMap { past in
            past.footfall.map { footfall in
                openMinutes.map {
                    (Double(footfall) * Double($0) / Double(max(1, past.openMinutes))).rounded()
                } ?? Double(footfall)
            }
        }
        footfall =
            isTotal && usual.count >= Self.fewest
            ? median(usual).map { Change(count: tally.footfall, usual: $0) } : nil
        greeting = Change(Rate(tally.inWindow, of: tally.due), against: past.map(\.greeting))
        farewell = Change(
            Rate(tally.farewell.said, of: tally.farewell.due), against: past.map(\.farewell))
        wait = Change(
            MedianInterval(tally.waits, never: tally.never), against: past.compactMap(\.wait))
        happyIndex = Change(faces: tally.feedback.faces, against: past.compactMap(\.happyIndex))
    }
}

extension Changes.Change {
    fileprivate init(count: Int, usual: Double) {
        let interval = PoissonInterval(usual)
        value = Double(count)
        self.usual = usual
        low = rounded(interval.low)
        high = rounded(interval.high)
        moved = value > interval.high ? .up : value < interval.low ? .down : nil
    }

    fileprivate init?(_ rate: Rate, against past: [Rate]) {
        let known = past.filter { $0.n >= fewestCases }.compactMap(\.value)
        guard rate.n >= fewestCases, known.count >= Changes.fewest, let usual = median(known),
            let value = rate.value, let low = rate.low, let high = rate.high
        else { return nil }
        self.init(value: value, usual: usual, low: low, high: high)
    }

    fileprivate init?(_ wait: MedianInterval?, against past: [Double]) {
        guard let wait, past.count >= Changes.fewest, let usual = median(past) else { return nil }
        self.init(
            value: wait.median / 1000, usual: usual, low: wait.low / 1000, high: wait.high / 1000)
    }

    fileprivate init?(faces: [Int], against past: [Double]) {
        let n = faces.reduce(0, +)
        let sum = faces.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        guard let value = Summary.Feedback.index(of: faces), past.count >= Changes.fewest,
            let usual = median(past), let interval = WilsonInterval(Double(sum) / 3, of: n)
        else { return nil }
        self.init(value: value, usual: usual, low: interval.low * 100, high: interval.high * 100)
    }

    /// The change of a figure that has an interval of its own.
    private init(value: Double, usual: Double, low: Double, high: Double) {
        self.value = rounded(value)
        self.usual = rounded(usual)
        self.low = rounded(low)
        self.high = rounded(high)
        moved = usual < low ? .up : usual > high ? .down : nil
    }
}
