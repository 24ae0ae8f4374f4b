//! Numbers as SQLite writes them into its files, for searches of what may not be there.

/// SQLite's variable-length integer (<https://www.sqlite.org/fileformat.html#varint>): seven bits a byte, the high ones
/// first; a ninth byte takes eight.
pub fn varint(value: u64) -> Vec<u8> {
    let byte = |bits: u64| u8::try_from(bits & 0x7f).expect("seven bits");
    if value >> 56 != 0 {
        let mut bytes: Vec<u8> = (0..8).rev().map(|nth| byte(value >> (8 + 7 * nth)) | 0x80).collect();
        bytes.push(value.to_be_bytes()[7]);
        return bytes;
    }
    let count = (1..9).find(|count| value >> (7 * count) == 0).unwrap_or(8);
    (0..count).rev().map(|nth| byte(value >> (7 * nth)) | if nth == 0 { 0 } else { 0x80 }).collect()
}

#[test]
fn varints_are_written_as_sqlite_writes_them() {
    assert_eq!(varint(0x7f), [0x7f]);
    assert_eq!(varint(0x80), [0x81, 0x00]);
    assert_eq!(varint(0x1234), [0xa4, 0x34]);
    assert_eq!(varint((1 << 56) - 1), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    assert_eq!(varint(u64::MAX), [0xff; 9]);
}
