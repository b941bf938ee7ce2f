import HTTPTypes

extension Endpoint {
    /// The endpoints for browsers. They are no part of the wire contract, so the OpenAPI document does not list them.
    static let pages: [Endpoint] =
        [index, pairing, pair, counter, kiosk, shell, report, reportSheet] + assets

    /// All endpoints that are answered.
    static let served = all + pages
}
