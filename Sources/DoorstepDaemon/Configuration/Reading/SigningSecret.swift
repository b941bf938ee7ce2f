import Foundation

/// The form of a secret that signs messages: Standard Webhooks 1.0.0.
enum SigningSecret {
    static let wanted = "\"whsec_\" and 24 to 64 bytes in base64"
    static let hint = "make one: echo \"whsec_$(openssl rand -base64 32)\""

    /// What is wrong with a secret, in words that do not give it away; nil when it is fit.
    static func trouble(with text: String) -> String? {
        guard text.hasPrefix("whsec_") else { return "no \"whsec_\" at the start" }
        guard let bytes = Data(base64Encoded: String(text.dropFirst(6))) else {
            return "text that is not base64"
        }
        return (24...64).contains(bytes.count) ? nil : "a secret of \(bytes.count) bytes"
    }
}
