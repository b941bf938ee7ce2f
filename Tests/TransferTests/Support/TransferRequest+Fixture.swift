import TestSupport
import Transfer

extension TransferRequest {
    /// A request to a listener on loopback, where everything is allowed but what the test changes.
    static func fixture(
        method: String = "GET",
        _ listener: Listener,
        host: String = "127.0.0.1",
        path: String = "/hook",
        headers: [(String, String)] = [],
        body: [UInt8]? = nil,
        limits: TransferLimits = TransferLimits(),
        rules: TransferRules = .local
    ) -> TransferRequest {
        TransferRequest(
            method: method, url: "http://\(host):\(listener.port)\(path)", headers: headers,
            body: body, limits: limits, rules: rules)
    }
}
