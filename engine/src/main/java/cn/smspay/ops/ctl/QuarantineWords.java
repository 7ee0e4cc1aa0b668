package cn.smspay.ops.ctl;

import cn.smspay.engine.Engine;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Words about what could not be read or handled. */
record QuarantineWords(Engine engine, LiveEngineView look) {
    private static final String ID = "id";
    private static final String WHY = "why";
    private static final String SEALED_FOR = "quarantine";
    /** Of SMPP 3.4 §3.2: length, id, status and sequence of the command; what stands behind may be a text. */
    private static final int HEADER_DIGITS = 32;

    private static final long PATIENCE_SECONDS = 60;

    void register(ControlSocket socket) {
        socket.register("quarantine.show", this::show);
        socket.register("quarantine.drop", ask -> {
            ask.only(ID, WHY);
            long id = ask.requiredNumber(ID);
            return act(ask, "quarantine.drop", id, () -> {
                drop(id);
                return Map.of("done", id + " is dropped");
            });
        });
        socket.register("quarantine.release", ask -> {
            ask.only(ID, WHY);
            long id = ask.requiredNumber(ID);
            return act(ask, "quarantine.release", id, () -> release(id));
        });
    }

    private record Row(String bind, String reason, String hex) {}

    private Row row(long id) {
        return engine.store()
                .read(sql -> sql.createQuery("select bind, reason, sealed from quarantine where id = :id")
                        .bind("id", id)
                        .map((row, context) -> new Row(
                                row.getString(1),
                                row.getString(2),
                                engine.vault().unseal(row.getBytes(3), SEALED_FOR)))
                        .findOne())
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no " + id + " in the quarantine; smspay ctl quarantine list shows what there is"));
    }

    private Object show(Ask ask) throws Exception {
        ask.only(ID, "octets", WHY);
        long id = ask.requiredNumber(ID);
        boolean all = ask.on("octets");
        if (all) {
            ask.required(WHY);
        }
        return act(ask, all ? "quarantine.octets" : "quarantine.show", id, () -> {
            var row = row(id);
            var shown = new LinkedHashMap<String, Object>();
            shown.put(ID, id);
            shown.put("bind", row.bind());
            shown.put("reason", row.reason());
            shown.put("octets", row.hex().length() / 2);
            shown.put("hex", all ? row.hex() : masked(row.hex()));
            return shown;
        });
    }

    private static String masked(String hex) {
        return hex.length() <= HEADER_DIGITS
                ? hex
                : hex.substring(0, HEADER_DIGITS)
                        + String.format(Locale.ROOT, "…(%d more octets)", (hex.length() - HEADER_DIGITS) / 2);
    }

    /** What can be read by now is taken as if it came now; it is answered to its sender, and charged. */
    private Object release(long id) throws Exception {
        var row = row(id);
        var taken = engine.again(row.bind(), HexFormat.of().parseHex(row.hex()))
                .orElseThrow(() -> new Declined(
                        "it still cannot be read as a message of bind " + row.bind()
                                + ": drop it, or keep it for the carrier",
                        Map.of("reason", "unreadable")))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        drop(id);
        return Map.of(
                "done",
                id + " is taken like a message that has just come: "
                        + taken.status().name().toLowerCase(Locale.ROOT));
    }

    private void drop(long id) {
        row(id);
        engine.store()
                .write(tx -> tx.query(sql -> sql.createUpdate("delete from quarantine where id = :id")
                        .bind("id", id)
                        .execute()));
    }

    private <T> T act(Ask ask, String act, long id, OperatorAudit.Deed<T> deed) throws Exception {
        return look.acts()
                .act(ask.user(), act, "quarantine:" + id, ask.text(WHY).orElse(""), deed);
    }
}
