package cn.smspay.voice.sip;

import cn.smspay.base.AddressBlock;
import cn.smspay.voice.call.CallFigures;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says who may talk to us at all, by address alone, so that scanners meet silence: their datagrams are dropped before
 * anybody parses them. Thread-safe.
 */
final class Gate {
    /** So many wrong passwords from one address in {@link #WINDOW}, and it is not heard for as long. */
    static final int WRONG_MAX = 10;

    static final Duration WINDOW = Duration.ofMinutes(5);
    /** Addresses remembered; when there are more, the oldest is forgotten. */
    private static final int REMEMBERED = 10_000;

    private volatile List<TrunkNetworks> trunks;
    private final List<AddressBlock> phones;
    private final CallFigures figures;
    private final Clock clock;
    private final Map<InetAddress, WrongAttempts> wrong = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, WrongAttempts> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record TrunkNetworks(SipSettings.Trunk trunk, List<AddressBlock> networks) {}

    private record WrongAttempts(int count, Instant since) {}

    Gate(SipSettings settings, CallFigures figures, Clock clock) {
        this.trunks = known(settings.trunks());
        this.phones =
                settings.phones().networks().stream().map(AddressBlock::of).toList();
        this.figures = figures;
        this.clock = clock;
    }

    private static List<TrunkNetworks> known(List<SipSettings.Trunk> trunks) {
        return trunks.stream()
                .map(trunk -> new TrunkNetworks(
                        trunk, trunk.networks().stream().map(AddressBlock::of).toList()))
                .toList();
    }

    /** Who may send us calls from now on; those that are there go on. Any thread. */
    void use(List<SipSettings.Trunk> others) {
        trunks = known(others);
    }

    /** Whether to listen to that address; whoever is turned away is counted. */
    boolean admits(InetAddress from) {
        boolean known = trunk(from).isPresent() || (mayHavePhones(from) && !barred(from));
        if (!known) {
            figures.strangers.increment();
        }
        return known;
    }

    Optional<SipSettings.Trunk> trunk(InetAddress from) {
        return trunks.stream()
                .filter(known -> known.networks.stream().anyMatch(network -> network.contains(from)))
                .map(TrunkNetworks::trunk)
                .findFirst();
    }

    private boolean mayHavePhones(InetAddress from) {
        return phones.stream().anyMatch(network -> network.contains(from));
    }

    private synchronized boolean barred(InetAddress from) {
        var count = wrong.get(from);
        return count != null && count.count >= WRONG_MAX && clock.instant().isBefore(count.since.plus(WINDOW));
    }

    /** Somebody there gave a wrong password. */
    synchronized void wrongPassword(InetAddress from) {
        var now = clock.instant();
        var before = wrong.get(from);
        if (before == null || now.isAfter(before.since.plus(WINDOW))) {
            wrong.put(from, new WrongAttempts(1, now));
        } else {
            wrong.put(from, new WrongAttempts(before.count + 1, before.since));
        }
    }
}
