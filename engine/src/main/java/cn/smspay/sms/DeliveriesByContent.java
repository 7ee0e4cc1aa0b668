package cn.smspay.sms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The deliveries that may come again: by fingerprint the one of the oldest uplink, which leads to the others. One thread. */
final class DeliveriesByContent {
    private final Map<String, LatestDelivery> oldest = new HashMap<>();

    /** The oldest with this content that is so. */
    Optional<LatestDelivery> first(String fingerprint, Predicate<LatestDelivery> wanted) {
        var old = oldest.get(fingerprint);
        while (old != null && !wanted.test(old)) {
            old = old.next;
        }
        return Optional.ofNullable(old);
    }

    List<LatestDelivery> all(Predicate<LatestDelivery> wanted) {
        var found = new ArrayList<LatestDelivery>();
        for (var first : oldest.values()) {
            for (var each = first; each != null; each = each.next) {
                if (wanted.test(each)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    /** Those of one fingerprint are kept in the order of their uplinks. */
    void link(LatestDelivery delivery) {
        var first = oldest.get(delivery.fingerprint);
        if (first == null || delivery.uplink.compareTo(first.uplink) < 0) {
            delivery.next = first;
            oldest.put(delivery.fingerprint, delivery);
            return;
        }
        var before = first;
        while (before.next != null && before.next.uplink.compareTo(delivery.uplink) < 0) {
            before = before.next;
        }
        delivery.next = before.next;
        before.next = delivery;
    }

    void unlink(LatestDelivery delivery) {
        var at = oldest.get(delivery.fingerprint);
        if (at == delivery) {
            if (delivery.next == null) {
                oldest.remove(delivery.fingerprint);
            } else {
                oldest.put(delivery.fingerprint, delivery.next);
            }
        }
        while (at != null && at.next != delivery) {
            at = at.next;
        }
        if (at != null) {
            at.next = delivery.next;
        }
        delivery.next = null;
    }
}
