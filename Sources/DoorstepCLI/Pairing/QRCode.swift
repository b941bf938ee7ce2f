import CQREncode

/// A QR code (ISO/IEC 18004): a square of dark and light modules.
struct QRCode: Hashable {
    /// Rows from the top, each from the left; true is dark. The quiet zone is not in it.
    let modules: [[Bool]]

    /// Nil when `text` is empty, or longer than the largest code holds.
    init?(_ text: String) {
        // Level M can be read with 15 % of the code hidden by dirt or glare, and a link still fits a small code.
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let data = code.pointee.data else { return nil }
        modules = (0..<width).map { row in
            // The lowest bit of each byte is its colour.
            (0..<width).map { data[row * width + $0] & 1 == 1 }
        }
    }
}
