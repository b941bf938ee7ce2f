import CCurl

// libcurl's callbacks while a mail is sent. Each finds its exchange behind the pointer that it is given.

private func exchange(_ pointer: UnsafeMutableRawPointer) -> MailExchange {
    Unmanaged.fromOpaque(pointer).takeUnretainedValue()
}

private let sendMail: curl_read_callback = { data, size, count, pointer in
    guard let data, let pointer else { return Int(CURL_READFUNC_ABORT) }
    return exchange(pointer).take(
        into: UnsafeMutableRawBufferPointer(start: data, count: size * count))
}

private let receiveReply: curl_write_callback = { data, size, count, pointer in
    guard let data, let pointer else { return -1 }
    let line = UnsafeRawBufferPointer(start: data, count: size * count)
    exchange(pointer).receiveReply(line)
    return line.count
}

/// Notes each command, which libcurl reports as a header that it sends.
private let watchCommands: curl_debug_callback = { _, kind, data, size, pointer in
    guard kind == CURLINFO_HEADER_OUT, let data, let pointer else { return 0 }
    let line = UnsafeRawBufferPointer(start: data, count: size)
    exchange(pointer).noteCommand(String(decoding: line, as: UTF8.self))
    return 0
}

private let watchMail: curl_xferinfo_callback = { pointer, _, _, _, _ in
    guard let pointer else { return 1 }
    return exchange(pointer).mayGoOn ? 0 : 1
}

extension EasyHandle {
    /// The exchange must outlive the transfer.
    func setCallbacks(for exchange: MailExchange) throws(TransferError) {
        try setCallbacks(for: exchange.connection)
        let pointer = Unmanaged.passUnretained(exchange).toOpaque()
        try check(ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, receiveReply))
        try check(ccurl_set_progress(easy, watchMail))
        try check(ccurl_set_sender(easy, sendMail))
        try check(ccurl_set_debug(easy, watchCommands))
        try set(CURLOPT_VERBOSE, true)
        for option in [
            CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_READDATA, CURLOPT_DEBUGDATA,
        ] {
            try check(ccurl_set_pointer(easy, option, pointer))
        }
    }
}
