import DoorstepCore
import Transfer

// What receivers say in bodies, beside or against their status.
extension TransferAnswer {
    /// What went wrong, with what to do, where the receiver has a way of its own to say it; nil else. A sentence without
    /// its full stop.
    func refusal(_ format: MessageFormat) -> String? {
        switch format {
        case .slack: slackRefusal
        case .email: mailRefusal
        case .teams:
            isRefusalInside(format)
                ? "Teams answered \(status), but not delivered: \(teamsError ?? "an error")"
                : nil
        case .discord where status == 404:
            "Discord answered 404: the webhook was deleted; make a new one and configure its URL"
        case .discord where status == 429:
            "Discord answered 429: too many messages, it is tried again when Discord says"
        default: nil
        }
    }

    /// Whether a success says in its body that it is none: connectors of Teams answer 200 with “Webhook message
    /// delivery failed with error: … HTTP error 429”.
    func isRefusalInside(_ format: MessageFormat) -> Bool {
        format == .teams && (200..<300).contains(status) && teamsError != nil
    }

    /// Discord's `{"message":…,"retry_after":0.65,"global":false}`: seconds, rounded up to the millisecond.
    func retryAfterInside(_ format: MessageFormat) -> Duration? {
        guard format == .discord, status == 429,
            case .object(let members)? = try? JSONParser.parse(body)
        else { return nil }
        let seconds: Double? =
            switch members.first(where: { $0.name == "retry_after" })?.value {
            case .integer(let value): Double(value)
            case .number(let value): value
            default: nil
            }
        // What is longer is not believed anyway.
        guard let seconds, seconds > 0 else { return nil }
        return .milliseconds(Int64((min(seconds, 1e6) * 1000).rounded(.up)))
    }

    private var teamsError: String? {
        let text = String(decoding: body.prefix(4096), as: UTF8.self).lowercased()
        guard let start = text.firstRange(of: "http error ") else {
            return text.contains("delivery failed") ? "its answer says “delivery failed”" : nil
        }
        let code = text[start.upperBound...].prefix { $0.isNumber }.prefix(3)
        return code.isEmpty ? "HTTP error" : "HTTP error \(code) inside"
    }

    private var slackRefusal: String? {
        guard !(200..<300).contains(status) else { return nil }
        let word = String(decoding: body.prefix(64), as: UTF8.self)
            .prefix { $0.isLetter || $0 == "_" }
        let meaning: String? =
            switch word {
            case "invalid_payload": "it could not read the message; please report this as a mistake"
            case "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text":
                "it did not take the message’s form; please report this as a mistake"
            case "invalid_token":
                "the URL is not, or no longer, right: copy it again from the app’s page of webhooks"
            case "channel_not_found":
                "the webhook’s channel was deleted: make a webhook for another channel"
            case "channel_is_archived":
                "the channel is archived: unarchive it, or make a webhook for another channel"
            case "no_service", "no_service_id":
                "the webhook was removed or switched off: make a new one and configure its URL"
            case "no_active_hooks": "the webhook is switched off: switch it on, or make a new one"
            case "no_team", "team_disabled": "the workspace is gone or switched off"
            case "user_not_found":
                "the webhook’s owner is gone: make a new one as another person"
            case "action_prohibited":
                "the workspace’s administrators forbid this: ask them to allow the webhook"
            case "posting_to_general_channel_denied":
                "the webhook’s owner may not post to #general: make one for another channel"
            case "too_many_attachments": "too many attachments; please report this as a mistake"
            case "rollup_error", "fatal_error", "internal_error":
                "it has trouble of its own; it is tried again"
            default: nil
            }
        return meaning.map { "Slack answered \(status) \(word): \($0)" }
    }
}
