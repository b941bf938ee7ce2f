import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
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
            sockets: [socket], logger: logger, bodyLimit: { _, _ in Self.mostBytes }
        ) { request, writer, _ in
            let body = try await request.body.collect(upTo: Self.mostBytes)
            let fields = request.headers.map { ($0.name.canonicalName, $0.value) }
            let status = receive(fields, Array(body.readableBytesView))
            let head = HTTPResponse(
                status: HTTPResponse.Status(code: status), headerFields: [.contentLength: "0"])
            try await writer.write(response: head, body: ResponseBody())
        }
    }

    package func run() async throws { try await listeners.run() }
}
