import DoorstepAPI
import DoorstepCore
import HTTPTypes
import LocalHTTP

/// The pages for browsers, which are made elsewhere and answered by the `Responder`. They are no part of the wire
/// contract, so the OpenAPI document does not list them.
package struct Pages: Sendable {
    let endpoints: [Endpoint]

    /// Makes the page of a problem, for a person who opened an address in a browser.
    let problem: @Sendable (ProblemBody, Incoming, Shop, Devices) -> Response

    package init(
        _ endpoints: [Endpoint],
        problem: @escaping @Sendable (ProblemBody, Incoming, Shop, Devices) -> Response
    ) {
        self.endpoints = endpoints
        self.problem = problem
    }
}

extension Endpoint {
    /// Makes the endpoint of a page, or of a file that pages load. `query` are the parameters' names.
    package init<Part>(
        page path: String, method: HTTPRequest.Method = .get, query: [String] = [],
        roles: Set<DeviceRole> = [], isOpen: Bool = false, type: String? = "text/html",
        using part: @escaping @Sendable (ShopService) -> Part,
        handle: @escaping @Sendable (Incoming, Part) async throws -> Response
    ) {
        self.init(
            method: method, path: path, summary: "For browsers.",
            query: query.map { Parameter(name: $0, about: "", schema: [:]) }, roles: roles,
            isOpen: isOpen, answer: Answer(status: 200, about: "", mediaType: type), using: part,
            handle: handle)
    }
}
