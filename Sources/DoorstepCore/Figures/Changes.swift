/// What moved against the usual: a day against the same weekday of the last 4 covered weeks, a week against the last 4
/// covered weeks.
///
/// Covered means a coverage of 0.8 or more: a week in which the sensor slept is no measure of anything.
package struct Changes: Hashable, Sendable, Codable, WritesNull {
    /// The ids of the periods that it was compared with, latest first: 2 to 4.
    package let comparedWith: [String]

    /// In people. Nil while the period runs and under a coverage of 0.8: a lower bound cannot be compared.
    package let footfall: Change?

    /// Shares, 0...1: greeted in the window, farewells said. Nil where fewer than 5 were due, or in all but one of
    /// the periods compared with.
    package let greeting: Change?
    package let farewell: Change?

    package struct Change: Hashable, Sendable, Codable, WritesNull {
        package let value: Double

        /// The median of the periods compared with.
        package let usual: Double

        /// What chance alone explains, at 95 %: of a share, its own Wilson interval, in which the usual then lies; of
        /// a count, the Poisson interval of the usual, in which the count then lies (Byar's approximation).
        package let low: Double
        package let high: Double

        /// Nil within the interval: then nothing is said to have changed.
        package let moved: Direction?

        package enum Direction: String, CaseIterable, Codable, Hashable, Sendable { case up, down }
    }

    /// A period that another is compared with.
    package struct Past: Hashable, Sendable {
        package let id: String
        let footfall: Int
        let greeting: Rate
        let farewell: Rate

        package init(_ period: SummaryPeriod, _ days: [DayFigures]) {
            let tally = days.tally
            id = period.id
            footfall = tally.footfall
            greeting = Rate(tally.inWindow, of: tally.due)
            farewell = Rate(tally.farewell.said, of: tally.farewell.due)
        }
    }

    /// How many are compared with, and how far back they may lie.
    package static let most = 4
    package static let fewest = 2
    package static let farthest = 8

    /// The periods that `period` may be compared with, latest first: of these the first `most` that are covered.
    package static func candidates(for period: SummaryPeriod) -> [SummaryPeriod] {
        (1...farthest).compactMap { weeks in
            func back(_ date: LocalDate) -> LocalDate {
                LocalDate(dayNumber: date.dayNumber - Int64(weeks) * 7)
            }
            switch period {
            case .day(let date): return .day(back(date))
            case .week(let week): return .week(ISOWeek(containing: back(week.monday)))
            case .month: return nil
            }
        }
    }

    /// Nil when there are fewer than two to compare with. `isTotal` says that the footfall is all there was.
    init?(of tally: Tally, isTotal: Bool, against past: [Past]) {
        guard past.count >= Self.fewest else { return nil }
        comparedWith = past.map(\.id)
        footfall =
            isTotal
            ? median(past.map { Double($0.footfall) }).map {
                Change(count: tally.footfall, usual: $0)
            } : nil
        greeting = Change(Rate(tally.inWindow, of: tally.due), against: past.map(\.greeting))
        farewell = Change(
            Rate(tally.farewell.said, of: tally.farewell.due), against: past.map(\.farewell))
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
        (self.value, self.usual, self.low, self.high) = (value, rounded(usual), low, high)
        moved = usual < low ? .up : usual > high ? .down : nil
    }
}
