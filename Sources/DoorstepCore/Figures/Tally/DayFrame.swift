/// What has to be known of a trading day to sort its crossings: its hours, and the greeting's window.
package struct DayFrame: Hashable, Sendable {
    package let day: TradingDay

    /// The hours as the wall clock strikes them, in order: labels unique within the day.
    let labels: [String]
    let intervals: [Interval]

    /// When the shop is open.
    let open: [Interval]

    /// From the entrance on, in milliseconds; both ends are in the window.
    let greetAfter: Int64
    let greetWithin: Int64

    package init(_ date: LocalDate, shop: Shop) {
        self.init(shop.calendar.tradingDay(date), shop: shop)
    }

    package init(_ day: TradingDay, shop: Shop) {
        self.day = day
        let hours = shop.calendar.localHours(of: day)
        labels = hours.map(\.label)
        intervals = hours.map(\.interval)
        open = shop.calendar.openIntervals(of: day)
        greetAfter = shop.reception.greetAfter.milliseconds
        greetWithin = shop.reception.greetWithin.milliseconds
    }

    /// The hour that `moment` lies in. There are some 24: looking through them costs less than searching.
    func hour(of moment: Timestamp) -> Int {
        var index = intervals.count - 1
        while index > 0, intervals[index].start > moment { index -= 1 }
        return index
    }
}
