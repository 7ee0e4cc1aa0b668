package cn.smspay.tools.bench;

import cn.smspay.config.Config.StoreTuning;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How much of its database the measured engine holds; told to the command and handed on to the engine's process. */
final class BenchStoreOptions {
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

    StoreTuning tuning() {
        return new StoreTuning(cache, map, StoreTuning.USUAL.readers());
    }

    /** The same options for the engine's process. */
    List<String> arguments() {
        return List.of("--map=" + map, "--cache=" + cache);
    }

    void describe(Map<String, Object> result) {
        result.put("mapMegabytes", map);
        result.put("cacheMegabytes", cache);
    }
}
