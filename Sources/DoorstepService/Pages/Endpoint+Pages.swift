import HTTPTypes

extension Endpoint {
    /// What browsers open. They are no part of the wire contract, so the OpenAPI document does not list them.
    static let pages: [Endpoint] = [index, pairing, pair, report, reportSheet] + assets

    /// Everything that is answered.
    static let served = all + pages
}
