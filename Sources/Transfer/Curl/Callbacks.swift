import CCurl
import Glibc

// What libcurl calls during a transfer. Each finds its exchange behind the pointer it was given.

private func exchange(_ pointer: UnsafeMutableRawPointer) -> Exchange {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
}

/// One header line.
let receiveLine: curl_write_callback = { data, size, count, pointer in
    guard let data, let pointer else { return -1 }
    let line = UnsafeRawBufferPointer(start: data, count: size * count)
    return exchange(pointer).receive(line: line) ? line.count : -1
}

/// A piece of the body.
let receiveBytes: curl_write_callback = { data, size, count, pointer in
    guard let data, let pointer else { return -1 }
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return exchange(pointer).receive(bytes: bytes) ? bytes.count : -1
}

/// Called whenever something moves, and once a second when nothing does. Not zero ends the transfer.
let watchProgress: curl_xferinfo_callback = { pointer, _, _, _, _ in
    guard let pointer else { return 1 }
    return exchange(pointer).cancellation?.isCancelled == true ? 1 : 0
}

/// Opens the socket for an address, if the rules allow it to be connected to. libcurl tries a name's
/// addresses one after the other, so a refused one does not hinder the others.
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
    // Closed in children: a webhook's connection is nobody else's business.
    return socket(
        address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
        address.pointee.protocol)
}
