package cn.smspay.tools.transcript;

import cn.smspay.base.Fen;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.ledger.Pocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks into the engine: conversations, billing records, money, and whether a secret is written anywhere. */
final class ChatChecks {
    private static final String OPEN = """
            select c.dialog || '.' || c.step from conversation c join number n on n.subscription = c.subscription
            where n.msisdn = :number and c.state = 'ASKING' and c.expires_at > :now order by c.slot
            """;
    private final ChatScene scene;
    private final ChatLog log;

    ChatChecks(ChatScene scene, ChatLog log) {
        this.scene = scene;
        this.log = log;
    }

    /** Where the open conversations of a number wait, the one that another command ends first; {@code none} if there is none. */
    String state(String number) {
        var open = scene.store()
                .read(sql -> sql.createQuery(OPEN)
                        .bind("number", Long.parseLong(number))
                        .bind("now", scene.clock().millis())
                        .mapTo(String.class)
                        .list());
        return open.isEmpty() ? "none" : String.join(" ", open);
    }

    /** What came of the last message of a number. */
    String disposition(String number) {
        return charges(number).stream()
                .reduce((earlier, later) -> later)
                .map(record -> record.what().disposition())
                .orElse("nothing");
    }

    /** How many messages of a number were charged. */
    int charged(String number) {
        return (int) charges(number).stream()
                .filter(record -> record.fee().amountLi() > 0)
                .count();
    }

    private List<ChargeRecord> charges(String number) {
        return new Charges(scene.store()).ofSender(number, 0);
    }

    String money(String number, Pocket pocket) {
        return scene.in(tx -> {
            var no = scene.subscription(tx, number).account();
            var held = no == null ? Fen.ZERO : scene.accounts().ledger().balance(tx, no, pocket);
            return held.toString();
        });
    }

    /** Where a text stands that must stand nowhere; empty if it does not. */
    String traces(String text) {
        var places = log.contains(text) ? Stream.of("the log") : Stream.<String>empty();
        return Stream.concat(places, scene.places(text).stream()).collect(Collectors.joining(", "));
    }
}
