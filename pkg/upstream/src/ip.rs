//! Which network addresses may be reached.
//!
//! Sources: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and its updates), and the
//! addresses at which hosting companies hand their machines' secrets to whoever asks from the inside.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// What may be done with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Anybody can reach it: so may the gateway.
    Public,
    /// It is inside of the library's own network: only where the settings say so.
    Inner(Space),
    /// No upstream has it, or none should: never.
    Never(Space),
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Space {
    /// This machine itself (127.0.0.0/8, `::1`).
    Loopback,
    /// Networks of one house (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7).
    Private,
    /// Between a provider and its customers (100.64.0.0/10).
    Shared,
    /// The same cable (169.254.0.0/16, fe80::/10), which is also where machines ask for their own secrets.
    LinkLocal,
    /// Where hosting companies answer their machines' questions about themselves.
    Metadata,
    /// Many machines at once.
    Multicast,
    /// No address of a machine: unspecified, broadcast, reserved, not given out.
    Reserved,
    /// For examples in documents, and for measurements.
    Documentation,
    /// One address inside of another: IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo, ISATAP.
    Embedded,
}

impl fmt::Display for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loopback => "this machine itself",
            Self::Private => "a private network",
            Self::Shared => "a provider's shared network",
            Self::LinkLocal => "the local link",
            Self::Metadata => "a hosting company's metadata service",
            Self::Multicast => "many machines at once",
            Self::Reserved => "a reserved range",
            Self::Documentation => "documentation and measurements only",
            Self::Embedded => "another address in disguise",
        })
    }
}

/// Metadata services outside of the link-local range: Alibaba, Oracle, Azure.
const METADATA_V4: [Ipv4Addr; 3] =
    [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(192, 0, 0, 192), Ipv4Addr::new(168, 63, 129, 16)];
/// The same by IPv6: Amazon, Google, Scaleway.
const METADATA_V6: [Ipv6Addr; 3] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42),
];

/// What may be done with `ip`.
pub fn reach(ip: IpAddr) -> Reach {
    match ip {
        IpAddr::V4(ip) => reach_v4(ip),
        IpAddr::V6(ip) => reach_v6(ip),
    }
}

fn reach_v4(ip: Ipv4Addr) -> Reach {
    if METADATA_V4.contains(&ip) {
        return Reach::Never(Space::Metadata);
    }
    match ip.octets() {
        [127, ..] => Reach::Inner(Space::Loopback),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Reach::Inner(Space::Private),
        [100, 64..=127, ..] => Reach::Inner(Space::Shared),
        [169, 254, ..] => Reach::Never(Space::LinkLocal),
        [224..=239, ..] => Reach::Never(Space::Multicast),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] | [198, 18..=19, ..] => {
            Reach::Never(Space::Documentation)
        }
        [192, 88, 99, _] => Reach::Never(Space::Embedded),
        [0, ..] | [192, 0, 0, _] | [240..=255, ..] => Reach::Never(Space::Reserved),
        _ => Reach::Public,
    }
}

fn reach_v6(ip: Ipv6Addr) -> Reach {
    if METADATA_V6.contains(&ip) {
        return Reach::Never(Space::Metadata);
    }
    if ip == Ipv6Addr::LOCALHOST {
        return Reach::Inner(Space::Loopback);
    }
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Reach::Never(Space::Reserved),
        // IPv4-mapped, IPv4-translated and IPv4-compatible.
        [0, 0, 0, 0, 0 | 0xffff, 0 | 0xffff, ..] => Reach::Never(Space::Embedded),
        // NAT64 (RFC 6052, RFC 8215), Teredo, 6to4.
        [0x64, 0xff9b, ..] | [0x2001, 0, ..] | [0x2002, ..] => Reach::Never(Space::Embedded),
        // ISATAP: an IPv4 address in the lower half of any network.
        [_, _, _, _, 0 | 0x200, 0x5efe, ..] => Reach::Never(Space::Embedded),
        [0x2001, 0xdb8, ..] | [0x2001, 2, 0, ..] | [0x3fff, 0..=0xfff, ..] => {
            Reach::Never(Space::Documentation)
        }
        [0x2001, 0..=0x1ff, ..] => Reach::Never(Space::Reserved),
        [0xfc00..=0xfdff, ..] => Reach::Inner(Space::Private),
        [0xfe80..=0xfebf, ..] => Reach::Never(Space::LinkLocal),
        [0xff00..=0xffff, ..] => Reach::Never(Space::Multicast),
        [0x2000..=0x3fff, ..] => Reach::Public,
        _ => Reach::Never(Space::Reserved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_address_is_known() {
        use Reach::{Inner, Never, Public};
        for (ip, expected) in [
            ("8.8.8.8", Public),
            ("1.1.1.1", Public),
            ("172.15.255.255", Public),
            ("172.32.0.0", Public),
            ("100.63.255.255", Public),
            ("100.128.0.0", Public),
            ("192.167.255.255", Public),
            ("223.255.255.255", Public),
            ("127.0.0.1", Inner(Space::Loopback)),
            ("127.255.255.254", Inner(Space::Loopback)),
            ("10.0.0.1", Inner(Space::Private)),
            ("172.16.0.1", Inner(Space::Private)),
            ("172.31.255.255", Inner(Space::Private)),
            ("192.168.1.1", Inner(Space::Private)),
            ("100.64.0.1", Inner(Space::Shared)),
            ("100.127.255.255", Inner(Space::Shared)),
            ("100.100.100.200", Never(Space::Metadata)),
            ("168.63.129.16", Never(Space::Metadata)),
            ("192.0.0.192", Never(Space::Metadata)),
            ("169.254.169.254", Never(Space::LinkLocal)),
            ("169.254.170.2", Never(Space::LinkLocal)),
            ("0.0.0.0", Never(Space::Reserved)),
            ("0.1.2.3", Never(Space::Reserved)),
            ("192.0.0.1", Never(Space::Reserved)),
            ("240.0.0.1", Never(Space::Reserved)),
            ("255.255.255.255", Never(Space::Reserved)),
            ("224.0.0.1", Never(Space::Multicast)),
            ("239.255.255.250", Never(Space::Multicast)),
            ("192.0.2.1", Never(Space::Documentation)),
            ("198.51.100.1", Never(Space::Documentation)),
            ("203.0.113.1", Never(Space::Documentation)),
            ("198.18.0.1", Never(Space::Documentation)),
            ("198.19.255.255", Never(Space::Documentation)),
            ("192.88.99.1", Never(Space::Embedded)),
            ("2606:4700:4700::1111", Public),
            ("2a00:1450::1", Public),
            ("::1", Inner(Space::Loopback)),
            ("fc00::1", Inner(Space::Private)),
            ("fd12:3456::1", Inner(Space::Private)),
            ("fd00:ec2::254", Never(Space::Metadata)),
            ("fd20:ce::254", Never(Space::Metadata)),
            ("::", Never(Space::Reserved)),
            ("::2", Never(Space::Embedded)),
            ("::127.0.0.1", Never(Space::Embedded)),
            ("::ffff:127.0.0.1", Never(Space::Embedded)),
            ("::ffff:8.8.8.8", Never(Space::Embedded)),
            ("::ffff:0:127.0.0.1", Never(Space::Embedded)),
            ("64:ff9b::7f00:1", Never(Space::Embedded)),
            ("64:ff9b:1::a9fe:a9fe", Never(Space::Embedded)),
            ("2002:7f00:1::", Never(Space::Embedded)),
            ("2001::7f00:1", Never(Space::Embedded)),
            ("2a00:1450::5efe:10.0.0.1", Never(Space::Embedded)),
            ("2a00:1450::200:5efe:10.0.0.1", Never(Space::Embedded)),
            ("2001:db8::1", Never(Space::Documentation)),
            ("2001:2::1", Never(Space::Documentation)),
            ("3fff::1", Never(Space::Documentation)),
            ("2001:10::1", Never(Space::Reserved)),
            ("fe80::1", Never(Space::LinkLocal)),
            ("febf::1", Never(Space::LinkLocal)),
            ("fec0::1", Never(Space::Reserved)),
            ("ff02::1", Never(Space::Multicast)),
            ("100::1", Never(Space::Reserved)),
            ("5f00::1", Never(Space::Reserved)),
            ("4000::1", Never(Space::Reserved)),
        ] {
            assert_eq!(reach(ip.parse().unwrap()), expected, "{ip}");
        }
    }
}
