import Testing

@testable import LocalHTTP

@Suite struct SocketBudgetTests {
    private static let unix = ListeningSocket(
        descriptor: 3, kind: .unix(path: "/run/doorstep/doorstep.sock", isOurs: true))
    private static let tcp = ListeningSocket(
        descriptor: 4, kind: .tcp(host: "127.0.0.1", port: 8787))
    private static let tcp6 = ListeningSocket(
        descriptor: 5, kind: .tcp(host: "[::1]", port: 8787))

    private func budgets(_ sockets: [ListeningSocket], total: Int = 256) -> [SocketBudget] {
        sockets.map { SocketBudget(of: $0, among: sockets, total: total, asksForTokens: true) }
    }

    @Test("sensors have connections of their own, and strangers a small part of the browsers'")
    func shares() {
        #expect(
            budgets([Self.unix, Self.tcp])
                == [SocketBudget(connections: 96), SocketBudget(connections: 160, strangers: 32)])
        #expect(
            budgets([Self.unix, Self.tcp, Self.tcp6])
                == [
                    SocketBudget(connections: 96), SocketBudget(connections: 80, strangers: 16),
                    SocketBudget(connections: 80, strangers: 16),
                ])
    }

    @Test("without pages, the whole is for the Unix socket")
    func alone() {
        #expect(budgets([Self.unix]) == [SocketBudget(connections: 256)])
    }

    @Test("where few files may be open, all have less, and none nothing")
    func few() {
        #expect(
            budgets([Self.unix, Self.tcp], total: 8)
                == [SocketBudget(connections: 3), SocketBudget(connections: 5, strangers: 1)])
    }

    @Test("where no token is asked for, nobody is a stranger")
    func receiver() {
        let budget = SocketBudget(
            of: Self.tcp, among: [Self.tcp], total: 256, asksForTokens: false)
        #expect(budget == SocketBudget(connections: 256))
    }
}
