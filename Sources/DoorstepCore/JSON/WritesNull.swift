/// A value whose members are all written by `JSONWriter`, those that are nil as null: to leave the name of a figure out
/// would hide that it is not known. Others leave out what is nil.
package protocol WritesNull: Encodable {}
