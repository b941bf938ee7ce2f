import DoorstepAPI
import DoorstepCore

/// The routes of paired screens and tokens.
extension DaemonClient {
    /// Makes a pairing. Not repeated when the connection breaks: without the code, the user asks for another.
    package func makePairing(_ body: PairingRequestBody) throws(ClientError) -> Reply<PairingBody> {
        try post(Route.pairings, json: body)
    }

    /// Makes a token. Not repeated when the connection breaks: without the token, the user asks for another.
    package func makeToken(_ body: TokenRequestBody) throws(ClientError) -> Reply<TokenBody> {
        try post(Route.devices, json: body)
    }

    package func devices() throws(ClientError) -> Reply<DevicesBody> { try get(Route.devices) }

    /// The answer has no body.
    package func revoke(_ device: Int64) throws(ClientError) {
        _ = try answer("DELETE", Route.device(device))
    }
}
