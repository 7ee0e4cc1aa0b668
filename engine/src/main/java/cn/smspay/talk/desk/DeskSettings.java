package cn.smspay.talk.desk;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.books.charge.Tariffs;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the texts name.
 *
 * @param site the web site of the service
 * @param service the number that notices come from and that texts name
 * @param tariffs what an uplink costs, as texts say
 */
public record DeskSettings(String site, ServiceNumber service, Tariffs tariffs) {
    /** An example of a date that people send, and one that they may well mean. */
    private static final DateTimeFormatter FIRST_OF_MONTH = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

    public DeskSettings(String site, ServiceNumber service) {
        this(site, service, Tariffs.USUAL);
    }

    /** With other prices. */
    public DeskSettings with(Tariffs others) {
        return new DeskSettings(site, service, others);
    }

    /** By the name that dialogue files use for it; empty if there is no such text. */
    String text(String name, Instant now) {
        return switch (name) {
            case "site" -> site;
            case "service" -> service.digits();
            case "fee" -> tariffs.yuan(service, now);
            case "first_of_month" -> FIRST_OF_MONTH.format(ServiceDay.date(now).withDayOfMonth(1));
            default -> "";
        };
    }
}
