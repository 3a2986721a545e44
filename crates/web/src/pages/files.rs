//! The files of the look, compiled in, and the sign of life.

use std::sync::OnceLock;

use base::Problem;

use crate::request::Request;
use crate::response::Response;
use crate::site::Site;

const FILES: [(&str, &str, &[u8]); 4] = [
    ("punte.css", "text/css; charset=utf-8", include_bytes!("../../assets/punte.css")),
    ("punte.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/punte.js")),
    ("icons.svg", "image/svg+xml", include_bytes!("../../assets/icons.svg")),
    ("punte.svg", "image/svg+xml", include_bytes!("../../assets/punte.svg")),
];

/// Where the files are; it changes with their content, so that browsers may keep them for good.
pub(crate) fn address() -> String {
    static VERSION: OnceLock<String> = OnceLock::new();
    let version = VERSION.get_or_init(|| {
        // FNV-1a: a name for the content, not a proof of it.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in FILES.iter().flat_map(|(_, _, bytes)| bytes.iter()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("/assets/{hash:016x}")
    });
    version.clone()
}

/// `GET /assets/{version}/{file}`
pub(crate) fn asset(_: &Site, request: &Request) -> Result<Response, Problem> {
    let name = request.path.rsplit('/').next().unwrap_or_default();
    let file = FILES.iter().find(|(file, _, _)| *file == name);
    file.map(|(_, kind, bytes)| Response::asset(kind, bytes)).ok_or_else(Problem::not_found)
}

/// `GET /ready`: requests may come. It says nothing else.
pub(crate) fn ready(site: &Site, _: &Request) -> Result<Response, Problem> {
    Ok(crate::operations::ready(site))
}

/// `GET /health`: the process answers. It says nothing else.
pub(crate) fn health(_: &Site, _: &Request) -> Result<Response, Problem> {
    Ok(Response {
        status: 200,
        headers: vec![("content-type", "text/plain".to_owned())],
        body: b"ok\n".to_vec(),
    })
}
