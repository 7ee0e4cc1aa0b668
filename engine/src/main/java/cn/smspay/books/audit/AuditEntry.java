package cn.smspay.books.audit;

import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look or act (R 4.12). Holds nothing secret: no password, no code, no whole number of a document or card.
 *
 * @param who the channel and the name of whoever did it, like {@code hall:li.lei}
 * @param address from where, as the door saw it
 * @param act the word of the function, like {@code topup.cash}
 * @param subject what it concerned, like {@code number:13800000001} or {@code order:17}
 * @param subscription the customer it concerned, if it concerned one
 * @param why what whoever did it gave as the reason; may be empty
 * @param what the values that mattered, like {@code amount=50.00}
 * @param outcome {@code done}, {@code pending} or {@code refused:} with the reason
 */
public record AuditEntry(
        Instant at,
        String who,
        String address,
        String act,
        String subject,
        @Nullable SubscriptionId subscription,
        String why,
        String what,
        String outcome) {}
