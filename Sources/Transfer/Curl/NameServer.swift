import Glibc

/// A check whether any name server answers.
enum NameServer {
    /// Whether libcurl found no address because no name server answered, and not because one said that there is no such
    /// host. libcurl does not tell the two apart; getaddrinfo(3) does.
    static func isSilent(about host: String) -> Bool {
        var found: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(host, nil, nil, &found)
        if let found { freeaddrinfo(found) }
        return result == EAI_AGAIN
    }
}
