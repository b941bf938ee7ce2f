import DoorstepAPI
import DoorstepCore

/// The paired screens for people, a line each.
struct DeviceLines {
    let devices: [DeviceBody]
    let clock: WallClock

    var lines: [String] {
        guard !devices.isEmpty else {
            return [
                "No screen is paired.", "  pair one:  doorstep pair counter  (or kiosk, or report)",
            ]
        }
        var table = Table(rightAligned: [0])
        for device in devices {
            table.add([
                "\(device.id)", device.role.rawValue, device.name,
                "paired \(clock.date(device.pairedAt))", seen(device),
                device.connected ? "connected" : "",
            ])
        }
        return table.lines
    }

    /// The day of the device's last use, which the daemon records once a day.
    private func seen(_ device: DeviceBody) -> String {
        guard let last = device.lastSeenAt else { return "never used" }
        return "seen \(clock.date(last))"
    }
}
