import DoorstepAPI
import DoorstepCore
import DoorstepStore

extension ShopService {
    var healthBody: HealthBody {
        let floor = ledger.floor
        return Self.health(
            ledger.health, destinations: Set(destinations.map(\.name)),
            doors: DoorBody.list(floor.doors, lastSeen: doorWatch.lastSeen),
            madDoors: MadDoorBody.list(floor.madDoors, at: ledger.now) ?? [],
            calendar: shop.calendar,
            others: [devices.check] + [courierDesk?.check].compactMap(\.self) + extraChecks()
        ).inLocalTime(shop.calendar.zone)
    }

    /// A destination that is switched off and not among the `destinations` any more is no trouble. `others` are
    /// the checks that the daemon adds.
    static func health(
        _ ledger: LedgerHealth, destinations: Set<String>, doors: [DoorBody],
        madDoors: [MadDoorBody] = [], calendar: ShopCalendar? = nil, others: [HealthBody.Check]
    ) -> HealthBody {
        var checks = [
            HealthBody.Check(
                name: "ledger", ok: ledger.trouble == nil,
                detail: ledger.trouble.map { "cannot record: \($0)" })
        ]
        if let detail = ledger.notice ?? ledger.remark {
            checks.append(
                HealthBody.Check(name: "database", ok: ledger.notice == nil, detail: detail))
        }
        checks += doors.map { door in
            let mad = madDoors.first { $0.door == door.name }
            let down = door.since.map {
                "down since \($0) (\(door.reason ?? "no reason given")): look at its sensor"
            }
            return HealthBody.Check(
                name: "door:\(door.name)", ok: door.state == "up" && mad?.over ?? true,
                detail: down ?? mad.map { sentence(of: $0, calendar) })
        }
        let switchedOff = ledger.switchedOffDestinations.filter {
            destinations.contains($0.destination)
        }
        checks += switchedOff.map { off in
            let resume = "doorstep destination resume \(off.destination)"
            let detail =
                switch off.cause {
                case .gone:
                    "switched off, its receiver said it is gone (410); when it is back:  \(resume)"
                case .paused: "paused since \(off.at); to go on:  \(resume)"
                case .login:
                    "nothing is sent since \(off.at): \(off.reason ?? "the mail server refused the login"); "
                        + "when that is mended:  doorstep destination test \(off.destination)"
                }
            return HealthBody.Check(
                name: "destination:\(off.destination)", ok: off.cause == .paused, detail: detail)
        }
        checks.append(
            HealthBody.Check(
                name: "deliveries", ok: ledger.deadDeliveries == 0,
                detail: ledger.deadDeliveries == 0
                    ? nil
                    : "\(ledger.deadDeliveries) given up or held; see  doorstep deliveries"))
        checks.append(
            HealthBody.Check(
                name: "backup", ok: ledger.backup.isWell, detail: ledger.backup.detail))
        checks += others
        let status =
            if ledger.trouble != nil {
                "failing"
            } else {
                checks.allSatisfy(\.ok) ? "ok" : "degraded"
            }
        return HealthBody(status: status, checks: HealthBody.Check.inOrder(checks))
    }

    private static func sentence(of mad: MadDoorBody, _ calendar: ShopCalendar?) -> String {
        func text(_ moment: Timestamp) -> String { calendar?.text(moment) ?? "\(moment)" }
        let from = text(mad.from)
        return mad.over
            ? "was mad from \(from) to \(text(mad.to)), \(mad.crossings) crossings, and is sane again; to leave "
                + "them out of the figures:  doorstep exclude episode"
            : "mad since \(from), \(mad.perMinute) crossings a minute, which is more than people make; nobody is asked "
                + "to greet there. Look at its sensor, then:  doorstep exclude episode"
    }
}

extension HealthBody.Check {
    /// The words before a check's colon, the most important first: faults that keep the daemon from recording, that
    /// make the figures wrong, that could lose them, that lock somebody out, and then that leave somebody untold.
    private static let kinds = [
        "ledger", "database", "socket", "clock", "zoneRules", "door", "backup", "connections",
        "pairing",
        "pages", "scripts", "courier", "deliveries", "destination",
    ]

    /// A kind that is not listed comes after all that are.
    private var rank: Int {
        let kind = name.prefix { $0 != ":" }
        return Self.kinds.firstIndex { $0 == kind } ?? Self.kinds.count
    }

    /// The failing checks in the order of their importance, and then the others in the same order.
    static func inOrder(_ checks: [Self]) -> [Self] {
        checks.enumerated().sorted { one, other in
            (one.element.ok ? 1 : 0, one.element.rank, one.offset)
                < (other.element.ok ? 1 : 0, other.element.rank, other.offset)
        }.map(\.element)
    }
}
