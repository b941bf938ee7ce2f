import DoorstepAPI
import DoorstepCore
import HTTPTypes
import LocalHTTP

extension Response {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response
    {
        bytes(try JSONWriter.bytes(value), status: status, type: "application/json")
    }

    static func problem(_ problem: ProblemBody) -> Response {
        let bytes = (try? JSONWriter.bytes(problem)) ?? []
        var response = Response.bytes(
            bytes, status: HTTPResponse.Status(code: problem.status),
            type: "application/problem+json")
        switch problem.status {
        case 401: response.headers[.wwwAuthenticate] = "Bearer"
        case 429: response.headers[.retryAfter] = "60"
        case 503: response.headers[.retryAfter] = "1"
        default: break
        }
        return response
    }
}
