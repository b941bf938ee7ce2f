import DoorstepCore
import Transfer

// Receivers' own words in a body, which add to the status or contradict it.
extension TransferAnswer {
    /// An explanation of a failure, with a hint, for receivers that have a way of their own to tell it; nil for all
    /// others. A sentence without its full stop.
    func refusal(_ format: MessageFormat) -> String? {
        if isFromIntermediary(format) { return intermediaryRefusal(format) }
        return switch format {
        case .slack: slackRefusal
        case .email: mailRefusal
        case .teams:
            isRefusalInside(format)
                ? "Teams answered \(status), but did not deliver the message: \(teamsError ?? "an error")"
                : nil
        case .discord where status == 404:
            "Discord answered 404: the webhook was deleted; make a new one and configure its URL"
        case .discord where status == 429:
            "Discord answered 429: too many messages, it is tried again when Discord says"
        default: nil
        }
    }

    /// Whether a success reports a failure in its body: connectors of Teams answer 200 with “Webhook message delivery
    /// failed with error: … HTTP error 429”.
    func isRefusalInside(_ format: MessageFormat) -> Bool {
        format == .teams && (200..<300).contains(status) && teamsError != nil
    }

    /// The wait that the receiver asks for; nil if it asks for none.
    func askedWait(_ destination: Destination) -> Duration? {
        guard destination.format == .discord, status == 429,
            case .object(let members)? = try? JSONParser.parse(body)
        else { return retryAfter }
        let isInMilliseconds =
            if case .webhook(let hook) = destination.transport { hook.url.waitsInMilliseconds } else
            {
                false
            }
        // Milliseconds read as seconds would be a thousand times too long. Seconds read as milliseconds do no harm,
        // because the schedule's own wait is the minimum.
        let inHead = retryAfter.map { isInMilliseconds ? $0 / 1000 : $0 }
        return [inHead, Self.wait(members, isInMilliseconds: isInMilliseconds)]
            .compactMap(\.self).max()
    }

    /// The wait in Discord's `{"message":…,"retry_after":0.65,"global":false}`, rounded up to the millisecond. A
    /// fraction is one of seconds in every version.
    private static func wait(_ members: [JSON.Member], isInMilliseconds: Bool) -> Duration? {
        let milliseconds: Double? =
            switch members.first(where: { $0.name == "retry_after" })?.value {
            case .integer(let value): Double(value) * (isInMilliseconds ? 1 : 1000)
            case .number(let value): value * 1000
            default: nil
            }
        // The schedule believes no wait as long as 1e9 ms.
        guard let milliseconds, milliseconds > 0 else { return nil }
        return .milliseconds(Int64(min(milliseconds, 1e9).rounded(.up)))
    }

    /// Whether a proxy or portal on the way answered in the receiver's place. A 511 asks for a login to the network (RFC
    /// 6585, section 6). A success with a web page is a captive portal's if the receiver never sends one. Slack labels
    /// its “ok” as HTML, so the body alone counts.
    func isFromIntermediary(_ format: MessageFormat) -> Bool {
        guard mailStep == nil else { return false }
        if status == 511 { return true }
        guard (200..<300).contains(status), format.isNeverAnsweredByPage else { return false }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = body.starts(with: mark) ? body.dropFirst(mark.count) : body[...]
        return text.first { !Array(" \t\r\n".utf8).contains($0) } == UInt8(ascii: "<")
    }

    private func intermediaryRefusal(_ format: MessageFormat) -> String {
        status == 511
            ? "the network here answered 511: it asks for a login first"
            : "the answer \(status) is a web page, which \(format.rawValue) never sends: "
                + "a login page of this network, or a wrong URL"
    }

    /// Whether a gateway reports that it sent all on and the receiver did not answer in time: 504 (RFC 9110, section
    /// 15.6.5), or 524, Cloudflare's number for the same.
    var isGatewayTimeout: Bool { mailStep == nil && (status == 504 || status == 524) }

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
