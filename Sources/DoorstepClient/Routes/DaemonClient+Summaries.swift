import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The routes of summaries and their deliveries, and of the daemon's own state.
extension DaemonClient {
    package func summary(day: LocalDate) throws(ClientError) -> Reply<Summary> {
        try get(Route.summary(day: day.description))
    }

    package func summary(of period: SummaryPeriod) throws(ClientError) -> Reply<Summary> {
        switch period {
        case .day(let date): try summary(day: date)
        case .week(let week): try get(Route.summary(week: week.description))
        case .month(let month): try get(Route.summary(month: month.description))
        }
    }

    /// The report page of a period, as one file that needs nothing else.
    package func page(of period: SummaryPeriod, language: ScreenLanguage) throws(ClientError)
        -> [UInt8]
    {
        let more = "&standalone=true&lang=\(language.rawValue)"
        return try answer("GET", Route.report(period, more: more))
    }

    /// The key figures of a period, as CSV.
    package func sheet(of period: SummaryPeriod) throws(ClientError) -> [UInt8] {
        try answer("GET", Route.reportSheet(period))
    }

    /// Sends a summary to `destination`, even if it does not subscribe to such periods; nil for all that do.
    package func deliver(
        _ period: SummaryPeriod, to destination: String? = nil
    ) throws(ClientError) -> Reply<DeliveriesBody> {
        try post(
            Route.deliver(period.kind, period.id), json: DeliverBody(destination: destination))
    }

    /// The deliveries in `state` for `destination`; nil for all.
    package func deliveries(
        in state: Delivery.State?, to destination: String? = nil
    ) throws(ClientError) -> Reply<DeliveriesBody> {
        let query = [
            state.map { "state=\($0.rawValue)" },
            destination.map { "destination=\(segment($0))" },
        ].compactMap(\.self)
        let mark = query.isEmpty ? "" : "?"
        return try get(Route.deliveries + mark + query.joined(separator: "&"))
    }

    package func retry(_ delivery: String) throws(ClientError) -> Reply<DeliveryBody> {
        try post(Route.retry(segment(delivery)))
    }

    package func drop(_ delivery: String) throws(ClientError) -> Reply<DeliveryBody> {
        try post(Route.drop(segment(delivery)))
    }

    package func destinations() throws(ClientError) -> Reply<DestinationsBody> {
        try get(Route.destinations)
    }

    package func pause(_ destination: String) throws(ClientError) -> Reply<DestinationBody> {
        try post(Route.pause(segment(destination)))
    }

    package func resume(_ destination: String) throws(ClientError) -> Reply<DestinationBody> {
        try post(Route.resume(segment(destination)))
    }

    package func test(destination: String) throws(ClientError) -> Reply<DestinationTestBody> {
        try post(Route.test(segment(destination)))
    }

    /// The health check answers 503 when all is not well, with the same body.
    package func health() throws(ClientError) -> HealthBody {
        do {
            return try (get(Route.health) as Reply<HealthBody>).body
        } catch .unhealthy(let body) {
            return body
        }
    }

    package func openapi() throws(ClientError) -> [UInt8] { try answer("GET", Route.openapi) }

    package func metrics() throws(ClientError) -> [UInt8] { try answer("GET", Route.metrics) }
}
