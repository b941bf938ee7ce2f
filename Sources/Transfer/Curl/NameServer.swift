import Glibc

/// Whether anybody answers questions about names.
enum NameServer {
    /// After libcurl found no address: whether that is because no name server answered, rather than because one said
    /// that there is no such host. libcurl does not tell the two apart; getaddrinfo(3) does.
    static func isSilent(about host: String) -> Bool {
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, nil, nil, &found)
        if let found { freeaddrinfo(found) }
        return result == EAI_AGAIN
    }
}
