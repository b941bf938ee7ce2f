import HTTPTypes
import HummingbirdCore
import NIOCore

extension Response {
    /// Answers `request` with the response.
    func write(
        to writer: consuming ResponseWriter, answering request: HummingbirdCore.Request,
        over connection: Connection
    ) async throws {
        var head = HTTPResponse(status: status, headerFields: headers)
        if case .bytes(let bytes) = body { head.headerFields[.contentLength] = "\(bytes.count)" }
        // A HEAD is refused, and even a refusal of it has no body.
        let body = request.method == .head ? ResponseBody() : written(for: request, connection)
        try await writer.write(response: head, body: body)
    }

    private func written(
        for request: HummingbirdCore.Request, _ connection: Connection
    ) -> ResponseBody {
        switch body {
        case .bytes(let bytes):
            bytes.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .pieces(let write):
            ResponseBody { writer in
                try await write(ChunkWriter(writer: writer))
                try await writer.finish(nil)
            }
        case .events(let audience, let tell):
            ResponseBody { writer in
                do {
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        guard let channel = connection.channel else { return }
                        try await StreamReader.joining(
                            audience, on: channel, ChunkWriter(writer: writer), tell)
                    }
                } catch is CancellationError {
                    // The reader closed the connection.
                }
                try await writer.finish(nil)
            }
        }
    }
}

/// The writer of a body in chunks.
struct ChunkWriter: BodyWriter {
    let writer: any ResponseBodyWriter

    func write(_ bytes: [UInt8]) async throws { try await write(ByteBuffer(bytes: bytes)) }

    func write(_ buffer: ByteBuffer) async throws {
        // Hummingbird's writer holds no state of its own, so that a copy serves as well.
        var writer = writer
        try await writer.write(buffer)
    }
}
