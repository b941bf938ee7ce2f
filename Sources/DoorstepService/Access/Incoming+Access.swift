import HTTPTypes
import HummingbirdCore

extension Incoming {
    /// Whether it came by TLS, to a reverse proxy.
    func isSecure(_ service: ShopService) -> Bool {
        service.browserGuard.isSecure(request.head.authority)
    }

    /// What the browser, or the program, shows of itself.
    func tokens(_ service: ShopService) -> [AccessToken] {
        AccessToken.all(inCookies: request.headers[.cookie], isSecure: isSecure(service))
            + [AccessToken.bearer(inAuthorization: request.headers[.authorization])]
            .compactMap(\.self)
    }
}
