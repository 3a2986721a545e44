//! By which names the site may be asked for.
//!
//! A page of somebody else can have its own name lead to this machine (DNS rebinding); a browser then takes that
//! page and ours for one site and lets it read ours. The name that was asked for stands in `Host`, and that page
//! cannot change it: so only names that nobody else can own are answered.

use std::net::IpAddr;

/// The host of an address as people type it, in lower case without scheme, port and path; `None` when it has none.
#[must_use]
pub fn host_of(address: &str) -> Option<String> {
    let authority = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    name(authority)
}

/// Whether a `Host` header names this machine itself or the public host.
pub(crate) fn is_ours(header: &str, public: Option<&str>) -> bool {
    name(header).is_some_and(|name| names_this_machine(&name) || Some(name.as_str()) == public)
}

fn names_this_machine(name: &str) -> bool {
    name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// The name in `name:port`, in lower case; of `[address]:port` what stands in brackets.
fn name(authority: &str) -> Option<String> {
    let (name, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            name.parse::<std::net::Ipv6Addr>().ok()?;
            (name, port)
        }
        None => {
            let (name, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            name.bytes().all(plain).then_some((name, port))?
        }
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let sound = !name.is_empty() && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    sound.then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_asked_by_its_own_names_alone() {
        for own in
            ["127.0.0.1", "127.0.0.1:8700", "[::1]", "[::1]:8700", "localhost", "LOCALHOST:1", "127.8.0.1"]
        {
            assert!(is_ours(own, None), "{own}");
        }
        for other in [
            "",
            ":8700",
            "elsewhere.example",
            "elsewhere.example:8700",
            "127.0.0.1.elsewhere.example",
            "localhost.elsewhere.example",
            "localhost:8700@elsewhere.example",
            "localhost, elsewhere.example",
            "10.0.0.1",
            "[::2]",
            "::1",
            "[localhost]",
            "localhost:port",
        ] {
            assert!(!is_ours(other, None), "{other}");
            assert!(!is_ours(other, Some("punte.example")), "{other}");
        }
    }

    #[test]
    fn the_public_address_is_answered_whatever_its_port() {
        let public = host_of("https://Punte.example:8443/sign-in");
        assert_eq!(public.as_deref(), Some("punte.example"));
        for own in ["punte.example", "PUNTE.example", "punte.example:8443"] {
            assert!(is_ours(own, public.as_deref()), "{own}");
        }
        assert!(!is_ours("www.punte.example", public.as_deref()));
        assert!(!is_ours("punte.example", None));
        assert_eq!(host_of("punte.example").as_deref(), Some("punte.example"));
        assert_eq!(host_of("http://[2001:db8::1]:80/").as_deref(), Some("2001:db8::1"));
        for none in ["", "https://", "https:///x", "https://a b/", "https://me@punte.example/"] {
            assert_eq!(host_of(none), None, "{none}");
        }
    }
}
