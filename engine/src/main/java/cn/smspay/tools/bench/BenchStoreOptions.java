package cn.smspay.tools.bench;

import cn.smspay.base.Secret;
import cn.smspay.config.Config.StoreTuning;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How much of its database the measured engine holds; told to the command and handed on to the engine's process. */
final class BenchStoreOptions {
    private static final String SQLITE = "sqlite";
    private static final String POSTGRES = "postgres";
    private static final String LOCAL = "jdbc:postgresql://127.0.0.1:5432/smspay?user=smspay";

    @Option(
            names = "--map",
            paramLabel = "MEGABYTES",
            description =
                    "Of the database that the engine maps, 0 to 2047; map_megabytes in the settings (default: ${DEFAULT-VALUE}).")
    private int map = StoreTuning.USUAL.mapMegabytes();

    @Option(
            names = "--cache",
            paramLabel = "MEGABYTES",
            description =
                    "Of the database that the engine keeps copies of, 1 to 4096; cache_megabytes in the settings (default: ${DEFAULT-VALUE}).")
    private int cache = StoreTuning.USUAL.cacheMegabytes();

    @Option(
            names = "--store",
            paramLabel = "sqlite|postgres|URL",
            defaultValue = SQLITE,
            description = {
                "Whose database is measured: sqlite, or an empty one of a PostgreSQL; postgres is",
                LOCAL + "; another one is named by such a URL (default: ${DEFAULT-VALUE})."
            })
    private String store = SQLITE;

    /** In the child's folder it is noted where the database is. */
    StoreTuning tuning(Path folder) {
        var server = DatabaseFile.noted(folder.resolve(StoreSettings.FILE)).orElse(null);
        return new StoreTuning(cache, map, StoreTuning.USUAL.readers(), server);
    }

    int mapMegabytes() {
        return map;
    }

    boolean isOnServer() {
        return !store.equals(SQLITE);
    }

    /** Microseconds of CPU that the server's processes have used; those of a server on another machine are not seen. */
    static long serverCpuMicros(Path folder) {
        var processes = DatabaseFile.look(
                StoreSettings.tool(folder.resolve(StoreSettings.FILE)),
                sql -> sql.createQuery("select pid from pg_stat_activity")
                        .mapTo(Long.class)
                        .list());
        return processes.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(used -> used.toNanos() / 1_000)
                .sum();
    }

    /** Lets whoever opens the database of this folder find the one that was named. */
    void note(Path folder) throws IOException {
        if (isOnServer()) {
            var url = URI.create((store.equals(POSTGRES) ? LOCAL : store).substring("jdbc:".length()));
            var user = String.valueOf(url.getQuery()).replaceFirst("^(?:.*&)?user=([^&]*).*$", "$1");
            var bare = "jdbc:postgresql://" + url.getAuthority() + url.getPath();
            DatabaseFile.note(
                    folder.resolve(StoreSettings.FILE),
                    new DatabaseServer(bare, user, new Secret(""), folder.toAbsolutePath()));
        }
    }

    /** The same options for the engine's process. */
    List<String> arguments() {
        return List.of("--map=" + map, "--cache=" + cache);
    }

    void describe(Map<String, Object> result) {
        result.put("store", isOnServer() ? POSTGRES : SQLITE);
        result.put("mapMegabytes", map);
        result.put("cacheMegabytes", cache);
    }
}
