package cn.smspay.voice.sip;

import cn.smspay.base.AddressBlock;
import cn.smspay.voice.call.Agents;
import cn.smspay.voice.call.CallFigures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Agents in the order of the settings, but those last whose host or trunk does not answer our pings: they are tried when
 * nobody else is there. Thread-safe.
 */
final class AgentHosts implements Agents {
    private final SipSettings settings;
    private final CallFigures figures;

    AgentHosts(SipSettings settings, CallFigures figures) {
        this.settings = settings;
        this.figures = figures;
    }

    @Override
    public List<String> targets(String number) {
        var there = new ArrayList<String>();
        var away = new ArrayList<String>();
        for (String uri : settings.agents().getOrDefault(number, List.of())) {
            (isAway(host(uri)) ? away : there).add(uri);
        }
        there.addAll(away);
        return there;
    }

    private boolean isAway(String host) {
        for (var trunk : settings.trunks()) {
            if (trunk.ping().isEmpty()) {
                continue;
            }
            var hosts = figures.pings(trunk.name());
            for (var pinged : hosts.entrySet()) {
                if (host(pinged.getKey()).equals(host)) {
                    return !pinged.getValue().there();
                }
            }
            if (isIn(trunk, host)) {
                return hosts.values().stream().noneMatch(CallFigures.Pinged::there);
            }
        }
        return false;
    }

    /** Only numbers: a name is not looked up while a caller waits. */
    private static boolean isIn(SipSettings.Trunk trunk, String host) {
        var address = host.replaceFirst(":[0-9]+$", "");
        if (!address.matches("[0-9.]+|\\[[0-9a-f:.]+]")) {
            return false;
        }
        try {
            var number = InetAddress.getByName(address);
            return trunk.networks().stream()
                    .anyMatch(network -> AddressBlock.of(network).contains(number));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Host and port of {@code sip:user@host:port;parameters}, or of a ping's host; the port of SIP where none is given. */
    static String host(String uri) {
        var rest = uri.strip().toLowerCase(Locale.ROOT).replaceFirst("^<?sips?:", "");
        rest = rest.substring(rest.indexOf('@') + 1).replaceFirst("[;?>].*$", "");
        return rest.matches("\\[[^]]*]|[^:]*") ? rest + ":5060" : rest;
    }
}
