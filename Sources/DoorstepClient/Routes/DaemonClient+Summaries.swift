import DoorstepAPI
import DoorstepCore

/// Summaries, and what became of them; the daemon's own state.
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

    package func deliver(day: LocalDate) throws(ClientError) -> Reply<DeliveriesBody> {
        try post(Route.deliver(day: day.description))
    }

    /// Those in `state`; nil for all.
    package func deliveries(in state: Delivery.State?) throws(ClientError) -> Reply<DeliveriesBody>
    {
        try get(Route.deliveries + (state.map { "?state=\($0.rawValue)" } ?? ""))
    }

    package func retry(_ delivery: String) throws(ClientError) -> Reply<DeliveryBody> {
        try post(Route.retry(segment(delivery)))
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
