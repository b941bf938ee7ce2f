import DoorstepCore
import Testing

@testable import DoorstepCLI

struct CSVReaderTests {
    private func rows(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) throws -> [CSVRow] {
        var reader = CSVReader(Array(text.utf8), delimiter: delimiter)
        var rows: [CSVRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test("plain rows with all three line ends, a mark at the start and no line end at the last")
    func plain() throws {
        #expect(
            try rows("\u{FEFF}a,b\r\nc,\n\r,d\re") == [
                CSVRow(line: 1, fields: ["a", "b"]), CSVRow(line: 2, fields: ["c", ""]),
                CSVRow(line: 4, fields: ["", "d"]), CSVRow(line: 5, fields: ["e"]),
            ])
    }

    @Test("quotes hold delimiters, line breaks and quotes; lines are counted through them")
    func quotes() throws {
        #expect(
            try rows("\"a,b\",\"c\"\"d\"\n\"e\r\nf\",\"\"\ng,h i\"j\n") == [
                CSVRow(line: 1, fields: ["a,b", "c\"d"]), CSVRow(line: 2, fields: ["e\r\nf", ""]),
                CSVRow(line: 4, fields: ["g", "h i\"j"]),
            ])
    }

    @Test("another delimiter")
    func semicolon() throws {
        #expect(try rows("a;b,c", delimiter: UInt8(ascii: ";"))[0].fields == ["a", "b,c"])
    }

    @Test("what is broken is named with its line")
    func broken() {
        #expect(
            throws: CSVError(
                line: 2, found: "a quote that is never closed",
                wanted: "each opening quote has a closing one")
        ) { try rows("a\n\"b\nc") }
        #expect(
            throws: CSVError(
                line: 1, found: "text after a closing quote",
                wanted: "a quote inside a quoted field is written twice")
        ) { try rows("\"a\"b") }
        var reader = CSVReader([0x61, 0x2C, 0xE9])
        #expect(
            throws: CSVError(
                line: 1, found: "bytes that are not UTF-8",
                wanted: "a file in UTF-8; convert it:  iconv -f latin1 -t utf-8")
        ) { try reader.next() }
    }
}

struct DatePatternTests {
    @Test(
        "reads dates as files write them",
        arguments: [
            ("MM/dd/yy", "07/24/05", "2005-07-24", 0), ("d.M.yyyy", "4.7.2026", "2026-07-04", 0),
            ("yyyy-MM-dd'T'", "", "", -1),
            ("yyyyMMdd HH:mm", "20261121 09:30", "2026-11-21", 34200),
            ("M/d/yy h:mm a", "7/4/99 12:05 AM", "1999-07-04", 300),
            ("yyyy-MM-dd HH:mm:ss", "2026-11-21 23:59:59", "2026-11-21", 86399),
            ("MM/dd/yy", "02/30/05", "", -1), ("MM/dd/yy", "07/24/2005", "", -1),
            ("HH:mm dd/MM/yyyy", "24:00 01/01/2026", "", -1),
        ])
    func reads(pattern: String, text: String, date: String, second: Int) {
        let reading = DatePattern(pattern)?.read(text)
        #expect(reading?.date.description ?? "" == date)
        #expect(reading?.second ?? -1 == second)
    }

    @Test(
        "refuses patterns that do not make a date",
        arguments: ["", "MM/dd", "MM/dd/yy/yy", "DD/MM/YYYY", "h:mm dd/MM/yy", "yy yyyy MM dd"])
    func refuses(pattern: String) { #expect(DatePattern(pattern) == nil) }
}
