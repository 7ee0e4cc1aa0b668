package cn.smspay.books.charge;

import cn.smspay.base.SubscriptionId;
import org.jspecify.annotations.Nullable;

/**
 * Who sent an uplink.
 *
 * @param sender source address as accepted; a number where it is one, else the machine's address
 * @param subscription the subscription at that moment, none for machines and other networks
 * @param subscriber KNOWN, UNKNOWN (in a China Mobile range, not in the subscriber table), OFFNET or MACHINE
 * @param province the subscription's province, empty if unknown
 * @param brand the subscription's brand, empty if unknown
 */
public record Who(
        String sender, @Nullable SubscriptionId subscription, String subscriber, String province, String brand) {
    Who clean() {
        return new Who(
                CleanText.clean(sender),
                subscription,
                CleanText.clean(subscriber),
                CleanText.clean(province),
                CleanText.clean(brand));
    }
}
