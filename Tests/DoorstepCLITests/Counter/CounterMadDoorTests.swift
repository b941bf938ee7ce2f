import DoorstepAPI
import DoorstepCore
import Testing

@testable import DoorstepCLI

/// A mad door on the terminal's counter.
struct CounterMadDoorTests {
    private func mad(over: Bool) -> String {
        #""madDoors":[{"door":"front","from":"2026-11-21T10:02:00.000Z","to":"2026-11-21T10:05:00.000Z","#
            + #""crossings":450,"perMinute":150,"over":\#(over)}],"#
    }

    /// The picture without its line ends.
    private func said(_ counter: Counter) -> String {
        counter.screen().joined(separator: " ")
    }

    @Test("is named while it is mad, and afterwards until somebody excludes what it reported")
    func named() throws {
        var counter = try Counter(language: "fr")
        counter.shop.madDoors = mad(over: false)
        try counter.beat()
        #expect(
            said(counter).contains(
                "La porte « front » signale trop de passages depuis 11:02 : 150 par minute. On ne demande plus d’y "
                    + "saluer. Faites vérifier son capteur."))
        counter.shop.madDoors = mad(over: true)
        try counter.beat()
        #expect(
            said(counter).contains(
                "La porte « front » a signalé trop de passages de 11:02 à 11:05 : 450. « doorstep exclude episode » "
                    + "les retire des chiffres."))
        counter.shop.madDoors = ""
        try counter.beat()
        #expect(!counter.text().contains("trop de passages"))
    }

    @Test("in English, too, and beside a prompt of the other door")
    func english() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        counter.shop.madDoors = mad(over: false)
        try counter.beat()
        #expect(
            said(counter).contains(
                "Door “front” has reported too many crossings since 11:02: 150 a minute."))
    }
}
