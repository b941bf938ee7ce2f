import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP
import Logging

/// Finds the endpoint of a request, lets it answer, and turns every error into a problem.
package struct Responder: Sendable {
    private let service: ShopService
    private let pages: Pages

    /// All endpoints that are answered.
    private let endpoints: [Endpoint]

    package init(_ service: ShopService, pages: Pages) {
        self.service = service
        self.pages = pages
        endpoints = Endpoint.all + pages.endpoints
    }

    /// The answer to a request; an error becomes a problem.
    package func respond(to request: Request, over connection: Connection) async -> Response {
        var response: Response
        do {
            response = try await handle(request, over: connection)
        } catch {
            response = answer(
                problem(error, of: request).inLocalTime(service.shop.calendar.zone), to: request,
                over: connection)
        }
        if connection.way == .tcp {
            response.secure()
        } else {
            response.headers[.timeZone] = service.shop.calendar.zone.name
        }
        service.metrics.answered(response.status.code)
        return response
    }

    /// The answer to a request that no endpoint gets to see.
    package static func refusal(of fault: RequestFault) -> Response {
        var response = Response.problem(ProblemBody(fault))
        if case .unknownMethod = fault { response.headers[.allow] = "GET, POST" }
        return response
    }

    /// The most bytes that the body of a request may have. Calls over TCP and unknown calls have the same common limit.
    package static func bodyLimit(
        _ method: String, _ path: String, by way: Connection.Way
    ) -> Int {
        guard way == .unix, let method = HTTPRequest.Method(method),
            case .found(let endpoint, _) = find(method, path, in: Endpoint.all)
        else { return Limit.bodyBytes }
        return endpoint.bodyBytes
    }

    /// Lets the request's endpoint answer.
    func handle(_ request: Request, over connection: Connection) async throws -> Response {
        if connection.way == .tcp { try service.browserGuard.check(BrowserGuard.Claim(request)) }
        switch Self.find(request.method, request.path, in: endpoints) {
        case .found(let endpoint, let inPath):
            let query = try Incoming.readQuery(
                request.query, known: endpoint.query.map(\.name))
            var incoming = incoming(request, connection, inPath: inPath, query: query)
            if connection.isStranger, !service.devices.known(incoming.tokens).isEmpty {
                connection.isKnown()
            }
            guard connection.way == .tcp, !endpoint.isOpen else {
                if endpoint.isForCourier, !connection.mayCarryMessages {
                    throw ProblemBody.notTheCourier(connection.user)
                }
                // The courier's process reads the answers of strangers' servers, so it reaches no other call.
                if connection.isCourier, !endpoint.isForCourier {
                    throw ProblemBody.onlyTheOutbox(request.path)
                }
                return try await endpoint.handle(incoming, service)
            }
            let (device, token) = try await service.devices.admit(
                incoming.tokens, roles: endpoint.roles, path: request.path)
            incoming.device = device
            var response = try await endpoint.handle(incoming, service)
            if endpoint.isPage {
                response.headers[.setCookie] = token.cookie(
                    device.role, isSecure: incoming.isSecure)
            }
            return response
        case .otherMethods(let allowed):
            var response = Response.problem(
                .wrongMethod(request.method.rawValue, allowed: allowed))
            response.headers[.allow] = allowed.joined(separator: ", ")
            return response
        case .nothing: throw ProblemBody.unknownPath(request.path)
        }
    }

    /// The response for a problem: a page for a person who opened one in a browser, else JSON.
    private func answer(
        _ problem: ProblemBody, to request: Request, over connection: Connection
    ) -> Response {
        guard connection.way == .tcp, request.headers[.accept]?.contains("text/html") == true else {
            return .problem(problem)
        }
        let query = try? Incoming.readQuery(request.query, known: ["lang"])
        return pages.problem(
            problem, incoming(request, connection, query: query ?? [:]), service.shop,
            service.devices)
    }

    private func incoming(
        _ request: Request, _ connection: Connection, inPath: [String: String] = [:],
        query: [String: String]
    ) -> Incoming {
        Incoming(
            request: request, connection: connection,
            isSecure: service.browserGuard.isSecure(request.head.authority), inPath: inPath,
            query: query)
    }

    enum Finding {
        case found(Endpoint, inPath: [String: String])
        /// The path exists for these methods only.
        case otherMethods([String])
        case nothing
    }

    static func find(
        _ method: HTTPRequest.Method, _ path: String, in endpoints: [Endpoint]
    ) -> Finding {
        var allowed: [String] = []
        for endpoint in endpoints {
            guard let inPath = endpoint.match(path) else { continue }
            if endpoint.method == method { return .found(endpoint, inPath: inPath) }
            allowed.append(endpoint.method.rawValue)
        }
        return allowed.isEmpty ? .nothing : .otherMethods(allowed)
    }

    private func problem(_ error: any Error, of request: Request) -> ProblemBody {
        if let problem = ProblemBody.of(error) {
            if case LedgerError.failed(let sentence) = error {
                service.logger.error("the ledger cannot record", metadata: ["cause": "\(sentence)"])
            }
            return problem
        }
        service.logger.error(
            "a request could not be answered",
            metadata: [
                "http.method": "\(request.method)", "http.path": "\(request.path)",
                "error": "\(error)",
            ])
        return .internalError
    }
}
