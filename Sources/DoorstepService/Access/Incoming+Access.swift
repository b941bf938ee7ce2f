import HTTPTypes
import LocalHTTP

extension Incoming {
    /// Whether the request came by TLS, to a reverse proxy.
    func isSecure(_ service: ShopService) -> Bool {
        service.browserGuard.isSecure(request.head.authority)
    }

    /// The tokens in the request's `Cookie` and `Authorization` fields.
    func tokens(_ service: ShopService) -> [AccessToken] {
        AccessToken.all(inCookies: request.headers[.cookie], isSecure: isSecure(service))
            + [AccessToken.bearer(inAuthorization: request.headers[.authorization])]
            .compactMap(\.self)
    }
}
