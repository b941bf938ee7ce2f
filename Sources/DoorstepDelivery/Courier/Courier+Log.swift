import DoorstepCore
import Logging

extension Courier {
    func log(_ attempt: Attempt, of delivery: Delivery, _ step: DeliveryStep) {
        var metadata: Logger.Metadata = [
            "delivery.id": "\(delivery.id.rawValue)",
            "delivery.destination": "\(delivery.destination)",
            "delivery.subject": "\(delivery.subject)",
            "delivery.attempt": "\(attempt.number)",
        ]
        if let error = attempt.error { metadata["delivery.error"] = "\(error)" }
        if attempt.mayHaveArrived { metadata["delivery.mayHaveArrived"] = "true" }
        switch step {
        case .delivered:
            logger.info("message delivered", metadata: metadata)
        case .retry(let at):
            metadata["delivery.nextAttemptAt"] = "\(at)"
            logger.notice("message not delivered, will try again", metadata: metadata)
        case .waitForNetwork(let until):
            metadata["delivery.nextAttemptAt"] = "\(until)"
            logger.notice("no network, message waits", metadata: metadata)
        case .dead:
            logger.error("message given up", metadata: metadata)
        case .switchOff:
            logger.error("destination switched off by its receiver", metadata: metadata)
        case .refuseLogin:
            metadata["hint"] = "doorstep destination test \(delivery.destination)"
            logger.error("login refused, messages wait until it is corrected", metadata: metadata)
        }
    }

    func log(unknown destination: String) {
        logger.error(
            "messages wait for a destination that was configured after this courier was started",
            metadata: [
                "delivery.destination": "\(destination)",
                "hint": "systemctl restart doorstep-courier",
            ])
    }

    func log(outboxError error: any Error, _ delivery: DeliveryID?) {
        guard let delivery else {
            logger.error("outbox cannot be read", metadata: ["error": "\(error)"])
            return
        }
        logger.error(
            "attempt cannot be recorded, will try again",
            metadata: ["delivery.id": "\(delivery.rawValue)", "error": "\(error)"])
    }

    func log(isWaitingForClock: Bool, before: Bool) {
        guard isWaitingForClock != before else { return }
        logger.notice(
            isWaitingForClock
                ? "messages wait until the clock is known to be right"
                : "clock is right, messages are sent")
    }
}
