import DoorstepAPI
import DoorstepCore

/// Paired screens.
extension DaemonClient {
    /// Not repeated when the connection breaks: who did not see the code asks for another.
    package func invite(_ body: PairingRequestBody) throws(ClientError) -> Reply<PairingBody> {
        let bytes: [UInt8]
        do { bytes = try JSONWriter.bytes(body) } catch {
            throw .notUnderstood(path: Route.pairings, detail: "\(error)")
        }
        return try post(Route.pairings, type: "application/json", body: bytes)
    }

    package func devices() throws(ClientError) -> Reply<DevicesBody> { try get(Route.devices) }

    /// The answer has no body.
    package func revoke(_ device: Int64) throws(ClientError) {
        _ = try answer("DELETE", Route.device(device))
    }
}
