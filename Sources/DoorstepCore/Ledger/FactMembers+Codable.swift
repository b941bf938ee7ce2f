extension FactMembers {
    /// Reads the members of the kind, flat beside those of every fact. A name that the kind does not have is passed over:
    /// a later version may have added it.
    package init(
        of kind: Event.Kind, from container: KeyedDecodingContainer<FactMember.Name>
    ) throws {
        self.init()
        for member in kind.members where container.contains(member.name) {
            self[member.name] = try container.value(of: member)
        }
    }

    /// Writes the members in the kind's order.
    package func encode(
        of kind: Event.Kind, to container: inout KeyedEncodingContainer<FactMember.Name>
    ) throws {
        for member in kind.members {
            switch self[member.name] {
            case .text(let text): try container.encode(text, forKey: member.name)
            case .number(let number): try container.encode(number, forKey: member.name)
            case .reference(let sequence): try container.encode(sequence, forKey: member.name)
            case .id(let id): try container.encode(id, forKey: member.name)
            case .flag(let flag): try container.encode(flag, forKey: member.name)
            case .time(let time): try container.encode(time, forKey: member.name)
            case .date(let date): try container.encode(date, forKey: member.name)
            case .items(let items): try container.encode(items, forKey: member.name)
            case nil: break
            }
        }
    }
}

extension KeyedDecodingContainer<FactMember.Name> {
    fileprivate func value(of member: FactMember) throws -> FieldValue? {
        func decoded<Value: Decodable & FieldConvertible>(
            _ type: Value.Type
        ) throws -> FieldValue? {
            try decodeIfPresent(type, forKey: member.name)?.fieldValue
        }
        return switch member.form {
        case .text, .lines, .kept, .door, .word: try decoded(String.self)
        case .number: try decoded(Int.self)
        case .reference: try decoded(Sequence.self)
        case .id: try decoded(FactID.self)
        case .flag: try decoded(Bool.self)
        case .time: try decoded(Timestamp.self)
        case .date: try decoded(LocalDate.self)
        case .items: try decoded(Observed.self)
        case .object: nil
        }
    }
}
