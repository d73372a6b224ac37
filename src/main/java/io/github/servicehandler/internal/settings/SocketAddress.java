package io.github.servicehandler.internal.settings;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that systemd accepts for sockets; see {@code ListenStream=} in systemd.socket(5). */
public final class SocketAddress {

    private static final int MAX_PATH = 107;
    private static final int MAX_PORT = 65535;
    private static final Pattern IP_V4 = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}):([0-9]+)");
    private static final Pattern IP_V6 =
            Pattern.compile("\\[((?=[^\\]]*:)[0-9A-Fa-f:.]+)(?:%[^\\]]+)?\\]:([0-9]+)(?:%.+)?");
    private static final Pattern VSOCK = Pattern.compile("vsock:[0-9]*:[0-9]+");
    private static final Pattern NETLINK = Pattern.compile("(\\S+)(?:\\s+[0-9]+)?");
    private static final Set<String> NETLINK_FAMILIES = Set.of(
            "route",
            "firewall",
            "inet-diag",
            "nflog",
            "xfrm",
            "selinux",
            "iscsi",
            "audit",
            "fib-lookup",
            "connector",
            "netfilter",
            "ip6-fw",
            "dnrtmsg",
            "kobject-uevent",
            "scsitransport");

    private SocketAddress() {}

    /**
     * Returns whether an address is valid.
     *
     * @param mustBeLocal whether only sockets of this machine are possible
     */
    public static boolean isValid(String address, boolean mustBeLocal) {
        if (address.startsWith("/") || address.startsWith("@")) {
            int length = address.getBytes(StandardCharsets.UTF_8).length;
            return length > 1 && length <= MAX_PATH;
        }
        return !mustBeLocal
                && (isPort(address)
                        || VSOCK.matcher(address).matches()
                        || isIp(IP_V4.matcher(address))
                        || isIp(IP_V6.matcher(address)));
    }

    public static boolean isNetlink(String address) {
        Matcher parts = NETLINK.matcher(address);
        return parts.matches() && NETLINK_FAMILIES.contains(parts.group(1));
    }

    private static boolean isIp(Matcher address) {
        return address.matches() && isPort(address.group(2)) && hasValidNumbers(address.group(1));
    }

    private static boolean hasValidNumbers(String address) {
        return address.contains(":")
                || Pattern.compile("\\.").splitAsStream(address).allMatch(part -> Integer.parseInt(part) <= 255);
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_PORT;
    }
}
