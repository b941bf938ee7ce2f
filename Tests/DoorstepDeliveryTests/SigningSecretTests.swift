import DoorstepDelivery
import Foundation
import Testing

@Suite("A signing secret")
struct SigningSecretTests {
    @Test("is read from a file's text, with or without a line end")
    func reading() throws {
        let secret = try SigningSecret("  \(Secrets.text)\n")
        #expect(secret.bytes.count == 24)
        #expect(try SigningSecret(Secrets.text) == secret)
    }

    @Test("has 24 to 64 bytes", arguments: [(23, false), (24, true), (64, true), (65, false)])
    func length(count: Int, isRight: Bool) {
        let text = "whsec_" + Data(repeating: 7, count: count).base64EncodedString()
        if isRight {
            #expect(throws: Never.self) { try SigningSecret(text) }
        } else {
            #expect(throws: SigningSecret.Invalid.length(count)) { try SigningSecret(text) }
        }
    }

    @Test("begins with whsec_, then base64")
    func form() {
        #expect(throws: SigningSecret.Invalid.noPrefix) { try SigningSecret("") }
        #expect(throws: SigningSecret.Invalid.noPrefix) {
            try SigningSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        }
        #expect(throws: SigningSecret.Invalid.notBase64) {
            try SigningSecret("whsec_not*base64*at*all*at*all*at*all")
        }
    }

    @Test("that is wrong is explained without being shown")
    func sentences() {
        let hint = "make one with: echo whsec_$(openssl rand -base64 32)"
        #expect(
            "\(SigningSecret.Invalid.length(3))"
                == "a signing secret has 24 to 64 bytes, this one has 3: \(hint)")
        #expect(
            "\(SigningSecret.Invalid.noPrefix)" == "a signing secret begins with whsec_: \(hint)")
        #expect(
            "\(SigningSecret.Invalid.notBase64)"
                == "what follows whsec_ in a signing secret is base64: \(hint)")
    }

    @Test("shows itself nowhere")
    func redacted() throws {
        let secret = try SigningSecret(Secrets.text)
        var dumped = ""
        dump([secret], to: &dumped)
        for text in ["\(secret)", String(reflecting: [secret]), dumped] {
            #expect(text.contains("whsec_…"))
            #expect(!text.contains("MfKQ9r8"))
            #expect(!text.contains("\(secret.bytes[0])"))
        }
    }
}
