//! The addresses that a webhook may reach: those of the public internet, and those that the operator allows. A server can reach its
//! internal network. Without this check, anybody who registers an internal address could send requests there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The addresses that a webhook may reach.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    allowed: Vec<IpNet>,
    /// Whether messages may be sent without TLS.
    pub allow_http: bool,
}

/// The blocks of IPv4 that are not of the public internet (IANA special-purpose address registry), and multicast.
const SPECIAL_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([169, 254, 0, 0], 16),
    // A public address that answers inside of a provider's machines.
    v4([168, 63, 129, 16], 32),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
];

/// The only block of IPv6 with addresses of the public internet. Mapped and translated addresses of IPv4 (`::ffff:0:0/96`,
/// `64:ff9b::/96`) are outside of it.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0], 3);

/// The blocks in it that are for protocols, tunnels and examples. A tunnel leads to any address of IPv4.
const SPECIAL_V6: [Ipv6Net; 4] =
    [v6([0x2001, 0], 23), v6([0x2001, 0xdb8], 32), v6([0x2002, 0], 16), v6([0x3fff, 0], 20)];

const fn v4([a, b, c, d]: [u8; 4], bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6([first, second]: [u16; 2], bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), bits)
}

impl Targets {
    /// The public internet, and these blocks of addresses.
    /// Errors: the text that is no block of addresses.
    pub fn new(allowed: &[String], allow_http: bool) -> Result<Self, String> {
        let block = |text: &String| text.parse::<IpNet>().map_err(|_| text.clone());
        Ok(Self { allowed: allowed.iter().map(block).collect::<Result<_, _>>()?, allow_http })
    }

    /// Whether a webhook may reach this address.
    pub fn admits(&self, address: IpAddr) -> bool {
        let global = match address {
            IpAddr::V4(address) => !SPECIAL_V4.iter().any(|block| block.contains(&address)),
            IpAddr::V6(address) => {
                GLOBAL_V6.contains(&address) && !SPECIAL_V6.iter().any(|block| block.contains(&address))
            }
        };
        global || self.allowed.iter().any(|block| block.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_reached() {
        let targets = Targets::default();
        let admits = |address: &str| targets.admits(address.parse().expect("an address"));
        for address in ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"] {
            assert!(admits(address), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.9.1",
            "168.63.129.16",
            "169.254.169.254",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "100::1",
            "4000::1",
        ] {
            assert!(!admits(address), "{address}");
        }
    }

    #[test]
    fn the_operator_allows_blocks_of_addresses() {
        let allowed = Targets::new(&["10.1.0.0/16".to_owned(), "fd00::/8".to_owned()], false).expect("blocks");
        for (address, admitted) in
            [("10.1.2.3", true), ("10.2.0.1", false), ("fd00::5", true), ("::ffff:10.1.2.3", false), ("::1", false)]
        {
            assert_eq!(allowed.admits(address.parse().expect("an address")), admitted, "{address}");
        }
        assert_eq!(Targets::new(&["10.1.0.0".to_owned()], false).expect_err("no block"), "10.1.0.0");
    }
}
