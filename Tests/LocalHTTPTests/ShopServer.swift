import DoorstepService
import LocalHTTP
import TestSupport

/// Runs a server whose refusals are the shop's: `TestSupport.withServer`.
func withServer(
    limits: ConnectionLimits = .patient,
    bodyLimit: @escaping HTTPListeners.BodyLimit = { _, _, _ in 1 << 20 },
    responder: @escaping HTTPListeners.Responder,
    _ body: @Sendable (_ socket: String) async throws -> Void
) async throws {
    try await withServer(
        limits: limits, bodyLimit: bodyLimit, refusal: Responder.refusal, responder: responder, body
    )
}
