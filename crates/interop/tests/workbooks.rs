//! Spreadsheets of our own, written part by part, for the tests.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A cell as the file holds it.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// A text of the sheet's own.
    Text(String),
    /// The first, second … of the texts that cells share.
    Shared(usize),
    Number(f64),
    /// A number that is shown as a date (style 1), as a date with time (2), as a length of time (3).
    Styled(f64, u8),
    Truth(bool),
    /// A formula and the value that was kept of it.
    Formula(&'static str, &'static str),
    Mistake(&'static str),
    Nothing,
}

pub(crate) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A sheet: its name, whether it is hidden, and its rows by number.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<(u32, Vec<Cell>)>,
}

impl Sheet {
    pub(crate) fn new(name: &'static str, rows: Vec<(u32, Vec<Cell>)>) -> Self {
        Self { name, hidden: false, rows }
    }
}

/// The name of a column by its number from 0.
pub(crate) fn column(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + u8::try_from(number % 26).unwrap()));
        if number < 26 {
            return name;
        }
        number = number / 26 - 1;
    }
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An XLSX file of these sheets.
pub(crate) fn workbook(sheets: &[Sheet], shared: &[&str], epoch_1904: bool) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml".to_owned(), book(sheets, epoch_1904)),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ("xl/sharedStrings.xml".to_owned(), strings(shared)),
    ];
    let ids: Vec<(String, String)> =
        (1..=sheets.len()).map(|n| (format!("rId{n}"), format!("worksheets/sheet{n}.xml"))).collect();
    let mut targets: Vec<(&str, &str, &str)> =
        ids.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())).collect();
    targets.extend([("rS", "styles", "styles.xml"), ("rT", "sharedStrings", "sharedStrings.xml")]);
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)));
    for (number, sheet) in (1..).zip(sheets) {
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet_xml(sheet)));
    }
    container(&parts)
}

/// A container of these parts.
pub(crate) fn container(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet_xml(sheet: &Sheet) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1\"/><sheetData>"
    );
    for (number, cells) in &sheet.rows {
        out.push_str(&format!("<row r=\"{number}\">"));
        for (place, cell) in cells.iter().enumerate() {
            let at = format!("{}{number}", column(place));
            match cell {
                Cell::Text(text) => {
                    let text = escaped(text);
                    out.push_str(&format!(
                        "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
                    ));
                }
                Cell::Shared(which) => out.push_str(&format!("<c r=\"{at}\" t=\"s\"><v>{which}</v></c>")),
                Cell::Number(number) => out.push_str(&format!("<c r=\"{at}\"><v>{number}</v></c>")),
                Cell::Styled(number, style) => {
                    out.push_str(&format!("<c r=\"{at}\" s=\"{style}\"><v>{number}</v></c>"));
                }
                Cell::Truth(truth) => {
                    out.push_str(&format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", u8::from(*truth)));
                }
                Cell::Formula(formula, kept) => {
                    out.push_str(&format!("<c r=\"{at}\"><f>{formula}</f><v>{kept}</v></c>"));
                }
                Cell::Mistake(mistake) => {
                    out.push_str(&format!("<c r=\"{at}\" t=\"e\"><v>{mistake}</v></c>"))
                }
                Cell::Nothing => {}
            }
        }
        out.push_str("</row>");
    }
    out + "</sheetData></worksheet>"
}

fn book(sheets: &[Sheet], epoch_1904: bool) -> String {
    let mut out = format!("<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">");
    if epoch_1904 {
        out.push_str("<workbookPr date1904=\"1\"/>");
    }
    out.push_str("<sheets>");
    for (number, sheet) in (1..).zip(sheets) {
        let (name, hidden) = (escaped(sheet.name), if sheet.hidden { " state=\"hidden\"" } else { "" });
        out.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"{hidden}/>"));
    }
    out + "</sheets></workbook>"
}

fn strings(shared: &[&str]) -> String {
    let items: String = shared
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)))
        .collect();
    format!("<?xml version=\"1.0\"?><sst xmlns=\"{MAIN}\">{items}</sst>")
}

fn relations(targets: &[(&str, &str, &str)]) -> String {
    let items: String = targets
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{PACKAGE}/relationships\">{items}</Relationships>")
}

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let items: String = (1..=sheets)
        .map(|n| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"{PACKAGE}/content-types\">\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>{items}</Types>"
    )
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Style 1 shows a date, 2 a date with time, 3 a length of time.
const STYLES: &str = "<?xml version=\"1.0\"?>\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs>\
    </styleSheet>";
