import DoorstepClient
import FakeDaemon
import Foundation
import Glibc
import Testing

/// On real sockets and files in a scratch directory.
struct ConnectionDiagnosisTests {
    let directory: String
    let socket: String
    let owner: String
    let group: String
    /// Somebody else than whoever runs the tests, so that modes count also when that is root.
    let stranger = UserAccount(user: 65533, groups: [65533])

    init() throws {
        directory = try scratchDirectory()
        socket = directory + "/d.sock"
        chmod(directory, 0o755)
        let attributes = try FileManager.default.attributesOfItem(atPath: directory)
        owner = try #require(attributes[.ownerAccountName] as? String)
        group = try #require(attributes[.groupOwnerAccountName] as? String)
    }

    private func cause(_ path: String? = nil, as person: UserAccount = .current)
        -> ConnectionDiagnosis.Cause
    {
        ConnectionDiagnosis(socket: path ?? socket, as: person).cause
    }

    @Test("no file")
    func noFile() { #expect(cause() == .noFile) }

    @Test("no directory, or a file in its place")
    func noDirectory() throws {
        #expect(cause(directory + "/a/b/d.sock") == .noDirectory(directory + "/a"))
        #expect(FileManager.default.createFile(atPath: directory + "/file", contents: nil))
        #expect(cause(directory + "/file/d.sock") == .noDirectory(directory + "/file"))
    }

    @Test("a path that no socket can have")
    func tooLong() {
        let path = "/tmp/" + String(repeating: "x", count: 120)
        #expect(cause(path) == .pathTooLong(bytes: 125, atMost: 107))
    }

    @Test("something else in its place")
    func notASocket() throws {
        #expect(FileManager.default.createFile(atPath: socket, contents: nil))
        #expect(cause() == .notASocket("a file"))
        #expect(cause(directory) == .notASocket("a directory"))
        let datagram = directory + "/datagram.sock"
        let descriptor = try listen(at: datagram, type: SOCK_DGRAM)
        defer { close(descriptor) }
        #expect(cause(datagram) == .notASocket("a socket of another type"))
    }

    @Test("a socket that a daemon left behind")
    func nobodyListening() throws {
        close(try listen(at: socket))
        #expect(cause() == .nobodyListening)
    }

    @Test("a socket that somebody listens on")
    func reachable() throws {
        let descriptor = try listen(at: socket)
        defer { close(descriptor) }
        #expect(cause() == .reachableNow)
    }

    @Test("a socket that is not open to everybody")
    func closedSocket() throws {
        let descriptor = try listen(at: socket)
        defer { close(descriptor) }
        chmod(socket, 0o660)
        var access = ConnectionDiagnosis.Access(
            owner: owner, group: group, letsGroupIn: getegid() != 0, person: "65533")
        #expect(cause(as: stranger) == .closedSocket(access))
        #expect(cause(as: UserAccount(user: 65533, groups: [getegid()])) == .reachableNow)
        #expect(cause(as: UserAccount(user: geteuid(), groups: [])) == .reachableNow)
        // Who may only read a socket cannot connect to it.
        chmod(socket, 0o644)
        access = ConnectionDiagnosis.Access(
            owner: owner, group: group, letsGroupIn: false, person: "65533")
        #expect(cause(as: UserAccount(user: 65533, groups: [getegid()])) == .closedSocket(access))
        chmod(socket, 0o600)
        access = ConnectionDiagnosis.Access(
            owner: owner, group: group, letsGroupIn: false, person: "65533")
        #expect(cause(as: stranger) == .closedSocket(access))
    }

    @Test("a directory that may not be entered")
    func closedDirectory() throws {
        chmod(directory, 0o750)
        let access = ConnectionDiagnosis.Access(
            owner: owner, group: group, letsGroupIn: getegid() != 0, person: "65533")
        #expect(cause(as: stranger) == .closedDirectory(directory, access))
    }
}
