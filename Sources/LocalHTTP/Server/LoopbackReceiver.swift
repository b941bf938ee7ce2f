import HTTPTypes
import Logging
import ServiceLifecycle

/// A webhook receiver on this machine's loopback, for the demonstration.
package struct LoopbackReceiver: Service {
    package let port: Int
    private let listeners: HTTPListeners
    private static let mostBytes = 1 << 20

    /// `receive` gets the header fields and the body of each request, and returns the status of the answer.
    ///
    /// Throws `ListeningError`.
    package init(
        logger: Logger,
        receive: @escaping @Sendable (_ headers: [(String, String)], _ body: [UInt8]) -> Int
    ) throws {
        let socket = try TCPSocket.listen(port: 0)
        guard case .tcp(_, let port) = socket.kind else {
            preconditionFailure("a loopback socket is a TCP socket")
        }
        self.port = port
        listeners = HTTPListeners(
            sockets: [socket], logger: logger, bodyLimit: { _, _, _ in Self.mostBytes },
            refusal: { _ in Response(status: .badRequest) }
        ) { request, _ in
            let fields = request.headers.map { ($0.name.canonicalName, $0.value) }
            return Response(
                status: HTTPResponse.Status(code: receive(fields, request.body)))
        }
    }

    package func run() async throws { try await listeners.run() }
}
