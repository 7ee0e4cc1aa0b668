package cn.smspay.talk.actions;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.talk.script.Catalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Something a dialogue can have done. */
public interface Action {
    /** Its name, its inputs and every way in which it can end: what dialogue files are checked against. */
    Catalogue.Action declared();

    /** Does it, inside the transaction of the call. */
    Result perform(Accounts accounts, ActionRequest call);

    /**
     * The request.
     *
     * @param key names this request for ever: the same key is the same request, however often it comes
     * @param inputs plain inputs by name; money as {@code 50.00}, dates as {@code yyyy-MM-dd}
     * @param secrets secret inputs by name
     */
    record ActionRequest(
            Tx tx,
            SubscriptionId who,
            Channel channel,
            String key,
            Map<String, String> inputs,
            Map<String, Secret> secrets,
            Instant now) {
        Request request() {
            return new Request(who, channel, key, Optional.ofNullable(secrets.get("pin")), now);
        }

        String input(String name) {
            return Objects.requireNonNull(inputs.get(name), name);
        }

        Fen amount() {
            return Fen.readYuan(input("amount"))
                    .orElseThrow(() -> new IllegalArgumentException("the dialogue passed an amount that is none"));
        }
    }

    /**
     * How it ended.
     *
     * @param outcome one of the outcomes that it declares
     * @param values its outputs: money as {@code 50.00}, dates {@code yyyy-MM-dd}, times {@code yyyy-MM-dd HH:mm}, words as
     *     keys
     * @param rows its lines, each with the name of its sort
     */
    record Result(String outcome, Map<String, String> values, List<Row> rows) {}

    /** One line of a listing. */
    record Row(String sort, Map<String, String> values) {}
}
