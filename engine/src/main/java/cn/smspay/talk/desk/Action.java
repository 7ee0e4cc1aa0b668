package cn.smspay.talk.desk;

import cn.smspay.accounts.customers.Bank;
import cn.smspay.accounts.customers.State;
import cn.smspay.base.BusinessDay;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Something a dialogue can have done, by the name it has in {@link ServiceCatalogue}. */
interface Action {
    DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(BusinessDay.ZONE);

    Result perform(Call call);

    /** A value as the texts of dialogues take it up. */
    static String written(Object value) {
        if (value instanceof Instant at) {
            return MINUTE.format(at);
        } else if (value instanceof State state) {
            return state.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof Bank bank) {
            return bank.chinese();
        }
        return value.toString();
    }

    /**
     * The request.
     *
     * @param key names this request for ever: the same key is the same request, however often it comes
     * @param inputs plain inputs by name; money as {@code 50.00}, dates as {@code yyyy-MM-dd}
     * @param secrets secret inputs by name
     */
    record Call(
            Tx tx,
            SubscriptionId who,
            Channel channel,
            String key,
            Map<String, String> inputs,
            Map<String, Secret> secrets,
            Instant now) {}

    /**
     * How it ended.
     *
     * @param outcome one of the outcomes that the catalogue lists for the action
     * @param values its outputs: money as {@code 50.00}, dates {@code yyyy-MM-dd}, times {@code yyyy-MM-dd HH:mm}, words as
     *     keys
     * @param rows its lines, each with the name of its sort
     */
    record Result(String outcome, Map<String, String> values, List<Row> rows) {}

    /** One line of a listing. */
    record Row(String sort, Map<String, String> values) {}
}
