package cn.smspay.config;

import cn.smspay.base.Secret;
import cn.smspay.config.Config.StoreTuning;
import cn.smspay.store.dialect.DatabaseServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the database is: {@code store}. */
final class StoreReader {
    private static final String SQLITE = "sqlite";
    private static final String POSTGRES = "postgres";
    private static final List<String> OF_SQLITE = List.of("cache_megabytes", "map_megabytes");
    private static final List<String> OF_POSTGRES = List.of("url", "user", "password_file", "password_env");

    private final Section store;

    private StoreReader(Section store) {
        this.store = store;
    }

    /** @param data the folder that stands for a password file where there is none */
    static StoreTuning read(Section store, Path data) {
        var read = new StoreReader(store).tuning(data);
        store.done();
        return read;
    }

    private StoreTuning tuning(Path data) {
        var kind = store.text("kind", SQLITE);
        if (!kind.equals(SQLITE) && !kind.equals(POSTGRES)) {
            store.wrong("kind", "must be sqlite or postgres, not " + kind);
        }
        boolean onServer = kind.equals(POSTGRES);
        for (var key : onServer ? OF_SQLITE : OF_POSTGRES) {
            if (store.has(key)) {
                store.wrong(
                        key, "is a setting of kind: " + (onServer ? SQLITE : POSTGRES) + ", and the kind is " + kind);
            }
        }
        var usual = StoreTuning.USUAL;
        return new StoreTuning(
                store.number("cache_megabytes", usual.cacheMegabytes(), 1, 4096),
                store.number("map_megabytes", usual.mapMegabytes(), 0, 2047),
                store.number("readers", usual.readers(), 1, 64),
                onServer ? server(data) : forget());
    }

    private DatabaseServer server(Path data) {
        var url = store.need("url");
        if (url.matches("(?i).*[?&](user|password)=.*")) {
            store.wrong("url", "must not hold the user or the password: write user and password_file");
        } else if (!url.isEmpty() && !url.matches("jdbc:postgresql://[^/\\s]+/[^/?\\s]+(\\?\\S*)?")) {
            store.wrong("url", "must be like jdbc:postgresql://127.0.0.1:5432/smspay, not " + url);
        }
        boolean hasPassword = store.has("password") || store.has("password_file") || store.has("password_env");
        return new DatabaseServer(
                url,
                store.need("user"),
                hasPassword ? store.secret("password") : new Secret(""),
                store.secretFile("password").orElse(data));
    }

    /** Those keys are known, whatever was said of them. */
    private @Nullable DatabaseServer forget() {
        OF_POSTGRES.forEach(key -> store.text(key, ""));
        return null;
    }
}
