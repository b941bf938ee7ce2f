import CCurl
import Glibc

// libcurl's callbacks during a transfer. Each finds its exchange behind the pointer that it is given.

private func exchange(_ pointer: UnsafeMutableRawPointer) -> Exchange {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
}

/// Takes one header line.
let receiveLine: curl_write_callback = { data, size, count, pointer in
    guard let data, let pointer else { return -1 }
    let line = UnsafeRawBufferPointer(start: data, count: size * count)
    return exchange(pointer).receive(line: line) ? line.count : -1
}

/// Takes a piece of the body.
let receiveBytes: curl_write_callback = { data, size, count, pointer in
    guard let data, let pointer else { return -1 }
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return exchange(pointer).receive(bytes: bytes) ? bytes.count : -1
}

/// Ends a cancelled transfer with a result that is not zero. Called when data moves, else once a second.
let watchProgress: curl_xferinfo_callback = { pointer, _, _, _, _ in
    guard let pointer else { return 1 }
    return exchange(pointer).cancellation?.isCancelled == true ? 1 : 0
}

/// Opens the socket for an address, if the rules allow a connection to it. libcurl tries a name's addresses one after
/// the other, so a refused one does not hinder the others.
let openSocket: curl_opensocket_callback = { pointer, _, address in
    guard let pointer, let address else { return CURL_SOCKET_BAD }
    let exchange = exchange(pointer)
    let bytes = UnsafeRawBufferPointer(
        start: ccurl_address_bytes(address), count: Int(address.pointee.addrlen))
    if !exchange.isLocal, !exchange.rules.allowPrivateAddress {
        let peer = PeerAddress(socketAddress: bytes)
        guard let peer, peer.isPublic else {
            exchange.refusedAddress = peer?.description ?? "this kind of address"
            return CURL_SOCKET_BAD
        }
    }
    exchange.hasOpenedSocket = true
    // Closed in child processes, which have no business with a webhook's connection.
    return socket(
        address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
        address.pointee.protocol)
}
