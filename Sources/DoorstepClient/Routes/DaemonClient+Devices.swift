import DoorstepAPI
import DoorstepCore

/// Paired screens.
extension DaemonClient {
    /// Not repeated when the connection breaks: who did not see the code asks for another.
    package func invite(_ body: PairingRequestBody) throws(ClientError) -> Reply<PairingBody> {
        try post(Route.pairings, json: body)
    }

    /// Not repeated when the connection breaks: who did not see the token asks for another.
    package func makeToken(_ body: TokenRequestBody) throws(ClientError) -> Reply<TokenBody> {
        try post(Route.devices, json: body)
    }

    package func devices() throws(ClientError) -> Reply<DevicesBody> { try get(Route.devices) }

    /// The answer has no body.
    package func revoke(_ device: Int64) throws(ClientError) {
        _ = try answer("DELETE", Route.device(device))
    }
}
