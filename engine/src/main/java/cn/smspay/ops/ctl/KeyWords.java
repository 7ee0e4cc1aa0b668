package cn.smspay.ops.ctl;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.engine.Engine;
import cn.smspay.engine.KeyRing;
import cn.smspay.engine.Resealing;
import cn.smspay.ops.control.ControlSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The words by which a running engine takes other keys. It reads the keys itself: they do not go over the socket. */
record KeyWords(Engine engine, LiveEngineView look) {
    void register(ControlSocket socket) {
        socket.register("keys.rotate", ask -> {
            ask.only("key_file", "new_key_file", "why");
            var old = Path.of(ask.required("key_file"));
            var fresh = Path.of(ask.required("new_key_file"));
            return look.acts()
                    .act(
                            ask.user(),
                            "keys.rotate",
                            "key:master",
                            ask.text("why").orElse(""),
                            () -> {
                                try {
                                    return Map.of(
                                            "rotated",
                                            KeyRing.rotate(engine.store(), MasterKey.read(old), MasterKey.read(fresh)));
                                } catch (WrongKey | IOException e) {
                                    throw new IllegalArgumentException(e.getMessage(), e);
                                }
                            });
        });
        socket.register("keys.renew", ask -> {
            ask.only("key_file", "why");
            var file = Path.of(ask.required("key_file"));
            return look.acts()
                    .act(
                            ask.user(),
                            "keys.renew",
                            "key:sealing",
                            ask.text("why").orElse(""),
                            () -> {
                                try {
                                    return Map.of(
                                            "sealed",
                                            Resealing.all(
                                                    engine.store(),
                                                    engine.vault(),
                                                    MasterKey.read(file),
                                                    look.instruments().now(),
                                                    ask::progress));
                                } catch (WrongKey | IOException e) {
                                    throw new IllegalArgumentException(e.getMessage(), e);
                                }
                            });
        });
    }
}
